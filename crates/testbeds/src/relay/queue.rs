//! Frames that wait, the next due first.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    time::Instant,
};

/// More frames do not wait: what comes then is lost, as in a full router.
const MOST: usize = 4096;

/// The frames. Those due at the same moment keep their order.
#[derive(Default)]
pub struct Queue {
    due: BinaryHeap<Reverse<(Instant, u64)>>,
    frames: BTreeMap<u64, Vec<u8>>,
    n_pushed: u64,
}

impl Queue {
    /// When the next is due.
    pub fn next(&self) -> Option<Instant> {
        self.due.peek().map(|Reverse((due, _))| *due)
    }

    /// A frame is to wait.
    pub fn push(&mut self, due: Instant, frame: &[u8]) {
        if self.due.len() < MOST {
            self.n_pushed += 1;
            self.due.push(Reverse((due, self.n_pushed)));
            self.frames.insert(self.n_pushed, frame.to_vec());
        }
    }

    /// The next frame that is due at `now`.
    pub fn pop(&mut self, now: Instant) -> Option<Vec<u8>> {
        let Reverse((_, number)) = self.due.peek().filter(|Reverse((due, _))| *due <= now)?;
        let frame = self.frames.remove(number);
        self.due.pop();
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn frames_leave_when_they_are_due_in_the_order_they_came() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        let at = |ms| now + Duration::from_millis(ms);
        for (ms, frame) in [(20, b"c"), (10, b"a"), (10, b"b")] {
            queue.push(at(ms), frame);
        }
        assert_eq!((queue.next(), queue.pop(at(9))), (Some(at(10)), None));
        let all: Vec<Vec<u8>> = std::iter::from_fn(|| queue.pop(at(20))).collect();
        assert_eq!(all, [b"a", b"b", b"c"]);
    }

    #[test]
    fn a_full_queue_takes_no_more() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        (0..2 * MOST).for_each(|_| queue.push(now, b"x"));
        assert_eq!(std::iter::from_fn(|| queue.pop(now)).count(), MOST);
    }
}
