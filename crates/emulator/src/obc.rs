//! `obc`: says something to a whole broadcast layer, or listens to it.

use crate::MILLI;
use crate::allocation::Requester;
use crate::ident::{FlowId, Proc};
use crate::oping::NO_DAEMON;
use crate::packet::Payload;
use crate::process::Program;
use crate::world::World;
use testbed::Voice;

const USAGE: &str = "Usage: obc [OPTION]...
  -l, --listen              Listen to the layer
  -n, --name                Name of the broadcast layer
  -m, --message             What to say
";

/// A listener, or a speaker and its message.
pub(crate) struct Obc {
    message: Option<String>,
}

impl World {
    pub(crate) fn obc_begins(&mut self, process: Proc, arguments: &[String]) {
        if !self.announce(process, "obc") {
            self.write(process, Voice::Err, NO_DAEMON);
            return self.exit(process, 1);
        }
        let (mut name, mut listen, mut message) = (None, false, Vec::new());
        let mut words = arguments.iter().peekable();
        while let Some(word) = words.next() {
            match word.as_str() {
                "-l" | "--listen" => listen = true,
                "-n" | "--name" => name = words.next(),
                "-m" | "--message" => {
                    while let Some(word) = words.next_if(|word| !word.starts_with('-')) {
                        message.push(word.as_str());
                    }
                }
                _ => break,
            }
        }
        let Some(name) = name else {
            self.write(process, Voice::Out, USAGE);
            return self.exit(process, 1);
        };
        let message = match (listen, message.is_empty()) {
            (true, _) => None,
            (false, true) => Some("Ouroboros multicast rocks!".to_owned()),
            (false, false) => Some(message.join(" ")),
        };
        if let Some(running) = self.process_mut(process) {
            running.program = Program::Obc(Obc { message });
        }
        let allocation = self.allocate(Requester::Process(process), process.machine, name, 0);
        if let Some(running) = self.process_mut(process) {
            running.allocation = Some(allocation);
        }
    }

    pub(crate) fn obc_connected(&mut self, process: Proc, flow: FlowId) {
        let Some(Program::Obc(obc)) = self.process_mut(process).map(|process| &mut process.program) else { return };
        match obc.message.clone() {
            None => {
                self.write(process, Voice::Out, "Starting a reader.\nNew flow.\n");
                self.session_serves(process);
            }
            Some(message) => {
                self.say(flow, Payload::Text(message.into()));
                self.wake_later(process, 2 * MILLI);
            }
        }
    }

    pub(crate) fn obc_goes_on(&mut self, process: Proc) {
        self.exit(process, 0);
    }

    pub(crate) fn obc_hears(&mut self, process: Proc, text: &str) {
        let listens =
            matches!(self.process(process).map(|process| &process.program), Some(Program::Obc(Obc { message: None })));
        if listens {
            self.write(process, Voice::Out, &format!("Message is {text}.\n"));
        }
    }
}
