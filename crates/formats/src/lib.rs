//! formats: being written.
