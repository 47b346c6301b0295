//! What an experiment *is*: nodes, layers, registrations, link quality; edits of it; checks of it.
//!
//! It must not know of anything else: no planner, no prototype, no testbed, no browser, no clock, no I/O.

pub mod change;
pub mod check;
mod design;
mod draft;
pub mod edit;
mod finding;
pub mod generate;
mod gist;
mod id;
mod kind;
pub mod name;
pub mod order;
mod parts;
mod quality;
mod record;
pub mod sound;
#[cfg(test)]
mod tests;
mod text;

pub use change::{ApplyError, Change, Conflict, Swap};
pub use design::{Checked, Design};
pub use draft::{Builder, Draft};
pub use edit::Edit;
pub use finding::{Finding, Mend, Place, Severity};
pub use gist::{Gist, LayerGist, MemberGist, NodeGist};
pub use id::{LayerId, NodeId, ServiceId};
pub use kind::LayerKind;
pub use name::{BadName, IpcpName, LayerName, NodeName, ServiceName};
pub use parts::at_once;
pub use quality::{Distribution, LinkQuality};
pub use record::{
    Balance, Bootstrapper, Choice, Frame, Layer, Member, Node, Note, Pair, Point, Policies, Policy, QosCube, Service,
    Settings, Strategy, Unknown,
};
pub use text::Text;
