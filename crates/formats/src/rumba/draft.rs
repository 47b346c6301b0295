//! What a script built, as a draft.

use super::{
    machine::Finished,
    script::{ExperimentBuilt, NodeBuilt, Script, ServerBuilt},
};
use crate::{FormatError, Imported, MOST_MEMBERSHIPS, MOST_NODES, Remark, Report};
use messages::say;
use model::{Bootstrapper, Builder, Choice, Layer, LayerId, LayerKind, Member, Node, NodeId, Service, Settings, name};
use std::collections::{BTreeMap, BTreeSet};

/// The draft of a finished script.
///
/// Errors: [`FormatError`] where there are more nodes or memberships than can be read.
pub(super) fn draft(finished: Finished) -> Result<Imported, FormatError> {
    let Finished { mut script, mut approximated, mut ignored } = finished;
    join_listed_members(&mut script, &mut approximated);
    join_registered(&mut script, &mut approximated);
    for extra in script.experiments.iter().skip(1) {
        ignored.push(remark(extra.line, say!("first-experiment-only")));
    }
    if script.nodes.is_empty() && script.layers.is_empty() {
        ignored.push(remark(1, say!("nothing-found-in-script")));
    }
    let chosen = chosen_nodes(&script, &mut ignored);
    within_limits(&script, &chosen)?;
    let experiment = script.experiments.first();
    let mut builder = Builder::new(settings(&script, experiment));
    for built in &script.layers {
        builder.layer(layer(built.layer.clone(), &script.policies[built.policies], experiment));
    }
    let mut ids = BTreeMap::new();
    for number in chosen {
        ids.insert(number, builder.node(node(&script.nodes[number], &script)));
    }
    let servers = script.servers.iter().chain(script.bound.values());
    for service in services(servers, &ids, &script, (&mut approximated, &mut ignored)) {
        builder.service(service);
    }
    let draft = builder.finish();
    let mut report = Report::of("rumba", &draft);
    approximated.sort();
    ignored.sort();
    (report.approximated, report.ignored) = (approximated, ignored);
    Ok(Imported { draft, report })
}

fn remark(line: usize, what: impl Into<String>) -> Remark {
    Remark { line, what: what.into() }
}

fn id_of(layer: usize) -> LayerId {
    LayerId(layer as u32 + 1)
}

/// Nodes listed as members by a layer, but not listing it themselves.
fn join_listed_members(script: &mut Script, approximated: &mut Vec<Remark>) {
    for (number, built) in script.layers.iter().enumerate() {
        for member in &built.members {
            let node = &mut script.nodes[*member];
            if !node.layer_set.contains(&number) {
                node.join(number);
                let what = say!("listed-as-member", layer = built.layer.name, node = node.name);
                approximated.push(remark(built.line, what));
            }
        }
    }
}

/// Layers that a node registers, but does not list.
fn join_registered(script: &mut Script, approximated: &mut Vec<Remark>) {
    for node in &mut script.nodes {
        let uppers: Vec<usize> = node.registrations.keys().chain(node.policies.keys()).copied().collect();
        for upper in uppers {
            if !node.layer_set.contains(&upper) {
                node.join(upper);
                let layer = &script.layers[upper].layer.name;
                let what = say!("uses-without-member", node = node.name, layer = layer);
                approximated.push(remark(node.line, what));
            }
        }
    }
}

/// The experiment's nodes in its order, or all where there is no experiment.
fn chosen_nodes(script: &Script, ignored: &mut Vec<Remark>) -> Vec<usize> {
    let Some(experiment) = script.experiments.first() else { return (0..script.nodes.len()).collect() };
    let mut seen = BTreeSet::new();
    let chosen: Vec<usize> = experiment.nodes.iter().copied().filter(|node| seen.insert(*node)).collect();
    for (number, node) in script.nodes.iter().enumerate() {
        if !seen.contains(&number) {
            ignored.push(remark(node.line, say!("not-in-list-of-nodes", node = node.name)));
        }
    }
    chosen
}

fn within_limits(script: &Script, chosen: &[usize]) -> Result<(), FormatError> {
    let n_members: usize = chosen.iter().map(|number| script.nodes[*number].layers.len()).sum();
    let limits = [("nodes", chosen.len(), MOST_NODES), ("memberships", n_members, MOST_MEMBERSHIPS)];
    match limits.into_iter().find(|(_, n, most)| n > most) {
        None => Ok(()),
        Some((what, n, most)) => {
            let what = say!("script-makes-more", n = n, what = what, most = most);
            Err(FormatError { line: 1, column: 1, what, mend: say!("split-the-experiment").into() })
        }
    }
}

