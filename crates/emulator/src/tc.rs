//! `tc` and `ip`: shaping an interface, taking it down and up.

use crate::ident::MachineId;
use crate::world::World;
use std::fmt::Write as _;
use testbed::{Shape, Spread, Voice};

/// A queueing discipline, or a class, as `tc` was told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Qdisc {
    /// `root`, or the class it hangs on.
    parent: String,
    handle: String,
    kind: String,
    /// A class is not listed among the disciplines.
    class: bool,
    shape: Shape,
    limit: f64,
}

/// The limit netem has unless told.
pub(crate) const LIMIT: f64 = 1000.0;

/// What `tc` would show of a shape given with the site.
pub(crate) fn qdiscs_of(shape: &Shape) -> Vec<Qdisc> {
    if *shape == Shape::default() {
        return Vec::new();
    }
    let (parent, handle, kind) = ("root".to_owned(), "8001:".to_owned(), "netem".to_owned());
    vec![Qdisc { parent, handle, kind, class: false, shape: shape.clone(), limit: LIMIT }]
}

type Said = (Voice, String, i32);

fn refused(text: impl Into<String>, status: i32) -> Said {
    (Voice::Err, text.into() + "\n", status)
}

fn fine() -> Said {
    (Voice::Out, String::new(), 0)
}

impl World {
    /// `ip link …` and `ip addr`.
    pub(crate) fn ip(&mut self, machine: MachineId, words: &[&str]) -> Said {
        match words {
            ["link" | "l", "set", rest @ ..] => {
                let rest = rest.strip_prefix(&["dev"]).unwrap_or(rest);
                let [name, up @ ("up" | "down")] = rest else {
                    return refused("Error: expected `ip link set [dev] INTERFACE up|down`.", 255);
                };
                self.set_link(machine, name, *up == "up")
            }
            ["link" | "l" | "a" | "addr" | "address", rest @ ..] => {
                let rest = rest.strip_prefix(&["show"]).unwrap_or(rest);
                let rest = rest.strip_prefix(&["dev"]).unwrap_or(rest);
                self.links(machine, rest.first().copied())
            }
            _ => refused("Error: only `ip link` and `ip addr` are played here.", 1),
        }
    }

    fn set_link(&mut self, machine: MachineId, name: &str, up: bool) -> Said {
        if name == "lo" {
            return fine();
        }
        let Some(at) = self.machine(machine).interface(name) else {
            return refused(format!("Cannot find device \"{name}\""), 1);
        };
        let interface = &mut self.machine_mut(machine).interfaces[at];
        if std::mem::replace(&mut interface.up, up) != up {
            self.watch();
        }
        fine()
    }

    fn links(&self, machine: MachineId, only: Option<&str>) -> Said {
        let mut text = String::new();
        let lo = "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\n";
        if only.is_none_or(|only| only == "lo") {
            text.push_str(lo);
        }
        let interfaces = self.machine(machine).interfaces.iter().enumerate();
        for (at, interface) in interfaces.filter(|(_, interface)| only.is_none_or(|only| *interface.name == *only)) {
            let ports = &self.wires[interface.wire as usize].ports;
            let others = ports.iter().filter(|port| **port != (machine.0, at as u32));
            let carrier = ports.len() != 2
                || others.into_iter().any(|(other, at)| self.machines[*other as usize].interfaces[*at as usize].up);
            let (flags, state) = match (interface.up, carrier) {
                (true, true) => ("BROADCAST,MULTICAST,UP,LOWER_UP", "UP"),
                (true, false) => ("NO-CARRIER,BROADCAST,MULTICAST,UP", "LOWERLAYERDOWN"),
                (false, _) => ("BROADCAST,MULTICAST", "DOWN"),
            };
            let qdisc = interface.qdiscs.first().map_or("noqueue", |qdisc| &qdisc.kind);
            let (number, name) = (at + 2, &interface.name);
            let _ = writeln!(text, "{number}: {name}: <{flags}> mtu 1500 qdisc {qdisc} state {state}");
        }
        match only.filter(|_| text.is_empty()) {
            Some(name) => refused(format!("Device \"{name}\" does not exist."), 1),
            None => (Voice::Out, text, 0),
        }
    }

