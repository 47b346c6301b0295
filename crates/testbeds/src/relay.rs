//! A relay: delays and loses frames between two interfaces of its own, where the kernel has no netem to do it.
//!
//! A thread in this process: when that dies, the interfaces are gone with it.

mod fate;
mod queue;

use fate::Fate;
use queue::Queue;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    thread::{LinkNameSpaceType, move_into_link_name_space},
};
use std::{
    fs::File,
    io,
    os::{fd::AsFd, unix::net::UnixStream},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tappers::{Interface, Tap};
use testbed::{Shape, TestbedError};

/// The longest frame there is on these links, bytes.
const LONGEST: usize = 64 << 10;

/// So many frames are taken from one side before the other has its turn.
const AT_ONCE: usize = 64;

/// Where a relay stands: a network namespace, and the names of its two interfaces there.
pub struct Place<'p> {
    /// The namespace's file.
    pub netns: String,
    /// Where frames come from that are shaped.
    pub near: &'p str,
    /// Where they go to. What comes from there passes as it is.
    pub far: &'p str,
}

/// Dropped, it ends, and its interfaces are gone.
pub struct Relay {
    shape: Arc<Mutex<Shape>>,
    thread: Option<JoinHandle<()>>,
    stop: Option<UnixStream>,
}

impl Relay {
    /// Starts it; returns when the interfaces are there.
    ///
    /// Errors: this machine has no TAP devices, or they may not be made.
    pub fn start(place: &Place<'_>, shape: Shape) -> Result<Self, TestbedError> {
        let failed = |error: io::Error| {
            let why = "a relay needs TAP devices (/dev/net/tun) and CAP_NET_ADMIN";
            TestbedError::Failed(format!("delay and loss are not in force: {why}: {error}"))
        };
        let netns = File::open(&place.netns).map_err(failed)?;
        let (near, far) = (place.near.to_owned(), place.far.to_owned());
        let (stop, stopped) = UnixStream::pair().map_err(failed)?;
        let shape = Arc::new(Mutex::new(shape));
        let (tell, ready) = mpsc::channel();
        let asked = shape.clone();
        // A thread of its own, as it never comes back from the namespace.
        let thread = std::thread::Builder::new().name("relay".into()).spawn(move || {
            match ends(&netns, &near, &far) {
                Ok(ends) => {
                    // Who started it waits for this word.
                    _ = tell.send(Ok(()));
                    carry(&ends, &stopped, &asked);
                }
                Err(error) => _ = tell.send(Err(error)),
            }
        });
        let relay = Self { shape, thread: Some(thread.map_err(failed)?), stop: Some(stop) };
        ready.recv().unwrap_or_else(|gone| Err(io::Error::other(gone))).map_err(failed)?;
        Ok(relay)
    }

    /// Shapes otherwise from the next frame on.
    pub fn reshape(&self, shape: Shape) {
        *self.shape.lock().unwrap_or_else(PoisonError::into_inner) = shape;
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // One that panicked has let its interfaces go, too.
            _ = thread.join();
        }
    }
}

struct Ends {
    near: Tap,
    far: Tap,
}

fn ends(netns: &File, near: &str, far: &str) -> io::Result<Ends> {
    move_into_link_name_space(netns.as_fd(), Some(LinkNameSpaceType::Network))?;
    let tap = |name: &str| {
        let mut tap = Tap::new_named(Interface::new(name)?)?;
        tap.set_nonblocking(true)?;
        Ok::<_, io::Error>(tap)
    };
    Ok(Ends { near: tap(near)?, far: tap(far)? })
}

/// Carries frames until told to stop.
fn carry(ends: &Ends, stopped: &UnixStream, shape: &Mutex<Shape>) {
    let (mut queue, mut fate) = (Queue::default(), Fate::default());
    let mut frame = vec![0; LONGEST];
    loop {
        let wait = queue.next().map(|due| due.saturating_duration_since(Instant::now()));
        if waited(ends, stopped, wait) {
            return;
        }
        for _ in 0..AT_ONCE {
            let Ok(n_bytes) = ends.near.recv(&mut frame) else { break };
            let shape = shape.lock().unwrap_or_else(PoisonError::into_inner);
            match fate.of(&shape) {
                None => {}
                Some(Duration::ZERO) => pass(&ends.far, &frame[..n_bytes]),
                Some(delay) => queue.push(Instant::now() + delay, &frame[..n_bytes]),
            }
        }
        for _ in 0..AT_ONCE {
            let Ok(n_bytes) = ends.far.recv(&mut frame) else { break };
            pass(&ends.near, &frame[..n_bytes]);
        }
        while let Some(frame) = queue.pop(Instant::now()) {
            pass(&ends.far, &frame);
        }
    }
}

/// Waits for a frame, or so long; true if it is to stop.
fn waited(ends: &Ends, stopped: &UnixStream, wait: Option<Duration>) -> bool {
    let limit = wait.map(|wait| Timespec { tv_sec: wait.as_secs() as i64, tv_nsec: i64::from(wait.subsec_nanos()) });
    let all = [ends.near.as_fd(), ends.far.as_fd(), stopped.as_fd()];
    let mut all = all.map(|end| PollFd::from_borrowed_fd(end, PollFlags::IN));
    // A wait that was interrupted is as good as one that ended.
    _ = poll(&mut all, limit.as_ref());
    !all[2].revents().is_empty()
}

/// A link that is full or down loses frames, as links do.
fn pass(end: &Tap, frame: &[u8]) {
    _ = end.send(frame);
}
