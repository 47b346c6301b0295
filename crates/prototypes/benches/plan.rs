//! How long planning takes, every command's text included: `cargo bench -p prototypes --bench plan`.
//!
//! From a design that is there to a plan that is whole. Both sizes are planned in turn in one process, so that each
//! finds the caches as the other left them; of many tries the best counts, as what else the machine does is none of the
//! planner's.

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

/// Tries of each size.
const TRIES: usize = 100;

fn main() {
    let designs = [design(1_000, 1_500), design(10_000, 15_000)];
    let mut best = [Duration::MAX; 2];
    for _ in 0..TRIES {
        for (best, design) in best.iter_mut().zip(&designs) {
            *best = time(design).min(*best);
        }
    }
    let [small, large] = best.map(|best| best.as_secs_f64() * 1e3);
    println!("planner: 1,000 nodes, 1,500 links, with all command text: {small:.2} ms");
    println!("planner: 10,000 nodes, 15,000 links, with all command text: {large:.1} ms (at most 25)");
    println!("planner: time(10,000) / time(1,000): {:.1} (at most 12)", large / small);
}

/// A random design, and how long it takes to get one from a draft.
fn design(n_nodes: usize, n_links: usize) -> Design {
    let draft = Shape::random(n_nodes, n_links, 1).draft(true);
    let began = Instant::now();
    let n_findings = check::check(&draft).len();
    let checked = began.elapsed().as_secs_f64() * 1e3;
    let design = Design::try_from(draft).expect("a generated network has no fault");
    let made = began.elapsed().as_secs_f64() * 1e3 - checked;
    println!(
        "check: {n_nodes} nodes: {n_findings} findings in {checked:.1} ms; checked and made a design: {made:.1} ms"
    );
    design
}

/// How long one plan takes.
fn time(design: &Design) -> Duration {
    let prototype = prototypes::all()[0].set_up(design).expect("the usual settings");
    let began = Instant::now();
    let plan = Plan::of(design, prototype.as_ref());
    let took = began.elapsed();
    black_box(plan);
    took
}
