//! prototypes: being written.
