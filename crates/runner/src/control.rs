//! The handle on a run: decisions and commands, sent from anywhere while the run is driven elsewhere.

use futures::channel::{mpsc, oneshot};
use testbed::Exit;

/// What the user decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Stop at the next step boundary, then ask. Again: do not wait for the steps that are still going on.
    ///
    /// While the run is being undone: leave the rest to the testbed's release.
    Cancel,
    /// Go on from where it stopped; a step that failed is tried again.
    Resume,
    /// Undo everything and release. Again: do not wait for the steps that are still going on.
    CleanUp,
}

/// The run is over, or nobody drives it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run is over")]
pub struct Over;

/// Why a command was not begun.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The run is over, or nobody drives it any more.
    #[error("the run is over; start another to run commands on its nodes")]
    Over,
    /// Not now, or not there; says why and what to do.
    #[error("{0}")]
    Not(String),
}

/// What is sent to a run.
pub(crate) enum Request {
    Decide(Decision),
    Exec { node: String, line: String, begun: oneshot::Sender<Result<Typed, Refused>> },
    Interrupt(u64),
}

/// A command the user typed, which has begun.
#[derive(Debug)]
pub struct Typed {
    /// The number its records carry.
    pub call: u64,
    pub(crate) ended: oneshot::Receiver<Exit>,
}

impl Typed {
    /// How it ended; none if it was killed or its end could not be seen, which its records tell.
    pub async fn ended(self) -> Option<Exit> {
        self.ended.await.ok()
    }
}

/// The handle; clones speak to the same run.
#[derive(Clone, Debug)]
pub struct Control {
    requests: mpsc::UnboundedSender<Request>,
}

/// The run's end of its handles.
pub struct Requests {
    pub(crate) heard: mpsc::UnboundedReceiver<Request>,
}

/// A handle and the end that is given to [`crate::Run::drive`].
pub fn control() -> (Control, Requests) {
    let (requests, heard) = mpsc::unbounded();
    (Control { requests }, Requests { heard })
}

impl Control {
    /// Tells the run what is decided. A decision that makes no sense in the run's state changes nothing.
    ///
    /// Errors: the run is over.
    pub fn decide(&self, decision: Decision) -> Result<(), Over> {
        self.requests.unbounded_send(Request::Decide(decision)).map_err(|_| Over)
    }

    /// Begins a command on a node of a run that is up or paused: `line` as a person types it, read by the node's `sh`.
    /// It ends by itself, by [`Self::interrupt`], or when the run goes on.
    ///
    /// Errors: the run is over, is not up or paused, has no such node, or has too many commands going on; the line is
    /// empty or no text.
    pub async fn exec(&self, node: &str, line: &str) -> Result<Typed, Refused> {
        let (begun, answer) = oneshot::channel();
        let request = Request::Exec { node: node.to_owned(), line: line.to_owned(), begun };
        self.requests.unbounded_send(request).map_err(|_| Refused::Over)?;
        answer.await.unwrap_or(Err(Refused::Over))
    }

    /// Kills a command begun by [`Self::exec`], if it is still going on.
    ///
    /// Errors: the run is over.
    pub fn interrupt(&self, call: u64) -> Result<(), Over> {
        self.requests.unbounded_send(Request::Interrupt(call)).map_err(|_| Over)
    }
}
