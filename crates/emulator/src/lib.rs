//! emulator: being written.
