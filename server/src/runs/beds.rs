//! Testbeds a run can choose: the emulator, and what the administrator allows in `testbeds.toml`.

use super::time::{AsReal, AtOnce};
use crate::testbed_list::{self, EMULATOR, forbidden};
use api::{Bed, Pace, Start};
use messages::say;
use model::Draft;
use std::sync::{Arc, OnceLock};
use testbed::Testbed;
use testbeds::{Offer, Settings};

/// What the administrator allows; one instance each, because hosts are lent once.
static ALLOWED: OnceLock<Allowed> = OnceLock::new();

struct Allowed {
    settings: Settings,
    offers: Vec<Offer>,
}

/// Offers what the settings allow, from now on. The first word counts.
pub fn set_up(settings: Settings) {
    ALLOWED.get_or_init(|| Allowed { offers: testbeds::all(&settings), settings });
}

/// The testbeds as this person may choose them, with what each lacks at this moment; the administrator has no name.
pub fn listing(person: Option<&str>) -> Vec<Bed> {
    let offers = ALLOWED.get().map(|allowed| testbeds::all(&allowed.settings)).unwrap_or_default();
    testbed_list::of(&offers, person)
}

/// A kind of testbed.
pub enum Kind {
    /// A world of its own for each run.
    Emulator,
    /// Real machines.
    Real(&'static Offer),
}

/// The kind of this name, whether or not it can be used now.
pub fn by_kind(kind: &str) -> Option<Kind> {
    if kind == EMULATOR {
        return Some(Kind::Emulator);
    }
    offers().iter().find(|offer| offer.bed.kind() == kind).map(Kind::Real)
}

/// Why this person cannot have the testbed of this name; none if it is there. Whether it can be used now is for its claim
/// to say.
pub fn refusal(asked: &str, person: Option<&str>) -> Option<String> {
    match by_kind(asked) {
        Some(Kind::Real(offer)) if !offer.is_for(person) => Some(forbidden(asked)),
        Some(_) => None,
        None => {
            let known: Vec<&str> =
                std::iter::once(EMULATOR).chain(offers().iter().map(|offer| offer.bed.kind())).collect();
            Some(say!("no-such-testbed", asked = asked, known = known.join(", ")))
        }
    }
}

fn offers() -> &'static [Offer] {
    ALLOWED.get().map_or(&[], |allowed| &allowed.offers)
}

impl Kind {
    /// What nodes must have, and how that is installed where it is missing.
    pub fn recipe(&self) -> Option<testbed::Recipe> {
        match self {
            Self::Emulator => None,
            Self::Real(offer) => offer.recipe.clone(),
        }
    }

    /// A testbed for one run.
    pub fn make(&self, start: &Start, draft: &Draft) -> Arc<dyn Testbed> {
        match self {
            Self::Emulator => emulated(start, draft),
            Self::Real(offer) => offer.bed.clone(),
        }
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
