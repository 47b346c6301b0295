//! Stacks side by side: the IPCPs of chosen nodes, each layer at one height, and a path through them.

use crate::{
    path::Path,
    stack::{self, Ipcp, Stack},
};
use model::{Draft, LayerId, NodeId, ServiceId, order};
use std::collections::{BTreeMap, BTreeSet};

/// Size of a box, canvas units.
pub const BOX: (f64, f64) = (132.0, 44.0);
/// Free space between boxes, sideways and upwards.
pub const GAP: (f64, f64) = (20.0, 52.0);
/// Free space between stacks.
const BETWEEN: f64 = 36.0;
/// Height kept for the node's name below its stack.
const FOOT: f64 = 34.0;
/// Stacks drawn, at most.
pub const MOST: usize = 40;

/// One node's stack; a node that a path passes twice has two.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// Its left side.
    pub x: f64,
    /// Its width.
    pub w: f64,
    /// IPCPs that are not drawn, as they are not on the path.
    pub n_hidden: usize,
}

/// An IPCP's box.
#[derive(Clone, Debug, PartialEq)]
pub struct IpcpBox {
    /// Its node.
    pub node: NodeId,
    /// The IPCP.
    pub ipcp: Ipcp,
    /// Left and top.
    pub at: (f64, f64),
}

/// Something stands on something.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// What stands.
    pub upper: LayerId,
    /// From the middle of its foot to the middle of the head below.
    pub line: [(f64, f64); 2],
}

/// A service above its layers.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceBox {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Left and top.
    pub at: (f64, f64),
}

/// A hop of the path within its layer, from box to box.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The layer.
    pub layer: LayerId,
    /// From the middle of a box's side to that of another.
    pub line: [(f64, f64); 2],
}

/// The picture of several stacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stacks {
    /// Width and height.
    pub size: (f64, f64),
    /// From left to right.
    pub columns: Vec<Column>,
    /// Column by column, each from the bottom up.
    pub boxes: Vec<IpcpBox>,
    /// Registrations.
    pub stands: Vec<Stand>,
    /// Services on top.
    pub services: Vec<ServiceBox>,
    /// The hops of a path that a layer below carries.
    pub spans: Vec<Span>,
    /// The path through the boxes' middles, from its first IPCP to its last; empty without one.
    pub route: Vec<(f64, f64)>,
    /// Nodes that found no room.
    pub n_more: usize,
}

/// A column before its boxes have places.
struct Plan {
    node: NodeId,
    stack: Stack,
    /// What is drawn: all, or what the path passes here.
    only: Option<BTreeSet<LayerId>>,
}

impl Stacks {
    /// The stacks of `nodes`, or of the nodes that `path` passes, in order.
    pub fn of(draft: &Draft, nodes: &[NodeId], path: Option<&Path>) -> Self {
        let all = match path {
            Some(path) => along(draft, path),
            None => nodes.iter().map(|id| Plan { node: *id, stack: Stack::of(draft, *id), only: None }).collect(),
        };
        let n_more = all.len().saturating_sub(MOST);
        let mut plans = all;
        plans.truncate(MOST);
        let levels = levels(&plans);
        let mut stacks = Self { n_more, ..Self::default() };
        let n_levels = levels.values().max().map_or(0, |level| level + 1);
        let has_services = plans.iter().any(|plan| !plan.stack.services.is_empty());
        let top = if has_services { BOX.1 + GAP.1 } else { 16.0 };
        let foot = top + n_levels as f64 * (BOX.1 + GAP.1) - GAP.1;
        let mut x = GAP.0;
        for plan in &plans {
            x += stacks.column(draft, plan, &levels, (x, foot)) + BETWEEN;
        }
        stacks.size = ((x - BETWEEN + GAP.0).max(240.0), foot.max(top) + FOOT + 12.0);
        if let Some(path) = path.filter(|_| n_more == 0) {
            stacks.lay(path);
        }
        stacks
    }

    /// Draws one stack with its left foot at `at`; its width.
    fn column(&mut self, draft: &Draft, plan: &Plan, levels: &BTreeMap<LayerId, usize>, at: (f64, f64)) -> f64 {
        let is_drawn = |ipcp: &&Ipcp| plan.only.as_ref().is_none_or(|only| only.contains(&ipcp.layer));
        let mut rows: BTreeMap<usize, Vec<&Ipcp>> = BTreeMap::new();
        for ipcp in plan.stack.rows.iter().flatten().filter(is_drawn) {
            rows.entry(levels.get(&ipcp.layer).copied().unwrap_or(0)).or_default().push(ipcp);
        }
        let widest = rows.values().map(Vec::len).max().unwrap_or(0).max(plan.stack.services.len()).max(1);
        let w = widest as f64 * (BOX.0 + GAP.0) - GAP.0;
        let left = |n: usize| at.0 + (w - (n as f64 * (BOX.0 + GAP.0) - GAP.0)) / 2.0;
        let mut place: BTreeMap<LayerId, (f64, f64)> = BTreeMap::new();
        for (level, row) in &rows {
            let y = at.1 - *level as f64 * (BOX.1 + GAP.1) - BOX.1;
            for (nth, ipcp) in row.iter().enumerate() {
                let at = (left(row.len()) + nth as f64 * (BOX.0 + GAP.0), y);
                place.insert(ipcp.layer, at);
                self.boxes.push(IpcpBox { node: plan.node, ipcp: (*ipcp).clone(), at });
            }
        }
        for (upper, lower) in &plan.stack.stands {
            if let (Some(from), Some(to)) = (place.get(upper), place.get(lower)) {
                let line = [(from.0 + BOX.0 / 2.0, from.1 + BOX.1), (to.0 + BOX.0 / 2.0, to.1)];
                self.stands.push(Stand { upper: *upper, line });
            }
        }
        for (nth, (id, name, _)) in plan.stack.services.iter().enumerate() {
            let at = (left(plan.stack.services.len()) + nth as f64 * (BOX.0 + GAP.0), 8.0);
            self.services.push(ServiceBox { id: *id, name: name.clone(), at });
        }
        let n_hidden = plan.stack.rows.iter().map(Vec::len).sum::<usize>() - place.len();
        let name = draft.node(plan.node).map(|node| node.name.clone()).unwrap_or_default();
        self.columns.push(Column { node: plan.node, name, x: at.0, w, n_hidden });
        w
    }

