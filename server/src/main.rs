//! conga: being written.
fn main() {}
