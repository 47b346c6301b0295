//! Drafts compared by what they mean: by names, and without what a format cannot say.

use super::tape::{Tape, for_all};
use crate::{Format, sketch::LABEL};
use model::{
    Builder, Draft, Layer, LayerId, LayerKind, LinkQuality, Member, Node, NodeId, Pair, Point, Policy, Settings,
    Strategy,
};
use std::{collections::BTreeMap, fmt::Write};

/// The draft as sorted lines, each by names only; order of declaration aside.
pub fn by_names(draft: &Draft) -> String {
    let mut lines = Vec::new();
    let layer_name = |id: &LayerId| draft.layer(*id).map_or("?", |layer| &layer.name);
    let node_name = |id: &NodeId| draft.node(*id).map_or("?", |node| &node.name);
    for (_, layer) in draft.layers() {
        let mut line = format!("layer {} {} ghost {}", layer.name, layer.kind, layer.ghost);
        let strategies: Vec<String> = [&layer.enrollment, &layer.flows]
            .map(|strategy| match strategy {
                Strategy::Manual(pairs) => {
                    let pair = |pair: &Pair| {
                        let via = pair.via.as_ref().map(layer_name);
                        format!("{}>{} {via:?}", node_name(&pair.from), node_name(&pair.to))
                    };
                    pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
                }
                other => format!("{other:?}"),
            })
            .into();
        write!(line, " {:?} {:?} {strategies:?}", layer.quality, layer.policies).expect("a String takes all");
        lines.push(line);
    }
    for (_, node) in draft.nodes() {
        lines.push(format!("node {} {:?} {:?}", node.name, node.position, node.unknown.get(LABEL)));
        for member in &node.members {
            let mut over: Vec<&str> = member.over.iter().map(layer_name).collect();
            over.sort_unstable();
            let Member { address, interface, quality, policies, .. } = member;
            let rest = format!("{address:?} {interface:?} {quality:?} {policies:?}");
            lines.push(format!("node {} in {} over {over:?} {rest}", node.name, layer_name(&member.layer)));
        }
    }
    lines.sort();
    lines.join("\n")
}

/// The draft with every record changed, or left out where `None`.
pub fn changed(draft: &Draft, node: impl Fn(&Node) -> Node, layer: impl Fn(&Layer) -> Layer) -> Draft {
    let mut builder = Builder::new(draft.settings().clone());
    draft.layers().for_each(|(_, record)| _ = builder.layer(layer(record)));
    draft.nodes().for_each(|(_, record)| _ = builder.node(node(record)));
    draft.services().for_each(|(_, service)| _ = builder.service(service.clone()));
    builder.finish()
}

/// Checks on random legal drafts that writing and reading gives what `sayable` leaves of them, and that what is
/// read is written the same again.
pub fn survives(format: &dyn Format, sayable: impl Fn(&Draft) -> Draft) {
    for_all(&format!("{}, out and in", format.key()), |tape| {
        let draft = sayable(&tape.legal());
        let text = format.write(&draft).expect("it can be said").expect("it is written");
        let read = format.read(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).draft;
        assert_eq!(by_names(&read), by_names(&draft), "{text}");
        let again = format.write(&read).expect("it can be said").expect("it is written");
        let once_more = format.read(&again).unwrap_or_else(|error| panic!("{error}\n{again}")).draft;
        assert_eq!(by_names(&once_more), by_names(&draft), "{again}");
    });
}

impl Tape {
    /// A quality with numbers that every unit can say.
    pub fn plain_quality(&mut self) -> LinkQuality {
        let some = |tape: &mut Self, values: [f64; 3]| (tape.below(3) == 1).then(|| values[tape.below(3)]);
        LinkQuality {
            delay_ms: some(self, [1.0, 20.5, 300.0]),
            loss_percent: some(self, [0.5, 1.0, 25.0]),
            rate_mbit: some(self, [10.0, 2.5, 10_000.0]),
            ..LinkQuality::default()
        }
    }

