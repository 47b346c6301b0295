//! Prints how long checks and edits take: `cargo run --release -p model --example figures`.

use model::{
    Draft, Edit, NodeId, Place, Point,
    check::check,
    edit::{Clip, Over, lower},
    generate::Shape,
};
use std::time::{Duration, Instant};

fn main() {
    println!("{:>24} {:>10} {:>10} {:>6}", "", "1,000", "10,000", "ratio");
    let (small, large) = (Shape::random(1_000, 1_500, 1).draft(true), Shape::random(10_000, 15_000, 1).draft(true));
    let row = |what: &str, work: &dyn Fn(&Draft)| {
        let (a, b) = (best(|| work(&small)), best(|| work(&large)));
        println!("{what:>24} {a:>10.2?} {b:>10.2?} {:>6.1}", b.as_secs_f64() / a.as_secs_f64());
    };
    row("check", &|draft| assert!(check(draft).is_empty()));
    row("check, all wrong", &|draft| assert!(!check(&Shape::line(draft.nodes().len()).draft(false)).is_empty()));
    row("unsound", &|draft| assert!(draft.unsound().is_none()));
    row("move one", &|draft| run(draft, &Edit::Move(vec![(NodeId(1), Point { x: 1.0, y: 1.0 })])));
    row("move all", &|draft| {
        run(draft, &Edit::Move(draft.nodes().map(|(id, _)| (id, Point { x: 1.0, y: 1.0 })).collect()));
    });
    row("paste all", &|draft| run(draft, &Edit::Paste(Clip::all(draft), Point::default())));
    row("remove half, one by one", &|draft| {
        let removals = draft.nodes().take(draft.nodes().len() / 2).map(|(id, _)| Edit::Remove(vec![Place::Node(id)]));
        run(draft, &Edit::Batch(String::new(), removals.collect()));
    });
    row("leave and join", &|draft| {
        let n1 = draft.layer_named("n1").expect("the layer over all");
        let leave = draft.nodes().map(|(id, _)| Edit::Remove(vec![Place::Member(id, n1)]));
        let join = draft.nodes().map(|(node, _)| Edit::Join { node, layer: n1, over: Over::Auto });
        run(draft, &Edit::Batch(String::new(), leave.chain(join).collect()));
    });
    println!("JSON of 1,000 nodes: {} bytes", serde_json::to_string(&small).expect("a draft is JSON").len());
}

fn run(draft: &Draft, edit: &Edit) {
    // Pasting 10,000 nodes onto 10,000 meets the bound on layers; all the work is done by then.
    let _ = lower(draft, edit);
}

fn best(work: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap_or_default()
}
