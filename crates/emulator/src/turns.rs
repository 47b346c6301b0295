//! Turns: who asks first has the first. The lock of `futures` wakes whoever stands first in its list, so that of three that
//! ask again and again the third may wait for ever.

use futures::channel::oneshot::{self, Sender};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// One turn at a time, for as many as ask.
#[derive(Default)]
pub struct Turns(Mutex<Line>);

#[derive(Default)]
struct Line {
    is_taken: bool,
    waiting: VecDeque<Sender<Turn>>,
}

/// Somebody's turn; dropped, it is the next one's.
pub struct Turn(Arc<Turns>);

impl Turns {
    /// Waits for a turn.
    pub async fn take(self: &Arc<Self>) -> Turn {
        let handed = {
            let mut line = self.line();
            if !std::mem::replace(&mut line.is_taken, true) {
                return Turn(self.clone());
            }
            let (sender, handed) = oneshot::channel();
            line.waiting.push_back(sender);
            handed
        };
        // A turn is never withdrawn: whoever drops one hands it on.
        handed.await.unwrap_or_else(|_| Turn(self.clone()))
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut line = self.0.line();
            let next = line.waiting.pop_front();
            line.is_taken = next.is_some();
            next
        };
        if let Some(next) = next {
            // Who no longer waits drops what is handed over, and so hands it on.
            _ = next.send(Self(self.0.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{FutureExt, executor::block_on, future::join_all};

    #[test]
    fn of_many_that_ask_again_and_again_each_has_its_turn() {
        let (turns, had) = (Arc::new(Turns::default()), Mutex::new(Vec::new()));
        let asks = |who: usize| {
            let (turns, had) = (&turns, &had);
            async move {
                for _ in 0..3 {
                    let turn = turns.take().await;
                    had.lock().expect("no panic").push(who);
                    crate::bed::give_way().await;
                    drop(turn);
                }
            }
        };
        block_on(join_all((0..4).map(asks)));
        assert_eq!(*had.lock().expect("no panic"), [0, 1, 2, 3].repeat(3));
    }

    #[test]
    fn who_gives_up_waiting_hands_the_turn_on() {
        let turns = Arc::new(Turns::default());
        let first = turns.take().now_or_never().expect("free");
        let (mut second, mut third) = (Box::pin(turns.take()), Box::pin(turns.take()));
        assert!((&mut second).now_or_never().is_none() && (&mut third).now_or_never().is_none());
        drop(first);
        // It was the second's already.
        drop(second);
        assert!(third.now_or_never().is_some());
        assert!(turns.take().now_or_never().is_some(), "free again");
    }
}
