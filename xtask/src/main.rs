//! The automation: serve, test, ci, tidy, bench.
fn main() {}