    /// Lays the path over the boxes: its stops are the columns' nodes in order.
    fn lay(&mut self, path: &Path) {
        let mut column = 0;
        let mut stops: Vec<(LayerId, usize, (f64, f64))> = Vec::new();
        for stop in &path.stops {
            if self.columns.get(column).is_some_and(|here| here.node != stop.0) {
                column += 1;
            }
            let Some(here) = self.columns.get(column) else { break };
            let within = here.x..=here.x + here.w;
            let found = self.boxes.iter().find(|one| (one.node, one.ipcp.layer) == *stop && within.contains(&one.at.0));
            let Some(found) = found else { break };
            stops.push((stop.1, column, (found.at.0 + BOX.0 / 2.0, found.at.1 + BOX.1 / 2.0)));
        }
        self.route = stops.iter().map(|(_, _, at)| *at).collect();
        // A layer's hop leads from a stop in it to the next stop in it, over what lies between.
        let mut last: BTreeMap<LayerId, (usize, (f64, f64))> = BTreeMap::new();
        for (layer, column, at) in stops {
            if let Some((_, before)) = last.insert(layer, (column, at)).filter(|(from, _)| *from != column) {
                let line = [(before.0 + BOX.0 / 2.0, before.1), (at.0 - BOX.0 / 2.0, at.1)];
                self.spans.push(Span { layer, line });
            }
        }
    }
}

/// A column for each node in a row that the path passes, with the IPCPs it passes there.
fn along(draft: &Draft, path: &Path) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for (node, layer) in &path.stops {
        if plans.last().is_none_or(|last| last.node != *node) {
            plans.push(Plan { node: *node, stack: Stack::of(draft, *node), only: Some(BTreeSet::new()) });
        }
        if let Some(only) = plans.last_mut().and_then(|last| last.only.as_mut()) {
            only.insert(*layer);
        }
    }
    let n = plans.len();
    // What is served on the way is no part of the path.
    plans.iter_mut().take(n.saturating_sub(1)).skip(1).for_each(|plan| plan.stack.services.clear());
    plans
}

/// Each layer at one height everywhere: above all that it stands on anywhere here.
fn levels(plans: &[Plan]) -> BTreeMap<LayerId, usize> {
    let mut overs: BTreeMap<LayerId, Vec<LayerId>> = BTreeMap::new();
    for plan in plans {
        let is_drawn = |layer: LayerId| plan.only.as_ref().is_none_or(|only| only.contains(&layer));
        for ipcp in plan.stack.rows.iter().flatten().filter(|ipcp| is_drawn(ipcp.layer)) {
            overs.entry(ipcp.layer).or_default();
        }
        for (upper, lower) in plan.stack.stands.iter().filter(|(upper, lower)| is_drawn(*upper) && is_drawn(*lower)) {
            overs.entry(*upper).or_default().push(*lower);
        }
    }
    stack::levels(&order::map(overs.iter().map(|(upper, lowers)| (*upper, lowers.as_slice()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::{Flows, path};
    use model::{Builder, Layer, LayerKind, Member, Node};

    fn star() -> Draft {
        let mut builder = Builder::default();
        let [e1, e2] = ["e1", "e2"].map(|name| builder.layer(Layer::of(name, LayerKind::EthDix)));
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        for (name, over) in [("a", vec![e1]), ("r", vec![e1, e2]), ("b", vec![e2])] {
            let mut members: Vec<Member> = over.iter().map(|id| Member::of(*id)).collect();
            members.push(Member { over, ..Member::of(n1) });
            builder.node(Node { name: name.into(), members, ..Node::default() });
        }
        builder.finish()
    }

    #[test]
    fn a_path_goes_through_its_boxes_from_left_to_right() {
        let draft = star();
        let n1 = draft.layer_named("n1").expect("a layer");
        let path = path(&draft, &Flows::new(), n1, (NodeId(1), NodeId(3))).expect("a path");
        let stacks = Stacks::of(&draft, &[], Some(&path));
        assert_eq!(stacks.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["a", "r", "b"]);
        assert_eq!(stacks.route.len(), path.stops.len());
        assert!(stacks.route.is_sorted_by(|a, b| a.0 <= b.0 + BOX.0 + GAP.0));
        // n1's two hops, and the two wires.
        assert_eq!(stacks.spans.len(), 4);
        assert!(stacks.boxes.iter().all(|one| one.at.0 + BOX.0 <= stacks.size.0 && one.at.1 + BOX.1 <= stacks.size.1));
    }

    #[test]
    fn one_layer_has_one_height() {
        let draft = star();
        let stacks = Stacks::of(&draft, &[NodeId(1), NodeId(2)], None);
        let n1 = draft.layer_named("n1");
        let heights: BTreeSet<i64> =
            stacks.boxes.iter().filter(|one| Some(one.ipcp.layer) == n1).map(|one| one.at.1 as i64).collect();
        assert_eq!((heights.len(), stacks.boxes.len(), stacks.stands.len()), (1, 5, 3));
        assert!(stacks.route.is_empty());
    }
}
