//! Services: names that programs serve, once the layers below them are whole.

use super::Work;
use crate::{StepId, plan::Orders, roll::Span, roster::Roster, step::Deed};
use model::{NodeId, Service};
use testbed::Sheet;

/// Every service: first on the nodes that serve it, then its name on all other nodes that may ask for it.
pub(super) fn serve_all(work: &mut Work) {
    let design = work.orders.design;
    for (place, (_, service)) in (0..).zip(design.draft().services()) {
        let mut serving = vec![false; work.orders.roster.nodes.len()];
        for node in &service.nodes {
            serve(work, (place, service), *node, &mut serving);
        }
        let clients = clients(work, service, &serving);
        for node in clients {
            make_known(work, place, node);
        }
    }
}

/// By node: something is served there.
pub(super) fn serving(orders: &Orders) -> Vec<bool> {
    let mut serving = vec![false; orders.roster.nodes.len()];
    for (_, service) in orders.design.draft().services() {
        for node in &service.nodes {
            let first = ipcps_of(orders.roster, service, *node).next();
            first.into_iter().for_each(|ipcp| serving[orders.roster.ipcps[ipcp as usize].node as usize] = true);
        }
    }
    serving
}

/// The IPCPs on a node that a service is registered with.
fn ipcps_of<'r>(roster: &'r Roster, service: &'r Service, node: NodeId) -> impl Iterator<Item = u32> + 'r {
    let layers = service.layers.iter().filter_map(|layer| roster.layer_at(*layer));
    layers.filter_map(move |layer| roster.ipcp_at(layer, node))
}

fn serve(work: &mut Work, (id, service): (u32, &Service), node: NodeId, serving: &mut [bool]) {
    let roster = work.orders.roster;
    let ipcps: Vec<u32> = ipcps_of(roster, service, node).collect();
    let Some(first) = ipcps.first() else { return };
    let place = roster.ipcps[*first as usize].node;
    if std::mem::replace(&mut serving[place as usize], true) {
        return;
    }
    let mut after: Vec<StepId> = ipcps.iter().map(|ipcp| work.made[*ipcp as usize]).collect();
    for ipcp in &ipcps {
        after.extend(work.ready(roster.ipcps[*ipcp as usize].layer));
    }
    after.sort_unstable();
    after.dedup();
    let deed =
        Deed::Serve { service: id, ipcps: work.ledger.add_list(ipcps.iter().map(|ipcp| roster.name(*ipcp).clone())) };
    let served = work.add(&after, place, deed);
    for ipcp in ipcps {
        work.shorten(roster.ipcps[ipcp as usize].layer, served);
    }
}

/// Nodes with an IPCP in a layer of the service that do not serve it, as declared.
fn clients(work: &Work, service: &Service, serving: &[bool]) -> Vec<u32> {
    let roster = work.orders.roster;
    let layers = service.layers.iter().filter_map(|layer| roster.layer_at(*layer));
    let nodes = layers.flat_map(|layer| roster.members(layer)).map(|ipcp| roster.ipcps[*ipcp as usize].node);
    let mut nodes: Vec<u32> = nodes.filter(|node| !serving[*node as usize]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// A step only if the prototype has something to say: most need nothing on a client.
fn make_known(work: &mut Work, service: u32, node: u32) {
    let deed = Deed::Serve { service, ipcps: Span { start: 0, end: 0 } };
    let mut trial = Sheet::default();
    work.orders.prototype.make(&deed.named(&work.orders.roster.roll, &[]), &mut trial);
    if !trial.is_empty() {
        work.add(&[work.daemons[node as usize]], node, deed);
    }
}
