//! frontend: being written.
