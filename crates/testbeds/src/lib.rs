//! testbeds: being written.
