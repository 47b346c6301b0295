//! editor: being written.
