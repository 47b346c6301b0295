//! What was heard of a run, and what to ask for next. Pure.

use runner::Event;

/// What came of a batch.
#[derive(Debug, PartialEq)]
pub enum Taken {
    /// These are new, in order; perhaps none.
    Fresh(Vec<Event>),
    /// Something is missing in between: ask again.
    Gap,
    /// The server does not have what was heard, because it was killed before it wrote it down: begin again from nothing.
    Another,
}

/// What was heard.
///
/// After a break the last event is asked for once more. If the server has it still, what follows joins on without a gap;
/// if not, the numbers after it mean other events now.
#[derive(Debug, Default)]
pub struct Wire {
    last: Option<Event>,
    joined: bool,
}

impl Wire {
    /// The number to ask from, on a new connection.
    pub fn ask(&mut self) -> u64 {
        self.joined = self.last.is_none();
        self.last.as_ref().map_or(0, |last| last.seq)
    }

    /// Takes a batch. Events heard before are left out.
    pub fn take(&mut self, batch: Vec<Event>) -> Taken {
        let mut fresh = Vec::with_capacity(batch.len());
        for event in batch {
            if !self.joined && self.last.as_ref() != Some(&event) {
                return Taken::Another;
            }
            self.joined = true;
            let next = self.last.as_ref().map_or(0, |last| last.seq + 1);
            if event.seq > next {
                return Taken::Gap;
            }
            if event.seq == next {
                self.last = Some(event.clone());
                fresh.push(event);
            }
        }
        Taken::Fresh(fresh)
    }

    /// The server says that there is nothing more: whether what was heard is all, and is what the server has.
    pub fn is_whole(&self) -> bool {
        self.joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runner::{State, What};

    fn event(seq: u64, at_ms: u64) -> Event {
        Event { seq, at_ms, what: What::State { state: State::Starting, why: None } }
    }

    fn batch(seqs: std::ops::Range<u64>) -> Vec<Event> {
        seqs.map(|seq| event(seq, 0)).collect()
    }

    fn seqs(taken: Taken) -> Vec<u64> {
        match taken {
            Taken::Fresh(events) => events.iter().map(|event| event.seq).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_heard_is_left_out() {
        let mut wire = Wire::default();
        assert_eq!(wire.ask(), 0);
        assert_eq!(seqs(wire.take(batch(0..3))), [0, 1, 2]);
        assert_eq!(seqs(wire.take(batch(1..5))), [3, 4]);
    }

    #[test]
    fn a_gap_is_noticed() {
        let mut wire = Wire::default();
        wire.ask();
        wire.take(batch(0..2));
        assert_eq!(wire.take(batch(3..4)), Taken::Gap);
        assert_eq!(wire.ask(), 1, "from the last one heard");
    }

    /// A wire that breaks after any event still gives each event once.
    #[test]
    fn however_it_breaks_each_event_comes_once() {
        let (mut wire, mut heard) = (Wire::default(), Vec::new());
        for end in [1, 1, 3, 7, 20] {
            let from = wire.ask();
            heard.extend(seqs(wire.take(batch(from..end))));
        }
        assert_eq!(heard, (0..20).collect::<Vec<_>>());
        assert!(wire.is_whole());
    }

    #[test]
    fn a_server_that_forgot_is_noticed() {
        let mut wire = Wire::default();
        wire.ask();
        wire.take(batch(0..5));
        assert_eq!(wire.ask(), 4);
        assert!(!wire.is_whole(), "nothing came: it has fewer events than were heard");
        assert_eq!(wire.take(vec![event(4, 77)]), Taken::Another);
    }
}
