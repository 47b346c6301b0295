//! Methods and attributes of Rumba's things: what changes a layer, a node or an experiment after it was made.

use super::{
    argument::Arguments,
    construct::{with_delay, with_loss},
    machine::Machine,
    value::{Key, Thing, Value},
};
use messages::say;
use model::{LinkQuality, Policies, Policy, QosCube};

/// Methods that run something, which is not the design's business.
const DOINGS: [&str; 19] = [
    "swap_in",
    "swap_out",
    "install_prototype",
    "bootstrap_prototype",
    "terminate_prototype",
    "reboot_nodes",
    "dump_ssh_info",
    "export_dif_graph",
    "export_connectivity_graph",
    "export_dif_bandwidth",
    "to_dms_yaml",
    "set_startup_command",
    "start",
    "fetch_logs",
    "show",
    "destroy_dif",
    "set_link_state",
    "kill_process",
    "run_client",
];

impl Machine<'_> {
    pub(super) fn call_of_thing(&mut self, thing: Thing, name: &str, arguments: &Arguments) -> Value {
        let done = match thing {
            Thing::Layer(layer) => self.call_of_layer(layer, name, arguments),
            Thing::Node(node) => self.call_of_node(node, name, arguments),
            Thing::Policy(policies) => self.call_of_policies(policies, name, arguments),
            Thing::Experiment(experiment) => self.call_of_experiment(experiment, name, arguments),
            Thing::Storyboard => self.call_of_storyboard(name, arguments),
            Thing::Server(server) => self.call_of_server(server, name, arguments),
            Thing::Client | Thing::Testbed(_) | Thing::Quality(_) => None,
        };
        if let Some(value) = done {
            return value;
        }
        if !self.is_stopped() {
            self.ignore(
                arguments.line,
                match DOINGS.contains(&name) || name.starts_with("schedule_") {
                    true => say!("does-while-running", name = name),
                    false => say!("name-not-understood", name = name),
                },
            );
        }
        Value::Unknown
    }

    /// `thing.name = value`.
    pub(super) fn set_attribute(&mut self, holder: &Value, name: &str, value: &Value, line: usize) {
        match (holder, name, value) {
            (Value::Thing(Thing::Layer(layer)), "link_quality", Value::Thing(Thing::Quality(quality))) => {
                self.script.layers[*layer].layer.quality = self.script.qualities[*quality].clone();
            }
            (Value::Thing(Thing::Layer(layer)), "policy", Value::Thing(Thing::Policy(policies))) => {
                self.script.layers[*layer].policies = *policies;
            }
            (Value::Unknown, ..) => {}
            _ => self.ignore(line, say!("attribute-without-place", name = name)),
        }
    }

    fn call_of_layer(&mut self, layer: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        let quality = self.script.layers[layer].layer.quality.clone();
        let changed = match name {
            "set_delay" => {
                let delay = self.delay(arguments, 0);
                with_delay(quality, &delay)
            }
            "set_loss" => {
                let loss = self.loss(arguments);
                with_loss(quality, &loss)
            }
            "set_rate" => LinkQuality { rate_mbit: arguments.get(0, "rate").and_then(Value::as_number), ..quality },
            "set_quality" => self.link_quality(quality, arguments),
            _ => {
                match name {
                    "add_member" => {
                        let nodes = self.nodes_in(&arguments.first(), line);
                        self.script.layers[layer].members.extend(nodes);
                    }
                    "del_member" => {
                        let gone = self.nodes_in(&arguments.first(), line);
                        self.spend(self.script.layers[layer].members.len(), line);
                        self.script.layers[layer].members.retain(|node| !gone.contains(node));
                        gone.into_iter().for_each(|node| self.leave(node, layer, line));
                    }
                    "add_policy" | "del_policy" | "get_policies" => {
                        return self.call_of_policies(self.script.layers[layer].policies, name, arguments);
                    }
                    "add_qos_cube" => self.add_cube(layer, arguments),
                    "del_qos_cube" => {
                        let gone = arguments.get(0, "name").and_then(Value::as_text)?;
                        self.script.layers[layer].layer.cubes.retain(|cube| cube.name != gone);
                    }
                    _ => return None,
                }
                return Some(Value::None);
            }
        };
        self.script.layers[layer].layer.quality = changed;
        Some(Value::None)
    }

    fn add_cube(&mut self, layer: usize, arguments: &Arguments) {
        let name = self.name_given(arguments, "cube", self.script.layers[layer].layer.cubes.len());
        let params = arguments.others(&["name"]);
        let params = params.filter_map(|(name, value)| Some((name.clone(), self.shown(value)?))).collect();
        let cubes = &mut self.script.layers[layer].layer.cubes;
        let n = cubes.len();
        // As Rumba: a cube of the same name is replaced.
        cubes.retain(|cube| cube.name != name);
        cubes.push(QosCube { name, params });
        self.spend(n, arguments.line);
    }

    fn call_of_node(&mut self, node: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        let layer = arguments.get(0, "dif").cloned().unwrap_or(Value::Unknown);
        match name {
            "add_dif" => {
                let layers = self.layers_in(&layer, line);
                layers.into_iter().for_each(|layer| self.script.nodes[node].join(layer));
            }
            "del_dif" => {
                let layers = self.layers_in(&layer, line);
                layers.into_iter().for_each(|layer| self.leave(node, layer, line));
            }
            "add_dif_registration" | "del_dif_registration" => {
                let upper = arguments.get(0, "upper").or(arguments.named("dif")).and_then(Value::as_layer)?;
                let lower = arguments.get(1, "lower").cloned()?;
                let lowers = self.layers_in(&lower, line);
                let registered = self.script.nodes[node].registrations.entry(upper).or_default();
                let n = registered.len();
                match name {
                    "add_dif_registration" => registered.extend(lowers),
                    _ => registered.retain(|lower| !lowers.contains(lower)),
                }
                self.spend(n / 8, line);
            }
            "add_policy" | "del_policy" | "get_policy" => {
                let layer = layer.as_layer()?;
                let number = match self.script.nodes[node].policies.get(&layer) {
                    Some(number) => *number,
                    None => self.new_policies(Policies::new()),
                };
                self.script.nodes[node].policies.insert(layer, number);
                if name == "get_policy" {
                    return Some(Value::Thing(Thing::Policy(number)));
                }
                let named = arguments.others(&["dif"]).cloned().collect();
                let positional = arguments.positional.get(1..).unwrap_or_default().to_vec();
                return self.call_of_policies(number, name, &Arguments { line, positional, named });
            }
            "execute_command" | "execute_commands" => {
                let commands = arguments.first();
                self.run_on(node, &commands, line);
            }
            _ => return None,
        }
        Some(Value::None)
    }

    /// Takes a node out of a layer, and what it has registered there.
    fn leave(&mut self, node: usize, layer: usize, line: usize) {
        let built = &mut self.script.nodes[node];
        built.layer_set.remove(&layer);
        built.layers.retain(|member| *member != layer);
        built.registrations.shift_remove(&layer);
        let n = built.layers.len();
        self.spend(n / 8, line);
    }

    fn call_of_policies(&mut self, number: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        let text = |position, name| arguments.get(position, name).and_then(Value::as_text).map(str::to_owned);
        let component = text(0, "component_name").or(text(0, "component")).or(text(0, "comp"));
        let policy = text(1, "policy_name").or(text(1, "policy")).or(text(1, "pol"));
        match name {
            "add_policy" => {
                let known = ["component_name", "component", "comp", "policy_name", "policy", "pol"];
                let params = arguments.others(&known);
                let params = params.filter_map(|(name, value)| Some((name.clone(), self.shown(value)?))).collect();
                let made = Policy { name: policy?, params };
                self.put_policy(number, component?, made, arguments.line);
            }
            "del_policy" => match component {
                None => self.script.policies[number].clear(),
                Some(component) => {
                    let policies = &mut self.script.policies[number];
                    let is_meant = |found: &Policy| policy.as_ref().is_none_or(|policy| found.name == *policy);
                    if policies.get(&component).is_some_and(is_meant) {
                        policies.remove(&component);
                    }
                }
            },
            _ => return None,
        }
        Some(Value::None)
    }

    fn put_policy(&mut self, number: usize, component: String, policy: Policy, line: usize) {
        if let Some(before) = self.script.policies[number].get(&component).filter(|before| before.name != policy.name) {
            let what = say!("one-policy", component = component, policy = policy.name, other = before.name);
            self.approximate(line, what);
        }
        self.script.policies[number].insert(component, policy);
    }

    /// Policies given as a dictionary: component to name, or to a dictionary of name to parameters.
    pub(super) fn policies_in(&mut self, value: &Value, line: usize) -> Policies {
        let number = self.new_policies(Policies::new());
        for (component, listed) in self.entries(value, line) {
            if let Some(name) = listed.as_text() {
                let policy = Policy { name: name.to_owned(), ..Policy::default() };
                self.put_policy(number, component, policy, line);
                continue;
            }
            for (name, params) in self.entries(&listed, line) {
                let params = self.entries(&params, line);
                let params = params.into_iter().filter_map(|(name, value)| Some((name, self.shown(&value)?))).collect();
                self.put_policy(number, component.clone(), Policy { name, params }, line);
            }
        }
        self.script.policies[number].clone()
    }

    /// A dictionary's entries with a text as key.
    fn entries(&mut self, value: &Value, line: usize) -> Vec<(String, Value)> {
        let Value::Dict(dict) = value else { return Vec::new() };
        self.spend(self.heap.dicts[*dict].entries.len(), line);
        let text = |(key, value): (&Key, &Value)| match key {
            Key::Text(text) => Some((text.to_string(), value.clone())),
            _ => None,
        };
        self.heap.dicts[*dict].entries.iter().filter_map(text).collect()
    }

    fn call_of_experiment(&mut self, experiment: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        match name {
            "add_node" => {
                let nodes = self.nodes_in(&arguments.first(), arguments.line);
                self.script.experiments[experiment].nodes.extend(nodes);
            }
            "del_node" => {
                let gone = self.nodes_in(&arguments.first(), arguments.line);
                let nodes = &mut self.script.experiments[experiment].nodes;
                nodes.retain(|node| !gone.contains(node));
                let n = nodes.len();
                self.spend(n / 8, arguments.line);
            }
            _ => return None,
        }
        Some(Value::None)
    }
}