    /// `tc qdisc …` and `tc class …`.
    pub(crate) fn tc(&mut self, machine: MachineId, words: &[&str]) -> Said {
        let (class, verb, rest) = match words {
            ["qdisc", verb, rest @ ..] => (false, *verb, rest),
            ["class", verb, rest @ ..] => (true, *verb, rest),
            ["qdisc"] => (false, "show", &[][..]),
            _ => return refused("Object is unknown, try \"tc help\".", 1),
        };
        let device = rest.iter().position(|word| *word == "dev").and_then(|at| rest.get(at + 1)).copied();
        if matches!(verb, "show" | "list" | "ls") {
            return self.shown(machine, device);
        }
        let Some(name) = device else { return refused("Cannot find device \"\"", 1) };
        let Some(at) = self.machine(machine).interface(name) else {
            return refused(format!("Cannot find device \"{name}\""), 1);
        };
        let told = match told(rest, class) {
            Ok(told) => told,
            Err(why) => return refused(why, 1),
        };
        let qdiscs = &mut self.machine_mut(machine).interfaces[at].qdiscs;
        let same = qdiscs.iter().position(|qdisc| qdisc.parent == told.parent && qdisc.class == class);
        match (verb, same) {
            ("del" | "delete", None) => return refused("Error: Cannot delete qdisc with handle of zero.", 2),
            ("del" | "delete", Some(_)) if told.parent == "root" => qdiscs.clear(),
            ("del" | "delete", Some(same)) => drop(qdiscs.remove(same)),
            ("add", Some(_)) if !class => return refused("Error: Exclusivity flag on, cannot modify.", 2),
            ("change", None) => {
                return refused("Error: Qdisc not found. To create specify NLM_F_CREATE flag.", 2);
            }
            ("change" | "replace", Some(same)) => qdiscs[same] = told,
            ("add" | "replace", _) => qdiscs.push(told),
            _ => return refused(format!("Command \"{verb}\" is unknown, try \"tc qdisc help\"."), 1),
        }
        self.reshape(machine, at);
        fine()
    }

    fn reshape(&mut self, machine: MachineId, at: usize) {
        let interface = &mut self.machine_mut(machine).interfaces[at];
        let mut shape = Shape::default();
        let mut limit = LIMIT;
        for qdisc in &interface.qdiscs {
            let rate = match (shape.rate_mbit, qdisc.shape.rate_mbit) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if qdisc.kind == "netem" {
                shape = qdisc.shape.clone();
                limit = qdisc.limit;
            }
            shape.rate_mbit = rate;
        }
        interface.egress.limit = limit;
        interface.egress.reshape(shape);
        self.watch();
    }

    fn shown(&self, machine: MachineId, device: Option<&str>) -> Said {
        let mut text = String::new();
        let interfaces = self.machine(machine).interfaces.iter();
        for interface in interfaces.filter(|interface| device.is_none_or(|device| *interface.name == *device)) {
            let name = &interface.name;
            if interface.qdiscs.is_empty() {
                let _ = writeln!(text, "qdisc noqueue 0: dev {name} root refcnt 2");
            }
            for qdisc in interface.qdiscs.iter().filter(|qdisc| !qdisc.class) {
                let place = if qdisc.parent == "root" { "root refcnt 2" } else { &qdisc.parent };
                let _ = writeln!(text, "qdisc {} {} dev {name} {place}{}", qdisc.kind, qdisc.handle, qdisc.describe());
            }
        }
        match device.filter(|_| text.is_empty()) {
            Some(name) => refused(format!("Cannot find device \"{name}\""), 1),
            None => (Voice::Out, text, 0),
        }
    }
}

impl Qdisc {
    fn describe(&self) -> String {
        let Shape { delay_ms, jitter_ms, delay_correlation_percent, loss_percent, loss_correlation_percent, .. } =
            self.shape;
        let mut text = String::new();
        if self.kind == "netem" {
            let _ = write!(text, " limit {}", self.limit);
        }
        if delay_ms > 0.0 {
            let _ = write!(text, " delay {delay_ms}ms");
        }
        if jitter_ms > 0.0 {
            let _ = write!(text, "  {jitter_ms}ms");
            if delay_correlation_percent > 0.0 {
                let _ = write!(text, " {delay_correlation_percent}%");
            }
        }
        if loss_percent > 0.0 {
            let _ = write!(text, " loss {loss_percent}%");
            if loss_correlation_percent > 0.0 {
                let _ = write!(text, " {loss_correlation_percent}%");
            }
        }
        if let Some(rate) = self.shape.rate_mbit {
            let _ = write!(text, " rate {rate}Mbit");
        }
        text
    }
}

