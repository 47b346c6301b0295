//! `oping`: the ping of recursive networks, its options and its server.

mod client;
mod report;

pub(crate) use client::Client;

use crate::ident::{FlowId, Proc};
use crate::packet::{Packet, Payload};
use crate::process::Program;
use crate::world::World;
use crate::{MICRO, MILLI, Nanos, SECOND};
use testbed::Voice;

/// What the tool says when no daemon answers.
pub(crate) const NO_DAEMON: &str = "FATAL: Could not announce to IRMd.\n";
const USAGE: &str = "Usage: oping [OPTION]...
Checks liveness between a server and client by sending packets.

  -l, --listen              Run in server mode
  -n, --server-name         Name of the server (default: oping)
  -c, --count               Number of packets
  -d, --duration            Duration of the test (default 1s)
  -i, --interval            Interval (default 1000ms)
  -s, --size                Packet size (B, default 64)
  -q, --qos                 QoS (raw, best, video, voice, data)
  -Q, --quiet               Only print final statistics
  -D, --timeofday           Print time of day before each line
      --help                Display this help text and exit
";
/// The largest ping.
const LARGEST: u32 = 1500;

/// A ping server.
pub(crate) struct Server {
    quiet: bool,
}

/// What the tool was asked for.
struct Options {
    listen: bool,
    name: Option<String>,
    count: Option<u32>,
    interval: Nanos,
    duration: Option<Nanos>,
    size: u32,
    qos: u8,
    quiet: bool,
    time_of_day: bool,
}

impl World {
    pub(crate) fn oping_begins(&mut self, process: Proc, arguments: &[String]) {
        if !self.announce(process, "oping") {
            self.write(process, Voice::Err, NO_DAEMON);
            return self.exit(process, 1);
        }
        let Some(options) = options(arguments) else {
            self.write(process, Voice::Out, USAGE);
            return self.exit(process, i32::from(!arguments.iter().any(|word| word == "--help")));
        };
        if options.listen {
            if let Some(running) = self.process_mut(process) {
                running.program = Program::PingServer(Server { quiet: options.quiet });
            }
            self.write(process, Voice::Out, "Ouroboros ping server started.\n");
            self.session_serves(process);
            return self.match_pending(process.machine);
        }
        self.ping_begins(process, options);
    }

    /// A process that accepts flows got one.
    pub(crate) fn process_accepts(&mut self, process: Proc, flow: FlowId) {
        let Some(running) = self.process_mut(process) else { return };
        running.flows.push(flow);
        let (fd, quiet) =
            (63 + running.flows.len(), matches!(&running.program, Program::PingServer(server) if server.quiet));
        if !quiet {
            self.write(process, Voice::Out, &format!("New flow {fd}.\n"));
        }
    }

    /// A packet reaches a process.
    pub(crate) fn process_hears(&mut self, process: Proc, flow: FlowId, packet: Packet) {
        let Some(running) = self.process(process) else { return };
        match (&running.program, packet.payload) {
            (Program::PingServer(server), Payload::Echo { seq, sent, bytes, back: false }) => {
                let fd = 64 + running.flows.iter().position(|known| *known == flow).unwrap_or_default();
                if !server.quiet {
                    self.write(process, Voice::Out, &format!("Received {bytes} bytes on fd {fd}.\n"));
                }
                self.say(flow, Payload::Echo { seq, sent, bytes, back: true });
            }
            (Program::Ping(_), Payload::Echo { seq, sent, back: true, .. }) => self.pong(process, seq, sent),
            (Program::Obc(_), Payload::Text(text)) => self.obc_hears(process, &text),
            _ => {}
        }
    }

    /// A flow of a process was deallocated by the other end.
    pub(crate) fn process_lost(&mut self, process: Proc, flow: FlowId) {
        if let Some(running) = self.process_mut(process) {
            running.flows.retain(|known| *known != flow);
        }
    }

    /// A flow a process asked for is there, or not.
    pub(crate) fn process_gets(&mut self, process: Proc, result: Result<FlowId, i32>) {
        let Some(running) = self.process_mut(process) else { return };
        running.allocation = None;
        match result {
            Err(code) => {
                self.write(process, Voice::Err, &format!("Failed to allocate flow: {code}.\n"));
                self.exit(process, 1);
            }
            Ok(flow) => {
                running.flows.push(flow);
                match running.program {
                    Program::Ping(_) => self.ping_connected(process),
                    Program::Obc(_) => self.obc_connected(process, flow),
                    _ => {}
                }
            }
        }
    }
}

fn options(arguments: &[String]) -> Option<Options> {
    let mut options = Options {
        listen: false,
        name: None,
        count: None,
        interval: SECOND,
        duration: None,
        size: 64,
        qos: 0,
        quiet: false,
        time_of_day: false,
    };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-l" | "--listen" => options.listen = true,
            "-n" | "--server-name" => options.name = Some(words.next()?.clone()),
            "-c" | "--count" => options.count = Some(words.next()?.parse().ok()?),
            "-i" | "--interval" => options.interval = time(words.next()?, MILLI)?.max(10 * MICRO),
            "-d" | "--duration" => options.duration = Some(time(words.next()?, SECOND)?),
            "-s" | "--size" => options.size = words.next()?.parse::<u32>().ok()?.clamp(16, LARGEST),
            "-q" | "--qos" => options.qos = qos(words.next()?)?,
            "-f" | "-F" | "--flood" | "--flood-busy" => options.interval = 100 * MICRO,
            "-Q" | "--quiet" => options.quiet = true,
            "-D" | "--timeofday" => options.time_of_day = true,
            "--poll" | "--busy" => {}
            _ => return None,
        }
    }
    Some(options)
}

/// `10ms`, `2s`, `1m`, or a bare number of the option's own unit.
fn time(text: &str, unit: Nanos) -> Option<Nanos> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let scale = match &text[digits..] {
        "" => unit,
        "ns" => 1,
        "us" => MICRO,
        "ms" => MILLI,
        "s" => SECOND,
        "m" => 60 * SECOND,
        "h" => 3_600 * SECOND,
        _ => return None,
    };
    let number: f64 = text[..digits].parse().ok()?;
    Some((number * scale as f64).min(1e17) as Nanos)
}

fn qos(word: &str) -> Option<u8> {
    ["raw", "best", "video", "voice", "data"].iter().position(|cube| *cube == word).map(|at| at as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(time("10ms", MILLI), Some(10 * MILLI));
        assert_eq!(time("250", MILLI), Some(250 * MILLI));
        assert_eq!(time("0.5s", MILLI), Some(500 * MILLI));
        assert_eq!(time("ten", MILLI), None);
        assert_eq!(time("5 years", MILLI), None);
    }
}
