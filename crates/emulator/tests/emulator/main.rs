//! The emulator, used as people and plans use it: by commands.

mod bed;
mod errors;
mod failure;
mod graph;
mod lab;
mod properties;
mod recursion;
mod routing;
mod star;
mod tutorial;
