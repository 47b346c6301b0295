//! What is measured: stars and lines of nodes, one layer over all, and a ping server at one end.

use model::{Builder, Draft, Layer, LayerKind, Member, Node, NodeId, Service, Settings};

/// The name that is pinged.
pub const SERVICE: &str = "oping_server";

/// A network to measure.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The first node in the middle, joined with each other one. The last one serves.
    Star(usize),
    /// Each node joined with the next. The last one serves.
    Line(usize),
}

impl Shape {
    /// The pairs of nodes that are joined.
    fn pairs(self) -> Vec<(usize, usize)> {
        match self {
            Self::Star(n_nodes) => (1..n_nodes).map(|leaf| (0, leaf)).collect(),
            Self::Line(n_nodes) => (1..n_nodes).map(|node| (node - 1, node)).collect(),
        }
    }

    fn n_nodes(self) -> usize {
        let (Self::Star(n_nodes) | Self::Line(n_nodes)) = self;
        n_nodes
    }

    /// The node that pings: the first leaf, or the first of the line.
    pub fn client(self) -> String {
        match self {
            Self::Star(_) => name(1),
            Self::Line(_) => name(0),
        }
    }

    /// The experiment on a testbed, with or without somebody who serves.
    pub fn draft(self, testbed: &str, serves: bool) -> Draft {
        let mut settings = Settings::default();
        testbed.clone_into(&mut settings.testbed.kind);
        let mut builder = Builder::new(settings);
        let over_all = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); self.n_nodes()];
        let mut lowers = vec![Vec::new(); self.n_nodes()];
        for (index, (a, b)) in self.pairs().into_iter().enumerate() {
            let link = builder.layer(Layer::of(format!("e{}", index + 1), LayerKind::EthDix));
            for end in [a, b] {
                members[end].push(Member::of(link));
                lowers[end].push(link);
            }
        }
        let mut last = NodeId(0);
        for (index, (mut members, over)) in members.into_iter().zip(lowers).enumerate() {
            members.push(Member { over, ..Member::of(over_all) });
            last = builder.node(Node { name: name(index), members, ..Node::default() });
        }
        if !serves {
            return builder.finish();
        }
        builder.service(Service {
            name: SERVICE.into(),
            nodes: vec![last],
            layers: vec![over_all],
            program: "oping".into(),
            args: vec!["--listen".into()],
            ..Service::default()
        });
        builder.finish()
    }
}

fn name(index: usize) -> String {
    format!("node{index}")
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Star(n_nodes) => write!(f, "star of {n_nodes}"),
            Self::Line(n_nodes) => write!(f, "line of {n_nodes}"),
        }
    }
}
