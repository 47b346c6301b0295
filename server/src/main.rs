//! The `conga` binary.

use mimalloc::MiMalloc;

/// Plans are many small texts: half the time of the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> std::process::ExitCode {
    server::cli::run()
}
