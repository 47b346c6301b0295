//! A draft as a Rumba script, in the spelling of the seed's fork; what Rumba cannot say stands in `# conga:` comments.

use super::identifier::{Identifiers, commented, quoted};
use model::{
    Balance, Bootstrapper, Distribution, Draft, Layer, LayerId, LayerKind, LinkQuality, Member, Node, NodeId, Policies,
    Service, Strategy,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names the script uses for other things.
const TAKEN: [&str; 22] = [
    "Client",
    "Delay",
    "Distribution",
    "Experiment",
    "LinkQuality",
    "Loss",
    "Node",
    "NormalDIF",
    "Policy",
    "Server",
    "ShimEthDIF",
    "ShimUDPDIF",
    "StoryBoard",
    "DIF",
    "exp",
    "list",
    "nodes",
    "our",
    "prototype",
    "sb",
    "tb",
    "testbed",
];

/// A script being written.
struct Writer<'a> {
    draft: &'a Draft,
    layers: BTreeMap<LayerId, String>,
    nodes: BTreeMap<NodeId, String>,
    identifiers: Identifiers,
    text: String,
}

pub(super) fn write(draft: &Draft) -> String {
    let mut identifiers = Identifiers::without(&TAKEN);
    let layers = draft.layers().map(|(id, layer)| (id, identifiers.fresh(&layer.name, "layer"))).collect();
    let nodes = draft.nodes().map(|(id, node)| (id, identifiers.fresh(&node.name, "node"))).collect();
    let mut writer = Writer { draft, layers, nodes, identifiers, text: String::new() };
    writer.head();
    draft.layers().for_each(|(id, layer)| writer.layer(id, layer));
    draft.nodes().for_each(|(id, node)| writer.node(id, node));
    writer.experiment();
    writer.services();
    writer.text
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// What Rumba cannot say.
    fn comment(&mut self, what: impl AsRef<str>) {
        self.line(format!("# conga: {}", commented(what.as_ref())));
    }

    fn head(&mut self) {
        let settings = self.draft.settings();
        let (testbed, prototype) = (testbed_module(&settings.testbed.kind), prototype_module(&settings.prototype.kind));
        self.line(format!("# {}", commented(&settings.title)));
        if !settings.note.is_empty() {
            self.comment(format!("note: {}", settings.note));
        }
        self.line("from rumba.model import *");
        self.line(format!("import rumba.testbeds.{testbed} as testbed"));
        self.line(format!("import rumba.prototypes.{prototype} as prototype"));
        if self.draft.services().len() > 0 {
            self.line("from rumba.storyboard import *");
        }
        if self.draft.nodes().any(|(_, node)| node.position.is_some() || node.color.is_some()) {
            self.comment("places and colours are kept in the native file only");
        }
        self.line("");
    }

    fn layer(&mut self, id: LayerId, layer: &Layer) {
        let class = match layer.kind {
            LayerKind::Unicast | LayerKind::Broadcast => "NormalDIF",
            LayerKind::EthDix | LayerKind::EthLlc | LayerKind::Local => "ShimEthDIF",
            LayerKind::Udp4 | LayerKind::Udp6 => "ShimUDPDIF",
        };
        let name = self.layers[&id].clone();
        if !matches!(layer.kind, LayerKind::Unicast | LayerKind::EthDix | LayerKind::Udp4) {
            self.comment(format!("{name} is of kind {}, which Rumba lacks", layer.kind.as_str()));
        }
        self.line(format!("{name} = {class}({})", quoted(&layer.name)));
        self.quality(&name, &layer.quality);
        self.policies(&format!("{name}.add_policy("), &layer.policies);
        for cube in &layer.cubes {
            let arguments = keywords(&cube.params);
            self.line(format!("{name}.add_qos_cube({}{arguments})", quoted(&cube.name)));
        }
        if layer.ghost {
            self.comment(format!("{name} was mentioned, but never declared"));
        }
        if !layer.note.is_empty() {
            self.comment(format!("note: {}", layer.note));
        }
        match layer.bootstrapper {
            Bootstrapper::Auto | Bootstrapper::First => {}
            Bootstrapper::Centre => self.comment(format!("{name} is started by the centre of its graph")),
            Bootstrapper::Node(node) => self.comment(format!("{name} is started by {}", self.nodes[&node])),
        }
        for (what, strategy) in [("enrollment", &layer.enrollment), ("flows", &layer.flows)] {
            for pair in manual(strategy) {
                self.comment(format!("{what} of {name}: {} to {}", self.nodes[&pair.from], self.nodes[&pair.to]));
            }
        }
    }

    fn quality(&mut self, name: &str, quality: &LinkQuality) {
        if let Some(delay) = quality.delay_ms {
            let distribution = quality.distribution.map(|distribution| match distribution {
                Distribution::Normal => ", distribution=\"normal\"",
                Distribution::Pareto => ", distribution=\"pareto\"",
                Distribution::Paretonormal => ", distribution=\"paretonormal\"",
            });
            let jitter = quality.jitter_ms.map(|jitter| format!(", jitter={jitter}"));
            let correlation = quality.delay_correlation_percent.map(|percent| format!(", correlation={percent}"));
            let rest =
                [jitter.as_deref(), correlation.as_deref(), distribution].map(Option::unwrap_or_default).concat();
            self.line(format!("{name}.set_delay({delay}{rest})"));
        } else if quality.jitter_ms.is_some() {
            self.comment(format!("{name} has jitter without a delay"));
        }
        if let Some(loss) = quality.loss_percent {
            let correlation = quality.loss_correlation_percent.map(|percent| format!(", correlation={percent}"));
            self.line(format!("{name}.set_loss({loss}{})", correlation.unwrap_or_default()));
        }
        if let Some(rate) = quality.rate_mbit {
            self.line(format!("{name}.set_rate({rate})"));
        }
    }

    fn policies(&mut self, call: &str, policies: &Policies) {
        for (component, policy) in policies {
            let arguments = keywords(&policy.params);
            self.line(format!("{call}{}, {}{arguments})", quoted(component), quoted(&policy.name)));
        }
    }

    fn node(&mut self, id: NodeId, node: &Node) {
        let name = self.nodes[&id].clone();
        let mut seen = BTreeSet::new();
        let members: Vec<&Member> = node.members.iter().filter(|member| seen.insert(member.layer)).collect();
        if members.len() < node.members.len() {
            self.comment(format!("{name} lists a layer twice"));
        }
        let layers = self.listed(members.iter().map(|member| member.layer));
        let registered = members.iter().filter(|member| !member.over.is_empty());
        let registrations: Vec<String> = registered
            .map(|member| format!("{}: [{}]", self.layers[&member.layer], self.listed(member.over.iter().copied())))
            .collect();
        self.line("");
        self.line(format!("{name} = Node({},", quoted(&node.name)));
        self.line(format!("    difs=[{layers}],"));
        self.line(format!("    dif_registrations={{{}}})", registrations.join(", ")));
        for member in members {
            let layer = self.layers[&member.layer].clone();
            self.policies(&format!("{name}.add_policy({layer}, "), &member.policies);
            let unsaid = [("address", &member.address), ("interface", &member.interface)];
            for (what, value) in unsaid {
                if let Some(value) = value {
                    self.comment(format!("{what} of {layer} on {name}: {value}"));
                }
            }
            if member.quality.is_some() {
                self.comment(format!("what {name} sends on {layer} has a quality of its own"));
            }
        }
        if node.ghost {
            self.comment(format!("{name} was mentioned, but never declared"));
        }
        if !node.note.is_empty() {
            self.comment(format!("note: {}", node.note));
        }
    }

    fn listed(&self, layers: impl Iterator<Item = LayerId>) -> String {
        layers.map(|id| self.layers[&id].as_str()).collect::<Vec<_>>().join(", ")
    }

    fn experiment(&mut self) {
        let settings = self.draft.settings();
        let kind = settings.testbed.kind.as_str();
        self.line("");
        if testbed_module(kind) == "local" && kind != "local" {
            self.comment(format!("the testbed was `{kind}`, which Rumba lacks"));
        }
        if kind == "jfed" || kind == "emulab" {
            self.comment("add the user name and what else the testbed asks for");
        }
        let known = settings.testbed.options.iter().filter(|(option, _)| *option != "links" && is_identifier(option));
        let options: Vec<String> = known.map(|(option, value)| format!("{option}={}", quoted(value))).collect();
        self.line(format!("tb = testbed.Testbed({})", options.join(", ")));
        let nodes: Vec<&str> = self.nodes.values().map(String::as_str).collect();
        let mut experiment = format!("exp = prototype.Experiment(tb,\n    nodes=[{}]", nodes.join(", "));
        for option in ["git_repo", "git_branch", "build_options", "add_packages"] {
            if let Some(value) = settings.prototype.options.get(option) {
                let value = match option {
                    "add_packages" => {
                        format!("[{}]", value.split_whitespace().map(quoted).collect::<Vec<_>>().join(", "))
                    }
                    _ => quoted(value),
                };
                experiment.push_str(&format!(",\n    {option}={value}"));
            }
        }
        let strategies = [
            ("enrollment_strategy", self.common_strategy(|layer| &layer.enrollment), Strategy::Minimal),
            ("flows_strategy", self.common_strategy(|layer| &layer.flows), Strategy::FullMesh),
        ];
        let mut unsaid = Vec::new();
        for (argument, common, usual) in strategies {
            match common {
                Some(strategy) if strategy == usual => {}
                Some(strategy) => experiment.push_str(&format!(",\n    {argument}={}", strategy_name(&strategy))),
                None => unsaid.push(format!("{argument} differs from layer to layer")),
            }
        }
        self.line(format!("{experiment})"));
        unsaid.iter().for_each(|what| self.comment(what));
    }

    /// The strategy of every layer over others, if Rumba can say it.
    fn common_strategy(&self, of: fn(&Layer) -> &Strategy) -> Option<Strategy> {
        let mut strategies =
            self.draft.layers().map(|(_, layer)| layer).filter(|layer| !layer.kind.is_hardware()).map(of);
        let Some(first) = strategies.next() else { return Some(of(&Layer::of("", LayerKind::Unicast)).clone()) };
        (manual(first).is_empty() && strategies.all(|strategy| strategy == first)).then(|| first.clone())
    }

    fn services(&mut self) {
        if self.draft.services().len() == 0 {
            return;
        }
        self.line("");
        self.line("sb = StoryBoard(duration=60, experiment=exp, servers=[])");
        for (_, service) in self.draft.services() {
            self.service(service);
        }
    }

    fn service(&mut self, service: &Service) {
        let name = self.identifiers.fresh(&service.name, "server");
        let nodes: Vec<&str> = service.nodes.iter().map(|id| self.nodes[id].as_str()).collect();
        let layers = self.listed(service.layers.iter().copied());
        if service.program.is_empty() {
            self.comment(format!("{name} has no program; its nodes: {}; its layers: {layers}", nodes.join(", ")));
            return;
        }
        let line = format!(
            "{name} = Server({}, 1, 10, options={}, nodes=[{}], s_id={}, difs=[{layers}])",
            quoted(&service.program),
            quoted(&service.args.join(" ")),
            nodes.join(", "),
            quoted(&service.name),
        );
        self.line(line);
        self.line(format!("sb.add_server({name})"));
        if service.args.iter().any(|arg| arg.is_empty() || arg.contains(char::is_whitespace)) {
            self.comment(format!("an argument of {name} has a blank in it"));
        }
        if service.balance == Balance::RoundRobin {
            self.comment(format!("{name} takes requests by turns (round-robin)"));
        }
    }
}

fn manual(strategy: &Strategy) -> &[model::Pair] {
    match strategy {
        Strategy::Manual(pairs) => pairs,
        Strategy::Minimal | Strategy::FullMesh => &[],
    }
}

fn strategy_name(strategy: &Strategy) -> &'static str {
    match strategy {
        Strategy::Minimal => "\"minimal\"",
        Strategy::FullMesh => "\"full-mesh\"",
        Strategy::Manual(_) => "\"manual\"",
    }
}

fn testbed_module(kind: &str) -> &'static str {
    match kind {
        "docker" => "docker",
        "qemu" => "qemu",
        "jfed" => "jfed",
        "emulab" => "emulab",
        _ => "local",
    }
}

fn prototype_module(kind: &str) -> &'static str {
    match kind {
        "rlite" => "rlite",
        "irati" => "irati",
        _ => "ouroboros",
    }
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Parameters as further arguments; as a dictionary spread out where a name is none of Python's.
fn keywords(params: &BTreeMap<String, String>) -> String {
    if params.is_empty() {
        return String::new();
    }
    let entries: Vec<String> =
        params.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    format!(", **{{{}}}", entries.join(", "))
}
