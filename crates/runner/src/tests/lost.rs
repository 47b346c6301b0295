//! A journal that cannot be written: nothing more is done than cleaning up.

use super::paper::{Ink, Paper};
use super::stand::{Stand, tidy};
use std::collections::BTreeSet;

fn every_loss(ink: fn(usize) -> Ink) {
    for at in 0..Stand::n_records() {
        let stand = Stand::small().with_paper(Paper::new(ink(at)));
        let note = format!("{:?}", ink(at));
        let Some(outcome) = stand.drive(stand.fresh(), tidy) else { panic!("{note}: no end\n{}", stand.paper.text()) };
        stand.assert_over(&outcome, &note);
        assert_eq!(stand.world.state.lock().unwrap().left, Vec::<String>::new(), "{note}: undone, not only released");
    }
}

#[test]
fn the_journal_ends_at_every_record() {
    every_loss(Ink::EndsAt);
}

#[test]
fn the_journal_skips_every_record() {
    every_loss(Ink::SkipsAt);
}

#[test]
fn the_journal_cannot_be_made_safe_from_every_record_on() {
    every_loss(Ink::FadesAt);
}

#[test]
fn nothing_is_done_that_was_not_written_first() {
    for at in 0..Stand::n_records() {
        let stand = Stand::small().with_paper(Paper::new(Ink::FadesAt(at)));
        stand.drive(stand.fresh(), tidy);
        let started: BTreeSet<u32> = (stand.paper.events(true).iter())
            .filter_map(|event| match event.what {
                crate::What::Started { step } => Some(step.0),
                _ => None,
            })
            .collect();
        for command in stand.world.state.lock().unwrap().ran.keys().filter(|command| command.starts_with("new ")) {
            let step = command.split(' ').nth(1).unwrap().trim_end_matches("-too").parse().unwrap();
            assert!(started.contains(&step), "record {at}: {command} was not written first");
        }
    }
}
