//! app: being written.
