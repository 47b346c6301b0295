//! Fresh names and ids.
