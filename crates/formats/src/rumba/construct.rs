//! Constructors of Rumba's classes: what `Node(…)`, `NormalDIF(…)`, `Testbed(…)` and the others build.

use super::{
    argument::Arguments,
    machine::Machine,
    script::{ExperimentBuilt, LayerBuilt, NodeBuilt},
    value::{Class, Key, Thing, Value},
};
use messages::say;
use model::{Choice, Distribution, Layer, LayerKind, LinkQuality, Policies, Strategy};
use std::collections::BTreeMap;

impl Machine<'_> {
    /// The value of calling a class.
    pub(super) fn construct(&mut self, class: &Class, arguments: &Arguments) -> Value {
        match class {
            Class::NormalDif => self.layer(LayerKind::Unicast, arguments),
            Class::ShimEthDif => self.layer(LayerKind::EthDix, arguments),
            Class::ShimUdpDif => self.layer(LayerKind::Udp4, arguments),
            Class::PlainDif => {
                self.approximate(arguments.line, say!("bare-dif"));
                self.layer(LayerKind::Unicast, arguments)
            }
            Class::Node => self.node(arguments),
            Class::Policy => {
                let listed = arguments.get(2, "policies").or(arguments.named("components")).cloned();
                let policies = listed.map_or(Policies::new(), |listed| self.policies_in(&listed, arguments.line));
                Value::Thing(Thing::Policy(self.new_policies(policies)))
            }
            Class::Delay => {
                let quality = self.delay(arguments, 0);
                self.new_quality(quality)
            }
            Class::Loss => {
                let quality = self.loss(arguments);
                self.new_quality(quality)
            }
            Class::LinkQuality => {
                let quality = self.link_quality(LinkQuality::default(), arguments);
                self.new_quality(quality)
            }
            Class::Distribution => arguments.first(),
            Class::Testbed(kind) => self.testbed(kind, arguments),
            Class::Experiment(kind) => self.experiment(kind, arguments),
            Class::Storyboard => self.storyboard(arguments),
            Class::Server => self.server(arguments),
            Class::Client => Value::Thing(Thing::Client),
        }
    }

    /// A name given, or one made up where it is known only when the script runs.
    pub(super) fn name_given(&mut self, arguments: &Arguments, what: &str, n: usize) -> String {
        if let Some(name) = arguments.get(0, "name").and_then(Value::as_text) {
            return name.to_owned();
        }
        let name = format!("{what}{}", n + 1);
        self.approximate(arguments.line, say!("name-known-when-run", what = what, name = name));
        name
    }

    pub(super) fn leave_out(&mut self, arguments: &Arguments, known: &[&str], of: &str) {
        let others: Vec<&str> = arguments.others(known).map(|(name, _)| name.as_str()).collect();
        for name in others {
            self.ignore(arguments.line, say!("argument-without-place", name = name, of = of));
        }
    }

    fn layer(&mut self, kind: LayerKind, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let name = self.name_given(arguments, "layer", self.script.layers.len());
        let mut layer = Layer::of(name, kind);
        if let Some(Value::Thing(Thing::Quality(quality))) = arguments.get(2, "link_quality") {
            layer.quality = self.script.qualities[*quality].clone();
        }
        if let Some(rate) = arguments.named("link_speed").and_then(Value::as_number) {
            layer.quality.rate_mbit = Some(rate);
        }
        let policies = match arguments.get(2, "policy") {
            Some(Value::Thing(Thing::Policy(policies))) => *policies,
            _ => self.new_policies(Policies::new()),
        };
        let members = arguments.get(1, "members").cloned().map(|list| self.nodes_in(&list, line)).unwrap_or_default();
        let known = ["name", "members", "link_quality", "link_speed", "policy", "add_default_qos_cubes"];
        self.leave_out(arguments, &known, "layer");
        self.script.layers.push(LayerBuilt { layer, line, policies, members });
        Value::Thing(Thing::Layer(self.script.layers.len() - 1))
    }

    fn node(&mut self, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let mut node = NodeBuilt {
            name: self.name_given(arguments, "node", self.script.nodes.len()),
            line,
            layers: Vec::new(),
            layer_set: Default::default(),
            registrations: Default::default(),
            policies: BTreeMap::new(),
        };
        let layers = arguments.get(1, "difs").cloned().map(|list| self.layers_in(&list, line)).unwrap_or_default();
        if layers.len() > layers.iter().collect::<std::collections::BTreeSet<_>>().len() {
            self.approximate(line, say!("layer-listed-twice", node = node.name));
        }
        layers.into_iter().for_each(|layer| node.join(layer));
        if let Some(registrations) = arguments.get(2, "dif_registrations").cloned() {
            for (upper, lowers) in self.by_layer(&registrations, line) {
                let lowers = self.layers_in(&lowers, line);
                node.registrations.insert(upper, lowers);
            }
        }
        if let Some(policies) = arguments.get(3, "policies").cloned() {
            for (layer, policies) in self.by_layer(&policies, line) {
                let number = match policies {
                    Value::Thing(Thing::Policy(number)) => number,
                    listed => {
                        let policies = self.policies_in(&listed, line);
                        self.new_policies(policies)
                    }
                };
                node.policies.insert(layer, number);
            }
        }
        self.leave_out(arguments, &["name", "difs", "dif_registrations", "policies"], "node");
        self.script.nodes.push(node);
        Value::Thing(Thing::Node(self.script.nodes.len() - 1))
    }

    /// A dictionary by layer.
    fn by_layer(&mut self, value: &Value, line: usize) -> Vec<(usize, Value)> {
        let Value::Dict(dict) = value else {
            if !matches!(value, Value::None) {
                self.ignore(line, say!("dictionary-by-layer"));
            }
            return Vec::new();
        };
        let entries = self.heap.dicts[*dict].entries.clone();
        self.spend(entries.len(), line);
        let mut found = Vec::new();
        for (key, value) in entries {
            let layer = match &key {
                Key::Thing(Thing::Layer(layer)) => Some(*layer),
                Key::Text(name) => self.script.layer_named(name),
                _ => None,
            };
            match layer {
                Some(layer) => found.push((layer, value)),
                None => self.ignore(line, say!("key-no-layer")),
            }
        }
        found
    }

    pub(super) fn new_policies(&mut self, policies: Policies) -> usize {
        self.script.policies.push(policies);
        self.script.policies.len() - 1
    }

    fn new_quality(&mut self, quality: LinkQuality) -> Value {
        self.script.qualities.push(quality);
        Value::Thing(Thing::Quality(self.script.qualities.len() - 1))
    }

    /// Delay, jitter, correlation and distribution, at these positions on.
    pub(super) fn delay(&mut self, arguments: &Arguments, first: usize) -> LinkQuality {
        let number = |position, name| arguments.get(first + position, name).and_then(Value::as_number);
        let distribution = arguments.get(first + 3, "distribution").and_then(Value::as_text);
        LinkQuality {
            delay_ms: Some(number(0, "delay").unwrap_or(0.0)),
            jitter_ms: number(1, "jitter"),
            delay_correlation_percent: number(2, "correlation"),
            distribution: match distribution {
                Some("normal") => Some(Distribution::Normal),
                Some("pareto") => Some(Distribution::Pareto),
                Some("paretonormal") => Some(Distribution::Paretonormal),
                _ => None,
            },
            ..LinkQuality::default()
        }
    }

    pub(super) fn loss(&mut self, arguments: &Arguments) -> LinkQuality {
        let number = |position, name| arguments.get(position, name).and_then(Value::as_number);
        LinkQuality {
            loss_percent: Some(number(0, "loss").unwrap_or(0.0)),
            loss_correlation_percent: number(1, "correlation"),
            ..LinkQuality::default()
        }
    }

    /// `quality` with the delay, loss and rate that are given.
    pub(super) fn link_quality(&mut self, quality: LinkQuality, arguments: &Arguments) -> LinkQuality {
        let given = |position, name| match arguments.get(position, name) {
            Some(Value::Thing(Thing::Quality(number))) => Some(self.script.qualities[*number].clone()),
            Some(value) => value.as_number().map(|number| LinkQuality {
                delay_ms: Some(number),
                loss_percent: Some(number),
                ..LinkQuality::default()
            }),
            None => None,
        };
        let mut quality = quality;
        if let Some(delay) = given(0, "delay") {
            quality = with_delay(quality, &delay);
        }
        if let Some(loss) = given(1, "loss") {
            quality = with_loss(quality, &loss);
        }
        let rate = arguments.get(2, "rate").and_then(Value::as_number);
        LinkQuality { rate_mbit: rate.or(quality.rate_mbit), ..quality }
    }

    fn testbed(&mut self, kind: &str, arguments: &Arguments) -> Value {
        const NEVER: [&str; 8] = ["pass", "token", "secret", "cert", "key", "user", "login", "auth_"];
        const KNOWN: [&str; 17] = [
            "exp_name",
            "proj_name",
            "authority",
            "exp_hours",
            "image",
            "image_custom",
            "image_owner",
            "url",
            "use_physical_machines",
            "base_image",
            "pull_image",
            "use_ovs",
            "bzimage_path",
            "initramfs_path",
            "use_vhost",
            "disk_image",
            "ram",
        ];
        let line = arguments.line;
        let is_known_kind = ["local", "docker", "qemu", "jfed", "emulab"].contains(&kind);
        let mut testbed =
            Choice { kind: if is_known_kind { kind } else { "emulator" }.to_owned(), ..Choice::default() };
        if !is_known_kind {
            self.approximate(line, say!("testbed-not-known", kind = kind));
        }
        if kind == "local" {
            // On one machine, Rumba puts local layers where links are.
            testbed.options.insert("links".into(), "local".into());
        }
        if let Some(name) = arguments.positional.first().and_then(Value::as_text) {
            testbed.options.insert("exp_name".into(), name.to_owned());
        }
        if arguments.positional.len() > 1 {
            self.ignore(line, say!("may-be-secret"));
        }
        for (name, value) in &arguments.named {
            if NEVER.iter().any(|secret| name.contains(secret)) {
                self.ignore(line, say!("never-taken-over", name = name));
            } else if let (true, Some(text)) = (KNOWN.contains(&name.as_str()), self.shown(value)) {
                testbed.options.insert(name.clone(), text);
            } else {
                self.ignore(line, say!("of-testbed-without-place", name = name));
            }
        }
        self.script.testbeds.push(testbed);
        Value::Thing(Thing::Testbed(self.script.testbeds.len() - 1))
    }

    fn experiment(&mut self, kind: &str, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let is_known = ["ouroboros", "rlite", "irati"].contains(&kind);
        let mut prototype = Choice { kind: if is_known { kind } else { "ouroboros" }.to_owned(), ..Choice::default() };
        if !is_known {
            self.approximate(line, say!("prototype-not-known", kind = kind));
        }
        if prototype.kind == "ouroboros" {
            // The commands of the time when such scripts were written.
            prototype.options.insert("dialect".into(), "seed".into());
        }
        let nodes = arguments.get(1, "nodes").cloned().map(|list| self.nodes_in(&list, line)).unwrap_or_default();
        for option in ["git_repo", "git_branch", "build_options", "add_packages"] {
            if let Some(text) = arguments.named(option).cloned().and_then(|value| self.words(&value, line)) {
                let text = if option == "git_repo" { self.without_login(text, line) } else { text };
                prototype.options.insert(option.into(), text);
            }
        }
        if arguments.named("influxdb").is_some() {
            self.ignore(line, say!("influxdb-never"));
        }
        let known = [
            "testbed",
            "nodes",
            "git_repo",
            "git_branch",
            "build_options",
            "add_packages",
            "influxdb",
            "enrollment_strategy",
            "flows_strategy",
        ];
        self.leave_out(arguments, &known, "experiment");
        let testbed = match arguments.get(0, "testbed") {
            Some(Value::Thing(Thing::Testbed(testbed))) => Some(*testbed),
            _ => None,
        };
        let enrollment = self.strategy(arguments, "enrollment_strategy");
        let flows = self.strategy(arguments, "flows_strategy");
        self.script.experiments.push(ExperimentBuilt { line, prototype, testbed, nodes, enrollment, flows });
        Value::Thing(Thing::Experiment(self.script.experiments.len() - 1))
    }

    /// A text, or a list of them joined by blanks.
    fn words(&mut self, value: &Value, line: usize) -> Option<String> {
        if let Some(text) = value.as_text() {
            return Some(text.to_owned());
        }
        let words = self.elements(value, line)?;
        let words: Vec<&str> = words.iter().filter_map(Value::as_text).collect();
        Some(words.join(" "))
    }

    fn without_login(&mut self, url: String, line: usize) -> String {
        let Some((scheme, rest)) = url.split_once("://") else { return url };
        let host_end = rest.find('/').unwrap_or(rest.len());
        match rest[..host_end].rfind('@') {
            Some(at) => {
                self.ignore(line, say!("login-never"));
                format!("{scheme}://{}", &rest[at + 1..])
            }
            None => url,
        }
    }

    fn strategy(&mut self, arguments: &Arguments, name: &str) -> Option<Strategy> {
        match arguments.named(name)?.as_text() {
            Some("minimal") => Some(Strategy::Minimal),
            Some("full-mesh") => Some(Strategy::FullMesh),
            // Rumba takes the word and has no way to say the pairs; a check asks for them.
            Some("manual") => Some(Strategy::Manual(Vec::new())),
            _ => {
                self.approximate(arguments.line, say!("usual-takes-place", name = name));
                None
            }
        }
    }
}

/// `quality` with another's delay.
pub(super) fn with_delay(quality: LinkQuality, delay: &LinkQuality) -> LinkQuality {
    LinkQuality {
        delay_ms: delay.delay_ms,
        jitter_ms: delay.jitter_ms,
        delay_correlation_percent: delay.delay_correlation_percent,
        distribution: delay.distribution,
        ..quality
    }
}

/// `quality` with another's loss.
pub(super) fn with_loss(quality: LinkQuality, loss: &LinkQuality) -> LinkQuality {
    LinkQuality { loss_percent: loss.loss_percent, loss_correlation_percent: loss.loss_correlation_percent, ..quality }
}
