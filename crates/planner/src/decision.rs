//! What is decided about one layer, first by positions, then by names.

use crate::{
    LayerPlan,
    bootstrap::{best_connected, bootstrapper},
    enrollment::{self, Join, enrollments},
    flow::{Link, flows},
    graph::{Allowance, LayerGraph},
    roster::Roster,
};
use model::{Bootstrapper, Design, Layer, Strategy, Text};

/// Decisions about a layer that is not hardware. Joins and links are positions in the graph's members.
pub(crate) struct Decision {
    pub(crate) layer: u32,
    pub(crate) graph: LayerGraph,
    /// The member of the graph that starts the layer.
    pub(crate) root: Option<u32>,
    /// Those `again` come last.
    pub(crate) joins: Vec<Join>,
    pub(crate) links: Vec<Link>,
    /// Real daemons, and nobody said who starts the layer: it comes up in the way that is best for them.
    pub(crate) is_free: bool,
}

/// Decides about every layer that is not hardware, in layer order.
///
/// `is_real`: who starts a layer that does not say so is free.
pub(crate) fn decide(design: &Design, roster: &Roster, is_real: bool) -> Vec<Decision> {
    let mut hub_of = vec![u32::MAX; roster.layers.len()];
    let mut allowance = Allowance::default();
    let row = |place: u32| &roster.layers[place as usize];
    let uppers = roster.order.iter().copied().filter(|place| !row(*place).kind.is_hardware());
    let uppers = uppers.filter_map(|place| Some((place, design.draft().layer(row(place).id)?)));
    uppers
        .map(|layer| {
            let graph = LayerGraph::of(roster, layer.0, &mut hub_of, &mut allowance);
            let root = root(roster, layer, &graph, is_real);
            let joins = root.map(|root| enrollments(roster, layer, &graph, root)).unwrap_or_default();
            let links = flows(roster, layer, &graph, &joins);
            let is_free = is_real && layer.1.bootstrapper == Bootstrapper::Auto;
            Decision { layer: layer.0, graph, root, joins, links, is_free }
        })
        .collect()
}

fn root(roster: &Roster, (place, layer): (u32, &Layer), graph: &LayerGraph, is_real: bool) -> Option<u32> {
    if let (Strategy::Manual(pairs), Bootstrapper::Auto | Bootstrapper::First | Bootstrapper::Centre) =
        (&layer.enrollment, layer.bootstrapper)
        && let Some(root) = enrollment::manual_root(roster, place, graph, pairs)
    {
        return Some(root);
    }
    if is_real && layer.bootstrapper == Bootstrapper::Auto && !graph.members.is_empty() {
        return Some(best_connected(graph));
    }
    bootstrapper(roster, (place, layer), graph)
}

impl Decision {
    /// The joins that bring members in.
    pub(crate) fn tree(&self) -> &[Join] {
        &self.joins[..self.n_tree()]
    }

    /// The joins of those that are members already.
    pub(crate) fn again(&self) -> &[Join] {
        &self.joins[self.n_tree()..]
    }

    fn n_tree(&self) -> usize {
        self.joins.partition_point(|join| !join.again)
    }

    /// The decision by its names.
    pub(crate) fn named(&self, roster: &Roster) -> LayerPlan {
        let row = &roster.layers[self.layer as usize];
        let root_ipcp = match self.root {
            Some(root) => Some(self.graph.members[root as usize]),
            None => roster.members(self.layer).first().copied(),
        };
        let root = self.root.unwrap_or_default();
        let joins = reasons(&self.joins, |join| join.why(roster, &self.graph, root));
        let links = reasons(&self.links, |link| link.why(roster, &self.graph));
        LayerPlan {
            name: roster.layer_name(self.layer).clone(),
            kind: row.kind,
            graph: self.graph.edges(roster),
            bootstrapper: root_ipcp.map(|ipcp| roster.name(ipcp).clone()),
            enrollments: self.joins.iter().zip(joins).map(|(join, why)| join.named(roster, &self.graph, why)).collect(),
            flows: self.links.iter().zip(links).map(|(link, why)| link.named(roster, &self.graph, why)).collect(),
        }
    }
}

/// Why each of `all`, on one sheet.
fn reasons<T>(all: &[T], why: impl Fn(&T) -> String) -> impl Iterator<Item = Text> {
    let mut sheet = String::with_capacity(48 * all.len());
    let write = |one| {
        sheet.push_str(&why(one));
        ((), sheet.len())
    };
    let ends: Vec<((), usize)> = all.iter().map(write).collect();
    Text::all(sheet, ends).map(|((), text)| text)
}

/// Whether each IPCP enrolls in its layer; those that never do start it.
pub(crate) fn enrolls(roster: &Roster, decisions: &[Decision]) -> Vec<bool> {
    let mut enrolls = vec![false; roster.ipcps.len()];
    for decision in decisions {
        for join in decision.tree() {
            enrolls[decision.graph.members[join.enrollee as usize] as usize] = true;
        }
    }
    enrolls
}
