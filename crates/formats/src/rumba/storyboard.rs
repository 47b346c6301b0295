//! Storyboards: their servers, and the programs their commands start, become services.

use super::{
    argument::Arguments,
    machine::Machine,
    script::ServerBuilt,
    shell::{self, Said},
    value::{Thing, Value},
};
use messages::say;

impl Machine<'_> {
    pub(super) fn storyboard(&mut self, arguments: &Arguments) -> Value {
        self.leave_out(arguments, &["duration", "experiment", "servers"], "storyboard");
        Value::Thing(Thing::Storyboard)
    }

    pub(super) fn server(&mut self, arguments: &Arguments) -> Value {
        let line = arguments.line;
        let Some(program) = arguments.get(0, "ap").and_then(Value::as_text) else {
            self.ignore(line, say!("server-unknown"));
            return Value::Unknown;
        };
        let base_name = program.rsplit('/').next().unwrap_or(program);
        let name = arguments.named("s_id").and_then(Value::as_text).unwrap_or(base_name);
        let options = arguments.get(3, "options").and_then(Value::as_text).unwrap_or_default();
        let mut server = ServerBuilt {
            line,
            name: name.to_owned(),
            program: program.to_owned(),
            args: options.split_whitespace().map(str::to_owned).collect(),
            ..ServerBuilt::default()
        };
        if let Some(nodes) = arguments.get(6, "nodes").cloned() {
            server.nodes = self.nodes_in(&nodes, line);
        }
        if let Some(layers) = arguments.named("difs").cloned() {
            server.layers = self.layers_in(&layers, line);
        }
        self.ignore(line, say!("clients-no-part"));
        self.script.servers.push(server);
        Value::Thing(Thing::Server(self.script.servers.len() - 1))
    }

    pub(super) fn call_of_server(&mut self, server: usize, name: &str, arguments: &Arguments) -> Option<Value> {
        match name {
            "add_node" => {
                let nodes = self.nodes_in(&arguments.first(), arguments.line);
                self.script.servers[server].nodes.extend(nodes);
            }
            "del_node" => {
                let gone = self.nodes_in(&arguments.first(), arguments.line);
                self.script.servers[server].nodes.retain(|node| !gone.contains(node));
            }
            "add_client" | "del_client" => {}
            _ => return None,
        }
        Some(Value::None)
    }

    pub(super) fn call_of_storyboard(&mut self, name: &str, arguments: &Arguments) -> Option<Value> {
        let line = arguments.line;
        match name {
            "set_experiment" | "add_server" => {}
            "add_server_on_node" => {
                if let Some(Value::Thing(Thing::Server(server))) = arguments.get(0, "server") {
                    let nodes = arguments.get(1, "node").cloned().unwrap_or(Value::None);
                    let nodes = self.nodes_in(&nodes, line);
                    self.script.servers[*server].nodes.extend(nodes);
                }
            }
            "run_command" => {
                let node = arguments.get(0, "node").cloned().unwrap_or(Value::None);
                let commands = arguments.get(1, "command").cloned().unwrap_or(Value::Unknown);
                for node in self.nodes_in(&node, line) {
                    self.run_on(node, &commands, line);
                }
            }
            _ => return None,
        }
        Some(Value::None)
    }

    /// Reads commands run on a node: names bound and registered and programs started make a service, the rest is left out.
    pub(super) fn run_on(&mut self, node: usize, commands: &Value, line: usize) {
        let commands = match commands {
            Value::Text(_) => vec![commands.clone()],
            _ => self.elements(commands, line).unwrap_or_default(),
        };
        for command in commands {
            let said = command.as_text().map(shell::read);
            for said in said.unwrap_or_else(|| vec![Said::Other(String::new())]) {
                self.spend(1 + self.script.bound.len() / 8, line);
                self.hear(node, said, line);
            }
        }
    }

    fn hear(&mut self, node: usize, said: Said, line: usize) {
        match said {
            Said::Bind { program, name } => {
                let built = ServerBuilt { line, name: name.clone(), program, nodes: vec![node], ..Default::default() };
                self.script.bound.insert((node, name), built);
            }
            Said::Register { name, layers } => {
                let layers: Vec<usize> = layers.iter().filter_map(|layer| self.script.layer_named(layer)).collect();
                match self.script.bound.get_mut(&(node, name.clone())) {
                    Some(built) => built.layers.extend(layers),
                    None => {
                        let built =
                            ServerBuilt { line, name: name.clone(), nodes: vec![node], layers, ..Default::default() };
                        self.script.bound.insert((node, name), built);
                    }
                }
            }
            Said::Start { program, args } => {
                let is_bound = |built: &&mut ServerBuilt| built.nodes == [node] && built.program == program;
                match self.script.bound.values_mut().find(is_bound) {
                    Some(built) => built.args = args,
                    None => self.ignore(line, say!("run-by-hand", program = program)),
                }
            }
            Said::Other(command) => {
                let command = crate::error::shown(&command);
                self.ignore(line, say!("command-no-part", command = command));
            }
        }
    }
}
