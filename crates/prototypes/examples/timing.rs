//! Prints how long planning takes: 1,000 nodes with 1,500 links, and ten times as many.

use model::{Builder, Design, Layer, LayerId, LayerKind, Member, Node, NodeId, Settings};
use planner::Plan;
use std::time::{Duration, Instant};

fn main() {
    let small = time(1_000, 1_500);
    if std::env::args().count() > 1 {
        return;
    }
    let large = time(10_000, 15_000);
    println!("ratio {:.1}", large.as_secs_f64() / small.as_secs_f64());
}

/// The best of many: what else the machine does is none of the planner's.
fn time(n_nodes: usize, n_links: usize) -> Duration {
    let design = Design::try_from(random(n_nodes, n_links).finish()).expect("a design");
    let family = prototypes::all()[0];
    let mut best = Duration::MAX;
    let mut n_steps = 0;
    for _ in 0..40 {
        let begin = Instant::now();
        let prototype = family.set_up(&design).expect("a prototype");
        let plan = Plan::of(&design, prototype.as_ref());
        best = best.min(begin.elapsed());
        n_steps = plan.steps.len();
    }
    println!("{n_nodes} nodes, {n_links} links: {n_steps} steps in {:.2} ms", best.as_secs_f64() * 1e3);
    best
}

/// A connected random graph, one Ethernet layer a link, one unicast layer over all.
fn random(n_nodes: usize, n_links: usize) -> Builder {
    let mut builder = Builder::new(Settings::default());
    let over_all = builder.layer(Layer::of("n1", LayerKind::Unicast));
    let links: Vec<LayerId> =
        (1..=n_links).map(|link| builder.layer(Layer::of(format!("e{link}"), LayerKind::EthDix))).collect();
    let mut members: Vec<Vec<LayerId>> = vec![Vec::new(); n_nodes];
    let mut state = 42_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    for (link, layer) in links.into_iter().enumerate() {
        let near = if link + 1 < n_nodes { link + 1 } else { below(n_nodes) };
        let far = (near + 1 + below(n_nodes - 1)) % n_nodes;
        let far = if link + 1 < n_nodes { below(near) } else { far };
        members[near].push(layer);
        members[far].push(layer);
    }
    let ids: Vec<NodeId> =
        (0..n_nodes).map(|node| builder.node(Node { name: format!("node{node}"), ..Node::default() })).collect();
    for (id, links) in ids.into_iter().zip(members) {
        let mut members: Vec<Member> = links.iter().map(|link| Member::of(*link)).collect();
        members.push(Member { over: links, ..Member::of(over_all) });
        builder.node_mut(id).members = members;
    }
    builder
}
