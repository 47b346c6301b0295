//! One command on one machine: its beginning, its lines and its end, all in the journal.

use crate::step::Hands;
use crate::{Journal, What};
use planner::StepId;
use std::fmt;
use std::sync::Arc;
use testbed::{Command, Exit, Listener, TestbedError, Voice};

/// The status of a command that was killed because nobody waited for it any more: death by signal 9.
pub(crate) const KILLED: i32 = 137;

/// The status of a command whose end could not be seen.
const UNSEEN: i32 = -1;

/// Longest line kept, bytes; machines may say anything.
const LINE_BYTES: usize = 4096;

/// Puts lines in the journal.
pub(crate) struct Ear {
    pub journal: Arc<dyn Journal>,
    /// The command heard; none for daemons.
    pub call: Option<u64>,
}

impl Listener for Ear {
    fn heard(&self, machine: &str, voice: Voice, line: &str) {
        let text = shortened(line).to_owned();
        // A line that is lost decides nothing: the records that do are checked where they are written.
        let _ = self.journal.record(What::Line { node: machine.to_owned(), voice, text, call: self.call });
    }
}

/// A command that has begun. Dropped before its end it was killed, and the journal says so.
struct Going<'h> {
    hands: &'h Hands<'h>,
    call: u64,
    began_ms: f64,
    ended: bool,
}

impl Going<'_> {
    fn end(&mut self, status: i32, took_ms: f64) {
        self.ended = true;
        self.hands.scribe.note(What::Exited { call: self.call, status, took_ms });
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.end(KILLED, self.hands.means.clock.now_ms() - self.began_ms);
        }
    }
}

/// Runs a command whose beginning is in the journal already.
///
/// Errors: as [`testbed::Testbed::exec`]; the journal has the words too.
pub(crate) async fn run(hands: &Hands<'_>, node: &str, command: &Command, call: u64) -> Result<Exit, TestbedError> {
    let began_ms = hands.means.clock.now_ms();
    let mut going = Going { hands, call, began_ms, ended: false };
    let ear = Ear { journal: hands.scribe.journal().clone(), call: Some(call) };
    let result = hands.means.bed.exec(&hands.run.tag, node, command, &ear).await;
    match &result {
        Ok(exit) => going.end(exit.status, exit.took_ms),
        Err(error) => {
            ear.heard(node, Voice::Err, &error.to_string());
            going.end(UNSEEN, hands.means.clock.now_ms() - began_ms);
        }
    }
    result
}

/// The record of a command's beginning.
pub(crate) fn begins(node: &str, line: &dyn fmt::Display, step: Option<StepId>, call: u64) -> What {
    What::Command { node: node.to_owned(), line: line.to_string(), step, call }
}

fn shortened(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE_BYTES)]
}
