//! `irm`, the tool people talk to the daemon with.

mod bind;
mod bootstrap;
mod ipcp;
mod name;
mod usage;

use crate::ident::{IpcpId, MachineId, Proc};
use crate::ipcp::Kind;
use crate::process::Program;
use crate::world::World;
use crate::{Era, MILLI, Nanos};
use std::sync::Arc;
use testbed::Voice;

/// What the tool says when no daemon answers.
const NO_DAEMON: &str = "Failed to communicate with the Ouroboros IPC Resource Manager daemon.\n";
/// What a call of the daemon takes.
const CALL: Nanos = 300_000;

/// A tool that waits for the daemon to finish.
pub(crate) struct Irm {
    then: Then,
    /// How the operation went.
    went: Option<bool>,
}

/// What it does then.
enum Then {
    Connected,
    Enrolled {
        ipcp: IpcpId,
        /// The layer asked for.
        layer: Option<Arc<str>>,
        autobind: bool,
    },
}

/// How a request ended: what to say, the status, and how long it took.
pub(crate) struct Outcome {
    voice: Voice,
    text: String,
    status: i32,
    takes: Nanos,
}

impl Outcome {
    fn done() -> Self {
        Self { voice: Voice::Out, text: String::new(), status: 0, takes: CALL }
    }

    fn said(text: String) -> Self {
        Self { text, ..Self::done() }
    }

    /// The tool says on its standard output what failed.
    fn failed(text: impl Into<String>) -> Self {
        Self { text: text.into(), status: 1, ..Self::done() }
    }

    /// An operation that is none: the one thing the tool says on standard error.
    fn strange(word: &str, help: &str) -> Self {
        Self { voice: Voice::Err, ..Self::unknown(word, help) }
    }

    /// An option that is none.
    fn unknown(word: &str, help: &str) -> Self {
        Self::failed(format!("\"{word}\" is unknown, try \"{help}\".\n"))
    }

    fn after(self, takes: Nanos) -> Self {
        Self { takes, ..self }
    }
}

/// The request goes on in a job of the daemon.
type Answer = Option<Outcome>;