fn settings(script: &Script, experiment: Option<&ExperimentBuilt>) -> Settings {
    let default = Settings::default();
    let seed = || Choice { kind: "ouroboros".into(), options: [("dialect".into(), "seed".into())].into() };
    let testbed = experiment.and_then(|experiment| experiment.testbed).and_then(|number| script.testbeds.get(number));
    let testbed = testbed.or(script.testbeds.first()).cloned().unwrap_or(default.testbed);
    let title = testbed.options.get("exp_name").filter(|name| !name.is_empty()).cloned();
    Settings {
        title: title.map_or(default.title, |title| title.chars().take(120).collect()),
        prototype: experiment.map_or_else(seed, |experiment| experiment.prototype.clone()),
        testbed,
        ..Settings::default()
    }
}

fn layer(layer: Layer, policies: &model::Policies, experiment: Option<&ExperimentBuilt>) -> Layer {
    let is_upper = !layer.kind.is_hardware();
    let strategies = experiment.filter(|_| is_upper);
    let enrollment = strategies.and_then(|experiment| experiment.enrollment.clone());
    let flows = strategies.and_then(|experiment| experiment.flows.clone());
    Layer {
        enrollment: enrollment.unwrap_or(layer.enrollment),
        flows: flows.unwrap_or(layer.flows),
        policies: policies.clone(),
        // What the script would do under Rumba, whatever the testbed.
        bootstrapper: if is_upper { Bootstrapper::First } else { layer.bootstrapper },
        ..layer
    }
}

fn node(built: &NodeBuilt, script: &Script) -> Node {
    let member = |layer: &usize| {
        let mut seen = BTreeSet::new();
        let lowers = built.registrations.get(layer).into_iter().flatten();
        Member {
            over: lowers.filter(|lower| seen.insert(**lower)).map(|lower| id_of(*lower)).collect(),
            policies: built.policies.get(layer).map(|number| script.policies[*number].clone()).unwrap_or_default(),
            ..Member::of(id_of(*layer))
        }
    };
    Node { name: built.name.clone(), members: built.layers.iter().map(member).collect(), ..Node::default() }
}

/// Servers as services; those that differ only by their node become one.
fn services<'a>(
    servers: impl Iterator<Item = &'a ServerBuilt>,
    ids: &BTreeMap<usize, NodeId>,
    script: &Script,
    (approximated, ignored): (&mut Vec<Remark>, &mut Vec<Remark>),
) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for server in servers {
        let mut seen = BTreeSet::new();
        let nodes: Vec<NodeId> =
            server.nodes.iter().filter_map(|node| ids.get(node)).copied().filter(|id| seen.insert(*id)).collect();
        if nodes.is_empty() || server.program.is_empty() {
            ignored.push(remark(server.line, say!("no-program-or-node", server = server.name)));
            continue;
        }
        let service = service(server, nodes, script, approximated);
        match by_name.get(&service.name).map(|number| &mut services[*number]) {
            Some(same) => same
                .nodes
                .extend(service.nodes.iter().filter(|id| !same.nodes.contains(id)).copied().collect::<Vec<_>>()),
            None => {
                by_name.insert(service.name.clone(), services.len());
                services.push(service);
            }
        }
    }
    services
}

fn service(server: &ServerBuilt, nodes: Vec<NodeId>, script: &Script, approximated: &mut Vec<Remark>) -> Service {
    let mut layers = server.layers.clone();
    if layers.is_empty() {
        layers = server.nodes.first().map_or(Vec::new(), |node| top_layers(&script.nodes[*node], script));
        let what = say!("registered-topmost", server = server.name);
        approximated.push(remark(server.line, what));
    }
    let mut seen = BTreeSet::new();
    layers.retain(|layer| seen.insert(*layer));
    let legal = name::mended(&server.name, "service");
    if legal != server.name {
        approximated.push(remark(server.line, say!("service-called", legal = legal)));
    }
    Service {
        name: legal,
        nodes,
        program: server.program.clone(),
        args: server.args.clone(),
        layers: layers.into_iter().map(id_of).collect(),
        ..Service::default()
    }
}

/// The unicast layers of a node that no other one there stands on.
fn top_layers(node: &NodeBuilt, script: &Script) -> Vec<usize> {
    let lowers: BTreeSet<usize> = node.registrations.values().flatten().copied().collect();
    let is_top = |layer: &usize| script.layers[*layer].layer.kind == LayerKind::Unicast && !lowers.contains(layer);
    node.layers.iter().copied().filter(is_top).collect()
}
