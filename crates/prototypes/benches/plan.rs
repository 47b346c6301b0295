//! How long planning takes, every command's text included: `cargo bench -p prototypes --bench plan`.

use mimalloc::MiMalloc;
use model::{Design, check, generate::Shape};
use planner::Plan;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// The server's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Tries: what else the machine does is none of the planner's.
const TRIES: usize = 30;

fn main() {
    let small = time(1_000, 1_500);
    let large = time(10_000, 15_000);
    let (ms, ratio) = (large.as_secs_f64() * 1e3, large.as_secs_f64() / small.as_secs_f64());
    println!("planner: 10,000 nodes, 15,000 links, with all command text: {ms:.1} ms (at most 25)");
    println!("planner: time(10,000) / time(1,000): {ratio:.1} (at most 12)");
}

/// The best of many plans, the design being there already.
fn time(n_nodes: usize, n_links: usize) -> Duration {
    let draft = Shape::random(n_nodes, n_links, 1).draft(true);
    let began = Instant::now();
    let n_findings = check::check(&draft).len();
    println!("check: {n_nodes} nodes: {n_findings} findings in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    let design = Design::try_from(draft).expect("a generated network has no fault");
    let family = prototypes::all()[0];
    let plan = || {
        let prototype = family.set_up(&design).expect("the usual settings");
        let began = Instant::now();
        let plan = Plan::of(&design, prototype.as_ref());
        (began.elapsed(), black_box(plan).steps.len())
    };
    let (best, n_steps) = (0..TRIES).map(|_| plan()).min().expect("some tries");
    println!("planner: {n_nodes} nodes: {n_steps} steps in {:.2} ms", best.as_secs_f64() * 1e3);
    best
}
