//! The list of testbeds: the emulator first, then what the administrator allows, with what each lacks.

use api::Bed;
use messages::say;
use testbeds::Offer;

/// The one that needs nothing.
pub const EMULATOR: &str = "emulator";

/// The testbeds as this person may choose them; the administrator has no name.
pub fn of(offers: &[Offer], person: Option<&str>) -> Vec<Bed> {
    let emulator = Bed {
        kind: EMULATOR.into(),
        title: say!("emulator-built-in").into(),
        note: say!("emulator-note").into(),
        set: String::new(),
        missing: None,
    };
    std::iter::once(emulator).chain(offers.iter().map(|offer| bed(offer, person))).collect()
}

fn bed(offer: &Offer, person: Option<&str>) -> Bed {
    let kind = offer.bed.kind();
    let missing = match offer.is_for(person) {
        true => offer.missing.clone(),
        false => Some(forbidden(kind)),
    };
    let (title, note, set) = (offer.title.into(), offer.note.into(), offer.set.clone());
    Bed { kind: kind.into(), title, note, set, missing }
}

/// Why somebody may not use a testbed.
pub fn forbidden(kind: &str) -> String {
    say!("testbed-forbidden", kind = kind)
}