    /// A draft with legal, unique names: links, UDP layers, and layers that stand on what is on their nodes.
    pub fn legal(&mut self) -> Draft {
        let (n_nodes, n_links, n_layers) = (self.below(6) + 1, self.below(7), self.below(4));
        let mut builder = Builder::new(Settings { title: "Random".into(), ..Settings::default() });
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); n_nodes];
        for n in 0..n_links {
            let kind = if self.below(4) == 1 { LayerKind::Udp4 } else { LayerKind::EthDix };
            let quality = if kind.is_ethernet() { self.plain_quality() } else { LinkQuality::default() };
            let id = builder.layer(Layer { quality, ..Layer::of(format!("e{n}"), kind) });
            for end in self.ends(n_nodes) {
                let address = kind.is_udp().then(|| format!("10.0.{n}.{}", end + 1));
                members[end].push(Member { address, ..Member::of(id) });
            }
        }
        for n in 0..n_layers {
            let mut layer = Layer::of(format!("n{n}"), LayerKind::Unicast);
            if self.below(3) == 1 {
                layer.policies.insert("routing".into(), self.plain_policy());
            }
            let id = builder.layer(layer);
            for members in &mut members {
                if self.below(3) > 0 && !members.is_empty() {
                    let over = members.iter().map(|member| member.layer).filter(|_| self.below(2) == 0).collect();
                    let mut policies = BTreeMap::new();
                    if self.below(5) == 1 {
                        policies.insert("security.auth".into(), self.plain_policy());
                    }
                    members.push(Member { over, policies, ..Member::of(id) });
                }
            }
        }
        for (n, members) in members.into_iter().enumerate() {
            let place = Point { x: self.below(5_000) as f64 / 2.0, y: self.below(5_000) as f64 / 2.0 };
            builder.node(Node { name: format!("m{n}"), members, position: Some(place), ..Node::default() });
        }
        builder.finish()
    }

    fn ends(&mut self, n_nodes: usize) -> Vec<usize> {
        let wanted = if self.below(4) == 1 { self.below(4) + 1 } else { 2 };
        let mut ends: Vec<usize> = (0..wanted).map(|_| self.below(n_nodes)).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    fn plain_policy(&mut self) -> Policy {
        let params = if self.below(2) == 1 { [("k".to_owned(), "v=1".to_owned())].into() } else { BTreeMap::new() };
        Policy { name: ["lfa", "ecmp"][self.below(2)].into(), params }
    }
}

/// Checks on random drafts, their names made legal, that writing and reading changes nothing at all.
pub fn survives_whole(format: &dyn Format) {
    for_all(&format!("{}, out and in", format.key()), |tape| {
        let draft = tape.draft();
        let (mut n_nodes, mut n_layers) = (0, 0);
        let mut builder = Builder::new(draft.settings().clone());
        for (_, layer) in draft.layers() {
            n_layers += 1;
            builder.layer(Layer { name: format!("layer{n_layers}"), ..layer.clone() });
        }
        for (_, node) in draft.nodes() {
            n_nodes += 1;
            let place = Point { x: tape.below(5_000) as f64 / 4.0, y: -(tape.below(5_000) as f64) / 4.0 };
            builder.node(Node { name: format!("node{n_nodes}"), position: Some(place), ..node.clone() });
        }
        draft.services().for_each(|(_, service)| _ = builder.service(service.clone()));
        let draft = builder.finish();
        let text = format.write(&draft).expect("it can be said").expect("it is written");
        let read = format.read(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).draft;
        assert_eq!(read, draft, "{text}");
        assert_eq!(format.write(&read).expect("it can be said").expect("it is written"), text);
    });
}

/// The report in lines, as tests expect it.
pub fn remarks(imported: &crate::Imported) -> String {
    let say = |verb: &str, remarks: &[crate::Remark]| -> String {
        remarks.iter().map(|remark| format!("{verb} {}: {}\n", remark.line, remark.what)).collect()
    };
    say("≈", &imported.report.approximated) + &say("-", &imported.report.ignored)
}

/// How many nodes, links, layers that are no links, and IPCPs there are.
pub fn counts(draft: &Draft) -> [usize; 4] {
    let n_links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
    let n_ipcps = draft.nodes().map(|(_, node)| node.members.len()).sum();
    [draft.nodes().len(), n_links, draft.layers().len() - n_links, n_ipcps]
}
