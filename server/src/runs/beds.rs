//! Testbeds a run can choose: one line each.

use super::time::{AsReal, AtOnce};
use api::{Pace, Start};
use model::Draft;
use std::sync::Arc;
use testbed::Testbed;

/// A kind of testbed.
pub struct Kind {
    /// Its name, as [`Testbed::kind`] says it.
    pub kind: &'static str,
    make: fn(&Start, &Draft) -> Arc<dyn Testbed>,
}

/// Every kind.
const ALL: [Kind; 1] = [Kind { kind: "emulator", make: emulated }];

/// The kind of this name.
pub fn by_kind(kind: &str) -> Option<&'static Kind> {
    ALL.iter().find(|known| known.kind == kind)
}

/// What to say when there is no such kind.
pub fn unknown(asked: &str) -> String {
    format!("there is no testbed `{asked}` here; choose one of: {}", ALL.map(|known| known.kind).join(", "))
}

impl Kind {
    /// A testbed for one run.
    pub fn make(&self, start: &Start, draft: &Draft) -> Arc<dyn Testbed> {
        (self.make)(start, draft)
    }
}

/// A world of its own for the run, with the daemons of the experiment's dialect.
fn emulated(start: &Start, draft: &Draft) -> Arc<dyn Testbed> {
    let pace: Arc<dyn emulator::Pace> = match start.pace {
        Pace::Full => Arc::new(AtOnce),
        Pace::Eye => Arc::new(AsReal),
    };
    let dialect = draft.settings().prototype.options.get("dialect");
    let era = dialect.and_then(|key| emulator::Era::by_key(key)).unwrap_or_default();
    Arc::new(emulator::Bed::new(emulator::Setup { era, seed: start.seed, pace }))
}
