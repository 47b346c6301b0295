//! What a run, or a plan, adds to the map: the state of nodes and IPCPs, and arcs between members of a layer.

use crate::diff::Sign;
use model::{LayerId, NodeId, Place};
use std::collections::BTreeMap;

/// How a node is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeState {
    /// Nothing has happened there.
    Waiting,
    /// Something is being done there.
    Working,
    /// Its daemon runs.
    Up,
    /// Something failed there.
    Failed,
}

/// How an IPCP is doing; one that is not listed is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpcpState {
    /// It exists, but is in no layer.
    Created,
    /// It is joining.
    Enrolling,
    /// It is a member.
    Enrolled,
    /// Something failed.
    Failed,
}

/// What an arc stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcKind {
    /// An enrollment, from enrollee to enroller.
    Enrollment,
    /// A flow, from source to destination.
    Flow,
}

/// How far an arc is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcState {
    /// It is planned.
    Planned,
    /// It is being made.
    Working,
    /// It is there.
    Done,
    /// It failed.
    Failed,
}

/// An arc between two members of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// The layer.
    pub layer: LayerId,
    /// Enrollee or source.
    pub from: NodeId,
    /// Enroller or destination.
    pub to: NodeId,
    /// What it stands for.
    pub kind: ArcKind,
    /// How far it is.
    pub state: ArcState,
    /// What is written beside it, as `3`; empty for nothing.
    pub label: String,
}

/// A link as a run has it now, where that is not as it was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkState {
    /// Nothing passes.
    pub is_cut: bool,
    /// What it does to packets, as `delay 20 ms`.
    pub words: String,
}

/// All that lies over the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// Nodes by state; one that is not listed waits.
    pub nodes: BTreeMap<NodeId, NodeState>,
    /// IPCPs by state; `None` shows every IPCP as there, as an editor does.
    pub ipcps: Option<BTreeMap<(NodeId, LayerId), IpcpState>>,
    /// Links that are not as they were drawn.
    pub links: BTreeMap<LayerId, LinkState>,
    /// Arcs, in the order to draw them.
    pub arcs: Vec<Arc>,
    /// What a comparison says of nodes and layers.
    pub marks: Vec<(Place, Sign)>,
}

impl Overlay {
    /// How an IPCP is shown: `None` is not there yet.
    pub fn ipcp(&self, node: NodeId, layer: LayerId) -> Option<IpcpState> {
        match &self.ipcps {
            None => Some(IpcpState::Enrolled),
            Some(states) => states.get(&(node, layer)).copied(),
        }
    }

    /// Something is being made, so the picture moves.
    pub fn is_busy(&self) -> bool {
        self.arcs.iter().any(|arc| arc.state == ArcState::Working)
    }
}
