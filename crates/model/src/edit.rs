//! Edits: what the user meant, as data. They lower to changes; undo, saving and sharing come free.

use crate::{
    Balance, Bootstrapper, Choice, Frame, LayerId, LayerKind, LinkQuality, NodeId, Note, Place, Point, Policies,
    QosCube, ServiceId, Strategy,
};
use serde::{Deserialize, Serialize};

mod add;
mod clip;
mod field;
pub(crate) mod fresh;
mod label;
mod lower;
mod member;
mod paste;
mod remove;
mod scratch;

pub use clip::Clip;
pub use lower::{EditError, lower};

/// Where a new IPCP is registered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// In every hardware layer that the node shares with another member of the layer. Where such a one does not carry
    /// the layer yet, those other members are registered in it too.
    #[default]
    Auto,
    /// In those of these layers that the node is in.
    Layers(Vec<LayerId>),
    /// In none.
    Nothing,
}

/// What the user meant. Named for the undo menu by [`Edit::label`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Places a node; without a name it gets a fresh one.
    AddNode {
        /// Its name.
        name: Option<String>,
        /// Where it stands.
        at: Point,
    },
    /// Joins nodes by a new hardware layer.
    AddLink {
        /// Its name.
        name: Option<String>,
        /// Its kind, a hardware one.
        kind: LayerKind,
        /// The ends, two or more.
        ends: Vec<NodeId>,
        /// Layers to register in it at each end that is a member of them, where two ends or more are.
        carry: Vec<LayerId>,
    },
    /// Draws a layer over nodes.
    AddLayer {
        /// Its name.
        name: Option<String>,
        /// Its kind.
        kind: LayerKind,
        /// The nodes in it.
        members: Vec<NodeId>,
        /// What its IPCPs are registered in.
        over: Over,
    },
    /// Adds a service.
    AddService {
        /// Its name.
        name: Option<String>,
        /// The nodes that serve it.
        nodes: Vec<NodeId>,
        /// The layers it is registered in.
        layers: Vec<LayerId>,
    },
    /// Removes these, with every mention of them.
    Remove(Vec<Place>),
    /// Gives a node, layer or service another name.
    Rename(Place, String),
    /// Moves nodes; those that are locked stay.
    Move(Vec<(NodeId, Point)>),
    /// Makes a node a member of a layer: a new IPCP.
    Join {
        /// The node.
        node: NodeId,
        /// The layer.
        layer: LayerId,
        /// What the IPCP is registered in.
        over: Over,
    },
    /// Registers an IPCP in a lower layer.
    Register {
        /// The node.
        node: NodeId,
        /// The layer registered.
        upper: LayerId,
        /// The layer it is registered in.
        lower: LayerId,
    },
    /// Takes a registration back.
    Unregister {
        /// The node.
        node: NodeId,
        /// The layer registered.
        upper: LayerId,
        /// The layer it was registered in.
        lower: LayerId,
    },
    /// Declares a ghost: what was only mentioned becomes real.
    Declare(Place, Option<LayerKind>),
    /// Sets one field of a node.
    SetNode(NodeId, NodeField),
    /// Sets one field of a layer.
    SetLayer(LayerId, LayerField),
    /// Sets one field of an IPCP.
    SetMember(NodeId, LayerId, MemberField),
    /// Sets one field of a service.
    SetService(ServiceId, ServiceField),
    /// Sets one setting of the experiment.
    SetSettings(SettingsField),
    /// Adds a copied piece, its names made fresh, moved by an offset.
    Paste(Clip, Point),
    /// Several edits as one step of undo, with the step's name.
    Batch(String, Vec<Edit>),
}

/// A field of a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeField {
    /// `#rrggbb`.
    Color(Option<String>),
    /// Free text.
    Note(String),
    /// The group it is in.
    Group(Option<String>),
    /// Whether it stays where it is.
    Locked(bool),
}

/// A field of a layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayerField {
    /// What it is made of.
    Kind(LayerKind),
    /// Policies by component.
    Policies(Policies),
    /// QoS cubes.
    Cubes(Vec<QosCube>),
    /// How members enroll.
    Enrollment(Strategy),
    /// Which flows are connected.
    Flows(Strategy),
    /// Who starts it.
    Bootstrapper(Bootstrapper),
    /// Quality of every direction.
    Quality(LinkQuality),
    /// `#rrggbb`.
    Color(Option<String>),
    /// Free text.
    Note(String),
    /// Drawn as a cloud.
    Folded(bool),
}

/// A field of an IPCP.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberField {
    /// IP address.
    Address(Option<String>),
    /// Network interface.
    Interface(Option<String>),
    /// Quality of what it sends.
    Quality(Option<LinkQuality>),
    /// Policies by component.
    Policies(Policies),
}

/// A field of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceField {
    /// The nodes that serve it.
    Nodes(Vec<NodeId>),
    /// The layers it is registered in.
    Layers(Vec<LayerId>),
    /// The program and its arguments.
    Program(String, Vec<String>),
    /// How requests are spread.
    Balance(Balance),
}

/// A setting of the experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingsField {
    /// The title.
    Title(String),
    /// Free text.
    Note(String),
    /// The implementation.
    Prototype(Choice),
    /// Where it runs.
    Testbed(Choice),
    /// Whether a group of nodes is drawn as one.
    Folded(String, bool),
    /// How the frame around a group is drawn; the usual one where nothing is set.
    Frame(String, Frame),
    /// The note with this number, from 0, becomes this, or goes away; the number after the last one adds a note.
    NoteAt(usize, Option<Note>),
}
