//! The client: sends at its interval, hears the answers, gives up when none come.

use super::{Options, USAGE};
use crate::allocation::Requester;
use crate::ident::Proc;
use crate::packet::Payload;
use crate::process::Program;
use crate::world::World;
use crate::{Era, MICRO, Nanos, SECOND};
use testbed::Voice;

/// Beyond its interval a client endures silence this long.
const PATIENCE: Nanos = 2 * SECOND;

/// A sleep ends this much late, or up to twice that.
const LATENESS: Nanos = 60 * MICRO;

/// A ping client.
pub(crate) struct Client {
    pub(super) name: String,
    count: Option<u32>,
    interval: Nanos,
    pub(super) size: u32,
    quiet: bool,
    time_of_day: bool,
    pub(super) era: Era,
    pub(super) sent: u32,
    pub(super) received: u32,
    pub(super) out_of_order: u32,
    /// The highest number heard.
    highest: Option<u32>,
    pub(super) began: Nanos,
    /// When something was heard.
    heard: Nanos,
    /// When the next is sent.
    due: Nanos,
    /// Round trips, ms: least, most, sum, sum of squares.
    pub(super) rtt: (f64, f64, f64, f64),
}

impl World {
    pub(super) fn ping_begins(&mut self, process: Proc, options: Options) {
        let Some(name) = options.name else {
            self.write(process, Voice::Out, &format!("No server specified.\n{USAGE}"));
            return self.exit(process, 1);
        };
        let for_duration = options.duration.map(|duration| (duration / options.interval).min(i32::MAX as u64) as u32);
        let client = Client {
            name: name.clone(),
            count: options.count.or(for_duration),
            interval: options.interval,
            size: options.size,
            quiet: options.quiet,
            time_of_day: options.time_of_day,
            era: self.era,
            sent: 0,
            received: 0,
            out_of_order: 0,
            highest: None,
            began: 0,
            heard: 0,
            due: 0,
            rtt: (f64::MAX, 0.0, 0.0, 0.0),
        };
        if let Some(running) = self.process_mut(process) {
            running.program = Program::Ping(Box::new(client));
        }
        let allocation = self.allocate(Requester::Process(process), process.machine, &name, options.qos);
        if let Some(running) = self.process_mut(process) {
            running.allocation = Some(allocation);
        }
    }

    fn client(&mut self, process: Proc) -> Option<&mut Client> {
        match &mut self.process_mut(process)?.program {
            Program::Ping(client) => Some(client),
            _ => None,
        }
    }

    /// The flow is there: pinging begins.
    pub(super) fn ping_connected(&mut self, process: Proc) {
        let now = self.now;
        let Some(client) = self.client(process) else { return };
        (client.began, client.heard, client.due) = (now, now, now);
        let text = if client.quiet { String::new() } else { client.greeting(client.count) };
        self.write(process, Voice::Out, &text);
        self.ping_goes_on(process);
    }

    /// A moment a client waited for: to send, to finish, or to give up.
    pub(crate) fn ping_goes_on(&mut self, process: Proc) {
        let now = self.now;
        let lateness = LATENESS + self.random.below(LATENESS);
        let Some(client) = self.client(process) else { return };
        let patience = client.heard + client.interval + PATIENCE;
        let all_sent = client.count.is_some_and(|count| client.sent >= count);
        if client.is_done(now) {
            return self.ping_ends(process);
        }
        if now >= patience {
            self.write(process, Voice::Out, "Server timed out.\n");
            return self.ping_ends(process);
        }
        if all_sent || now < client.due {
            let next = if now < client.due { client.due } else { patience };
            return self.wake_later(process, next - now);
        }
        let (seq, bytes, wait) = (client.sent, client.size, client.interval + lateness);
        client.sent += 1;
        client.due = now + wait;
        let flow = self.process(process).and_then(|running| running.flows.first().copied());
        if let Some(flow) = flow {
            self.say(flow, Payload::Echo { seq, sent: now, bytes, back: false });
        }
        self.wake_later(process, wait);
    }

    /// An answer is heard.
    pub(super) fn pong(&mut self, process: Proc, seq: u32, sent: Nanos) {
        let now = self.now;
        let Some(client) = self.client(process) else { return };
        client.heard = now;
        client.received += 1;
        let late = client.highest.is_some_and(|highest| seq < highest);
        client.highest = client.highest.max(Some(seq));
        client.out_of_order += u32::from(late);
        let ms = (now - sent) as f64 / 1e6;
        let (least, most, sum, squares) = client.rtt;
        client.rtt = (least.min(ms), most.max(ms), sum + ms, squares + ms * ms);
        let time = client.time_of_day.then_some(now);
        let line = client.line(seq, ms, late, time);
        let (quiet, done) = (client.quiet, client.is_done(now));
        if !quiet {
            self.write(process, Voice::Out, &line);
        }
        if done {
            self.ping_ends(process);
        }
    }

    /// A client is told to stop: it says what it knows. Its status.
    pub(crate) fn ping_stops(&mut self, process: Proc) -> i32 {
        let now = self.now;
        let is_waiting = self.process(process).is_some_and(|running| running.allocation.is_some());
        let Some(client) = self.client(process) else { return 0 };
        if !is_waiting {
            let text = client.statistics(now);
            self.write(process, Voice::Out, &text);
            return 0;
        }
        self.write(process, Voice::Err, "send_recv_msg error -1\n");
        self.write(process, Voice::Out, "Failed to allocate flow: -1.\n");
        1
    }

    fn ping_ends(&mut self, process: Proc) {
        let now = self.now;
        let Some(client) = self.client(process) else { return };
        let text = client.statistics(now);
        self.write(process, Voice::Out, &text);
        self.exit(process, 0);
    }
}

impl Client {
    /// All are sent, the last interval is over, and all are back.
    fn is_done(&self, now: Nanos) -> bool {
        self.count.is_some_and(|count| self.sent >= count) && self.received >= self.sent && now >= self.due
    }
}
