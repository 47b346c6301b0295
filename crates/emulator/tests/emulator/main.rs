//! The emulator, used as people and plans use it: by commands.

mod graph;
mod lab;
mod star;
