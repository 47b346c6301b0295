//! Work that can be done in parts, done at once.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// What comes of `work` that waits for nothing.
///
/// Panics: if it does wait.
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("it waits for nothing"),
    }
}
