//! How long layouts take and how good they are, beside Graphviz and elkjs where these are here:
//! `cargo bench -p editor --bench layout`.

mod graphs;
mod rivals;
mod stress;

use editor::layout::{Kind, layout};
use graphs::Graph;
use std::{fs, hint::black_box, time::Instant};

/// Tries, of which the mean is taken: cores are shared, and short times are counted in large steps.
const TRIES: usize = 5;

fn main() {
    for (graph, limit_ms) in [
        (graphs::tree(1_000), 10.0),
        (graphs::tree(10_000), 100.0),
        (graphs::grid(1_000), 100.0),
        (graphs::grid(10_000), 1_500.0),
        (graphs::random(1_000), 100.0),
        (graphs::random(10_000), 1_500.0),
    ] {
        let own = measured(&graph, Kind::Auto);
        println!("layout: {}: {:.1} ms of CPU (at most {limit_ms}), stress {:.4}", graph.name, own.ms, own.stress);
        if graph.kind == graphs::Kind::Tree {
            let force = measured(&graph, Kind::Force);
            println!("layout: {}: spread out instead: {:.1} ms, stress {:.4}", graph.name, force.ms, force.stress);
        }
        for rival in rivals::of(&graph) {
            match rival.result {
                Ok(other) => println!(
                    "layout: {}: {}: {:.0} ms, stress {:.4}: {:.1} times our time, {:.2} times our stress",
                    graph.name,
                    rival.name,
                    other.ms,
                    other.stress,
                    other.ms / own.ms,
                    other.stress / own.stress
                ),
                Err(why) => println!("layout: {}: {}: {why}", graph.name, rival.name),
            }
        }
    }
}

/// CPU time and quality of one layout.
struct Figures {
    ms: f64,
    stress: f64,
}

fn measured(graph: &Graph, kind: Kind) -> Figures {
    let draft = graph.draft();
    let began = cpu_ms();
    (1..TRIES).for_each(|_| drop(black_box(layout(&draft, kind, None))));
    let places = layout(&draft, kind, None);
    let ms = (cpu_ms() - began) / TRIES as f64;
    let places: Vec<(f64, f64)> = places.iter().map(|(_, at)| (at.x, at.y)).collect();
    Figures { ms, stress: stress::of(graph, &places) }
}

/// Milliseconds this thread has been on a core, as Linux counts them; elsewhere the time of day must do.
fn cpu_ms() -> f64 {
    thread_local! { static BEGAN: Instant = Instant::now(); }
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGAN.with(|began| began.elapsed().as_secs_f64() * 1e3), |ns| ns / 1e6)
}