/// What a discipline or class is told after its verb.
fn told(words: &[&str], class: bool) -> Result<Qdisc, String> {
    let mut qdisc = Qdisc {
        parent: String::new(),
        handle: "8001:".to_owned(),
        kind: String::new(),
        class,
        shape: Shape::default(),
        limit: LIMIT,
    };
    let mut words = words.iter().copied().peekable();
    while let Some(word) = words.next() {
        match word {
            "dev" => drop(words.next()),
            "root" => qdisc.parent = "root".to_owned(),
            "parent" => qdisc.parent = format!("parent {}", words.next().unwrap_or_default()),
            "handle" | "classid" => qdisc.handle = words.next().unwrap_or_default().to_owned(),
            "netem" | "tbf" | "htb" | "pfifo" | "fq_codel" => qdisc.kind = word.to_owned(),
            "delay" => {
                qdisc.shape.delay_ms = milliseconds(words.next()).ok_or("Illegal \"delay\"")?;
                if let Some(jitter) = words.next_if(|word| milliseconds(Some(word)).is_some()) {
                    qdisc.shape.jitter_ms = milliseconds(Some(jitter)).unwrap_or_default();
                    qdisc.shape.delay_correlation_percent = percent(&mut words).unwrap_or_default();
                }
            }
            "distribution" => {
                qdisc.shape.spread = match words.next() {
                    Some("uniform") => Spread::Uniform,
                    Some("normal") => Spread::Normal,
                    Some("pareto") => Spread::Pareto,
                    Some("paretonormal") => Spread::Paretonormal,
                    other => return Err(format!("Unknown distribution \"{}\"", other.unwrap_or_default())),
                };
            }
            "loss" | "drop" => {
                words.next_if_eq(&"random");
                qdisc.shape.loss_percent = percent(&mut words).ok_or("Illegal \"loss percent\"")?;
                qdisc.shape.loss_correlation_percent = percent(&mut words).unwrap_or_default();
            }
            "rate" => qdisc.shape.rate_mbit = Some(mbit(words.next()).ok_or("Illegal \"rate\"")?),
            "limit" => qdisc.limit = words.next().and_then(|word| word.parse().ok()).ok_or("Illegal \"limit\"")?,
            "burst" | "latency" | "ceil" | "default" | "prio" | "quantum" | "r2q" | "cburst" => drop(words.next()),
            _ => return Err(format!("What is \"{word}\"?")),
        }
    }
    Ok(qdisc)
}

fn split(text: &str) -> Option<(f64, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn milliseconds(word: Option<&str>) -> Option<f64> {
    let (number, unit) = split(word?)?;
    let scale = match unit {
        "" | "us" | "usec" | "usecs" => 0.001,
        "ms" | "msec" | "msecs" => 1.0,
        "s" | "sec" | "secs" => 1000.0,
        _ => return None,
    };
    Some(number * scale)
}

fn percent<'w>(words: &mut std::iter::Peekable<impl Iterator<Item = &'w str>>) -> Option<f64> {
    let word = words.next_if(|word| word.ends_with('%'))?;
    let (number, _) = split(word)?;
    (number <= 100.0).then_some(number)
}

fn mbit(word: Option<&str>) -> Option<f64> {
    let (number, unit) = split(word?)?;
    let scale = match unit.to_ascii_lowercase().as_str() {
        "" | "bit" => 1e-6,
        "kbit" => 1e-3,
        "mbit" => 1.0,
        "gbit" => 1e3,
        "kbps" => 8e-3,
        "mbps" => 8.0,
        _ => return None,
    };
    (number > 0.0).then_some(number * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn netem_as_rumba_says_it() {
        let words = ["dev", "e1", "root", "netem", "delay", "10ms", "2ms", "25%", "distribution", "normal"];
        let qdisc = told(&[&words[..], &["loss", "1.5%", "30%"]].concat(), false).expect("it is netem's grammar");
        assert_eq!(qdisc.describe(), " limit 1000 delay 10ms  2ms 25% loss 1.5% 30%");
        assert_eq!(qdisc.shape.spread, Spread::Normal);
    }

    #[test]
    fn rates() {
        assert_eq!(mbit(Some("10mbit")), Some(10.0));
        assert_eq!(mbit(Some("1Gbit")), Some(1000.0));
        assert_eq!(mbit(Some("0mbit")), None);
        assert_eq!(mbit(Some("fast")), None);
    }
}
