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
/// The tool's own words, of 0.23.
const USAGE: &str = "Usage: oping [OPTION]...

Checks liveness between a client and a server
and reports the Round Trip Time (RTT)

  -l, --listen            Run in server mode
      --poll              Server uses polling (lower latency)
      --busy              Server uses busy-poll (single flow)

  -c, --count             Number of packets
  -d, --duration          Duration of the test (default 1s)
  -f, --flood             Send back-to-back without waiting
  -F, --flood-busy        Flood with busy-polling (lower latency)
  -i, --interval          Interval (default 1000ms)
  -n, --server-name       Name of the oping server
  -q, --qos               QoS (raw, best, video, voice, data)
  -s, --size              Payload size (B, default 64)
  -Q, --quiet             Only print final statistics
  -D, --timeofday         Print time of day before each line

      --help              Display this help text and exit
";
/// The smallest ping.
const SMALLEST: u32 = 64;
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
    /// What it remarks before it begins.
    notes: String,
}

impl World {
    pub(crate) fn oping_begins(&mut self, process: Proc, arguments: &[String]) {
        if !self.announce(process, "oping") {
            self.write(process, Voice::Err, NO_DAEMON);
            return self.exit(process, 1);
        }
        let options = match options(arguments) {
            Ok(options) => options,
            Err(why) => {
                self.write(process, Voice::Out, &why);
                return self.exit(process, 1);
            }
        };
        self.write(process, Voice::Out, &options.notes);
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
                self.write(process, Voice::Out, &format!("Failed to allocate flow: {code}.\n"));
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

/// Errors: what the tool says instead.
fn options(arguments: &[String]) -> Result<Options, String> {
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
        notes: String::new(),
    };
    let usage = || USAGE.to_owned();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "-l" | "--listen" => options.listen = true,
            "-n" | "--server-name" => options.name = Some(words.next().ok_or_else(usage)?.clone()),
            "-c" | "--count" => options.count = words.next().ok_or_else(usage)?.parse().ok(),
            "-i" | "--interval" => options.interval = time(words.next().ok_or_else(usage)?, MILLI)?.max(10 * MICRO),
            "-d" | "--duration" => options.duration = Some(time(words.next().ok_or_else(usage)?, SECOND)?),
            "-s" | "--size" => {
                let size = words.next().ok_or_else(usage)?.parse::<u32>().unwrap_or_default();
                if size < SMALLEST {
                    options.notes += "Packet size set to 64 bytes.\n";
                }
                options.size = size.clamp(SMALLEST, LARGEST);
            }
            "-q" | "--qos" => {
                let cube = qos(words.next().ok_or_else(usage)?);
                if cube.is_none() {
                    options.notes += "Unknown QoS cube, defaulting to raw.\n";
                }
                options.qos = cube.unwrap_or_default();
            }
            "-f" | "-F" | "--flood" | "--flood-busy" => options.interval = 100 * MICRO,
            "-Q" | "--quiet" => options.quiet = true,
            "-D" | "--timeofday" => options.time_of_day = true,
            "--poll" | "--busy" => {}
            _ => return Err(usage()),
        }
    }
    Ok(options)
}

/// `10ms`, `2s`, `1m`, or a bare number of the option's own unit. Errors: what the tool says of another unit.
fn time(text: &str, unit: Nanos) -> Result<Nanos, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let scale = match &text[digits..] {
        "" => unit,
        "ns" => 1,
        "us" => MICRO,
        "ms" => MILLI,
        "s" => SECOND,
        "m" => 60 * SECOND,
        "h" => 3_600 * SECOND,
        other => return Err(format!("Unknown time unit: {other}.\n")),
    };
    let number: f64 = text[..digits].parse().unwrap_or_default();
    Ok((number * scale as f64).min(1e17) as Nanos)
}

fn qos(word: &str) -> Option<u8> {
    ["raw", "best", "video", "voice", "data"].iter().position(|cube| *cube == word).map(|at| at as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(time("10ms", MILLI), Ok(10 * MILLI));
        assert_eq!(time("250", MILLI), Ok(250 * MILLI));
        assert_eq!(time("0.5s", MILLI), Ok(500 * MILLI));
        assert_eq!(time("ten", MILLI), Err("Unknown time unit: ten.\n".to_owned()));
        assert_eq!(time("5 years", MILLI), Err("Unknown time unit:  years.\n".to_owned()));
    }
}
