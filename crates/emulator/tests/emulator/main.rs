//! The emulator, used as people and plans use it: by commands.

mod lab;
mod star;
