//! The handle on a run: decisions and commands, sent from anywhere while the run is driven elsewhere.

use crate::errand::{Answer, Errand};
use futures::channel::{mpsc, oneshot};
use testbed::{Exit, Shape};

/// What the user decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Stop at the next step boundary, then ask. Again: do not wait for the steps that are still going on.
    ///
    /// While the run is being undone: leave the rest to the testbed's release.
    Cancel,
    /// Go on from where it stopped; a step that failed is tried again.
    Resume,
    /// Of a run that paused because a step failed: go on without it and without all that waits for it.
    Skip,
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
    Errand(Errand, oneshot::Sender<Result<Answer, Refused>>),
}

impl Request {
    /// Answers that it cannot be done now.
    pub fn refuse(self, why: &str) {
        let refused = Refused::Not(why.to_owned());
        match self {
            // One who no longer waits for the answer does not miss it.
            Self::Exec { begun, .. } => drop(begun.send(Err(refused))),
            Self::Errand(_, answer) => drop(answer.send(Err(refused))),
            Self::Decide(_) | Self::Interrupt(_) => {}
        }
    }
}

/// An end of a link that was shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The machine.
    pub node: String,
    /// Its interface.
    pub interface: String,
    /// What is in force now; none if nothing was done.
    pub in_force: Option<Shape>,
    /// Why that is not what was asked for.
    pub why: Option<String>,
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

    /// Begins a command on a node of a run whose machines are there: `line` as a person types it, read by the node's `sh`.
    /// It ends by itself, by [`Self::interrupt`], or when the network is taken down.
    ///
    /// Errors: the run is over, its machines are not there, it has no such node, or too many commands going on; the line is
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

    /// Shapes a link of a run whose machines are there, at all its ends or at one node's. It is undone with the run.
    ///
    /// Errors: the run is over, its machines are not there, it has no such link, or that has no end there.
    pub async fn shape(&self, link: &str, node: Option<&str>, asked: &Shape) -> Result<Vec<End>, Refused> {
        let errand = Errand::Shape { link: link.to_owned(), node: node.map(str::to_owned), asked: asked.clone() };
        match self.send(errand).await? {
            Answer::Ends(ends) => Ok(ends),
            _ => Err(Refused::Over),
        }
    }

    /// Writes a file on a node of a run whose machines are there.
    ///
    /// Errors: the run is over, its machines are not there, it has no such node, or what the machine said.
    pub async fn put(&self, node: &str, path: &str, bytes: Vec<u8>) -> Result<(), Refused> {
        let errand = Errand::Put { node: node.to_owned(), path: path.to_owned(), bytes };
        self.send(errand).await.map(drop)
    }

    /// Reads a file of a node of a run whose machines are there.
    ///
    /// Errors: as [`Self::put`].
    pub async fn fetch(&self, node: &str, path: &str) -> Result<Vec<u8>, Refused> {
        match self.send(Errand::Fetch { node: node.to_owned(), path: path.to_owned() }).await? {
            Answer::Bytes(bytes) => Ok(bytes),
            _ => Err(Refused::Over),
        }
    }

    async fn send(&self, errand: Errand) -> Result<Answer, Refused> {
        let (tell, answer) = oneshot::channel();
        self.requests.unbounded_send(Request::Errand(errand, tell)).map_err(|_| Refused::Over)?;
        let left = || Refused::Not("the run went on before this was done; see its log".to_owned());
        answer.await.unwrap_or_else(|_| Err(left()))
    }
}