/// The first of these keywords the word is a beginning of: the tool's own rule.
pub(crate) fn keyword(word: &str, keywords: &[&'static str]) -> Option<&'static str> {
    keywords.iter().find(|keyword| keyword.starts_with(word)).copied()
}

/// A text against a pattern with `*`.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(part) = last.replace(part) {
            match rest.find(part) {
                Some(at) => rest = &rest[at + str::len(part)..],
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

/// An IPCP's kind, as typed in that era.
fn kind_of(word: &str, era: Era, by_prefix: bool) -> Option<Kind> {
    let names = |kind: &Kind| {
        let there = era == Era::Today || *kind != Kind::Udp6;
        let word = kind.word(era);
        there.then_some(word).into_iter().chain((*kind == Kind::Unicast).then_some("unicast"))
    };
    let fits = |name: &str| if by_prefix { name.starts_with(word) } else { name == word };
    Kind::ALL.into_iter().find(|kind| names(kind).any(fits))
}

impl World {
    /// The tool looks at its words.
    pub(crate) fn irm_begins(&mut self, process: Proc, arguments: &[String]) {
        if let Some(running) = self.process_mut(process) {
            running.program = Program::Ending;
        }
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if let Some(outcome) = self.irm(process, &words) {
            self.write(process, outcome.voice, &outcome.text);
            let takes = outcome.takes + self.random.below(outcome.takes / 4);
            self.exit_later(process, outcome.status, takes);
        }
    }

    fn irm(&mut self, process: Proc, words: &[&str]) -> Answer {
        let verbs: &[&str] = match self.era {
            Era::Rumba => &["ipcp", "bind", "unbind", "register", "unregister", "name", "help"],
            _ => &["ipcp", "bind", "unbind", "name", "help"],
        };
        let Some((first, rest)) = words.split_first() else {
            return Some(Outcome { status: 255, ..self.usage(usage::TOP) });
        };
        match keyword(first, verbs) {
            Some("ipcp") => self.irm_ipcp(process, rest),
            Some("bind") => Some(self.irm_bind(process.machine, rest)),
            Some("unbind") => Some(self.irm_unbind(process.machine, rest)),
            Some("name") => Some(self.irm_name(process.machine, rest)),
            Some("register") => Some(self.irm_register_of_old(process.machine, rest, true)),
            Some("unregister") => Some(self.irm_register_of_old(process.machine, rest, false)),
            Some(_) => Some(Outcome { status: 0, ..self.usage(usage::TOP) }),
            None => Some(Outcome::strange(first, "irm help")),
        }
    }

    fn usage(&self, usage: &str) -> Outcome {
        Outcome { status: 1, ..Outcome::said(usage::text(usage, self.era) + "\n") }
    }

    /// The daemon's operation the tool waited for is over.
    pub(crate) fn irm_finished(&mut self, process: Proc, well: bool) {
        if let Some(Program::Irm(irm)) = self.process_mut(process).map(|process| &mut process.program) {
            irm.went = Some(well);
            // An FRCT tick of the flow's deallocation, and the way back to the tool.
            let takes = if matches!(irm.then, Then::Enrolled { .. }) { 8 * MILLI } else { MILLI };
            self.wake_later(process, takes);
        }
    }

    /// The tool goes on after the daemon's operation.
    pub(crate) fn irm_goes_on(&mut self, process: Proc) {
        let Some(Program::Irm(irm)) = self.process(process).map(|process| &process.program) else { return };
        let Some(well) = irm.went else { return };
        let outcome = match &irm.then {
            Then::Connected => Outcome { status: i32::from(!well), ..Outcome::done() },
            Then::Enrolled { ipcp, layer, autobind } => {
                let (ipcp, layer, autobind) = (*ipcp, layer.clone(), *autobind);
                self.after_enrollment(ipcp, layer, well, autobind)
            }
        };
        self.write(process, outcome.voice, &outcome.text);
        self.exit(process, outcome.status);
    }

    fn wait_for(&mut self, process: Proc, then: Then) {
        if let Some(running) = self.process_mut(process) {
            running.program = Program::Irm(Box::new(Irm { then, went: None }));
        }
    }

    /// The IPCPs of a machine whose name fits.
    fn ipcps_named(&self, machine: MachineId, pattern: &str) -> Vec<IpcpId> {
        let Some(irmd) = &self.machine(machine).irmd else { return Vec::new() };
        let named = |id: &IpcpId| self.ipcp(*id).is_some_and(|ipcp| fits(pattern, &ipcp.name));
        irmd.ipcps.iter().copied().filter(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_keyword_that_begins_so() {
        assert_eq!(keyword("u", &["ipcp", "bind", "unbind", "unregister"]), Some("unbind"));
        assert_eq!(keyword("conn", &["create", "connect"]), Some("connect"));
        assert_eq!(keyword("x", &["create"]), None);
    }

    #[test]
    fn kinds_by_era() {
        assert_eq!(kind_of("normal", Era::Today, false), None);
        assert_eq!(kind_of("normal", Era::Rumba, false), Some(Kind::Unicast));
        assert_eq!(kind_of("udp", Era::Today, true), Some(Kind::Udp4));
        assert_eq!(kind_of("udp", Era::Today, false), None);
        assert_eq!(kind_of("udp", Era::Seed, false), Some(Kind::Udp4));
        assert_eq!(kind_of("udp6", Era::Seed, false), None);
    }

    #[test]
    fn patterns() {
        assert!(fits("*", "anything") && fits("e*.a", "e1.a") && fits("n1", "n1") && fits("a*b*c", "axxbyyc"));
        assert!(!fits("n1", "n10") && !fits("e*.a", "e1.b") && !fits("", "x") && !fits("a*b*c", "axxc"));
    }
}
