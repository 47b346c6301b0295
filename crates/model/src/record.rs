//! The records an experiment is made of: nodes, layers, services and settings.

use crate::{LayerId, LayerKind, LinkQuality, NodeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A place on the canvas, in canvas units; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Rightwards.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// Keys of a file that this version does not know, kept to be written back.
pub type Unknown = BTreeMap<String, serde_json::Value>;

/// Policies by component, as `routing` → `lfa`.
pub type Policies = BTreeMap<String, Policy>;

/// One component's policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// The policy's name; empty where only parameters are set.
    pub name: String,
    /// Parameters by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// A machine, or what stands for one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Node {
    /// Its name; perhaps illegal, perhaps taken twice: a check says so.
    pub name: String,
    /// Only mentioned somewhere, never declared: drawn as a ghost, and a finding.
    #[serde(skip_serializing_if = "is_false")]
    pub ghost: bool,
    /// The layers it is in, in the order given; each is one IPCP.
    pub members: Vec<Member>,
    /// Where it stands on the canvas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Point>,
    /// `#rrggbb`, where the user chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Free text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The group it is in, by name: what [`Settings::folded`] names is drawn as one, others have a frame around them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// It stays where it is: no move moves it.
    #[serde(skip_serializing_if = "is_false")]
    pub locked: bool,
    /// Unknown keys of the file.
    #[serde(skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

impl Node {
    /// The other says the same, but for where it stands.
    pub(crate) fn is_moved_only(&self, other: &Self) -> bool {
        // Named one by one, so that a new field is not forgotten here.
        let Self { name, ghost, members, position: _, color, note, group, locked, unknown } = self;
        (name, ghost, members, color) == (&other.name, &other.ghost, &other.members, &other.color)
            && (note, group, locked, unknown) == (&other.note, &other.group, &other.locked, &other.unknown)
    }
}

/// A node's membership in one layer: one IPCP.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The layer it is in.
    pub layer: LayerId,
    /// The lower layers this IPCP is registered in, in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<LayerId>,
    /// IP address, on UDP layers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Network interface, on Ethernet layers; none means the testbed's own choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// Quality of what this node sends here; none means the layer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<LinkQuality>,
    /// Policies of this IPCP, laid over the layer's component by component.
    #[serde(default, skip_serializing_if = "Policies::is_empty")]
    pub policies: Policies,
    /// Unknown keys of the file.
    #[serde(default, skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

impl Member {
    /// A plain membership: no registrations, nothing set.
    pub fn of(layer: LayerId) -> Self {
        Self {
            layer,
            over: Vec::new(),
            address: None,
            interface: None,
            quality: None,
            policies: Policies::new(),
            unknown: Unknown::new(),
        }
    }
}

/// Which pairs of neighbours enroll, or get a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "mode", content = "pairs")]
pub enum Strategy {
    /// A spanning tree.
    Minimal,
    /// Every adjacent pair.
    FullMesh,
    /// Exactly these.
    Manual(Vec<Pair>),
}

/// A pair of members chosen by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Enrollee, or the flow's source.
    pub from: NodeId,
    /// Enroller, or the flow's destination.
    pub to: NodeId,
    /// The lower layer to use; none means the first they share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<LayerId>,
}

/// Which member starts a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bootstrapper {
    /// What suits the testbed: the first declared on the emulator, the best-connected on real machines.
    #[default]
    Auto,
    /// The first declared, as Rumba.
    First,
    /// The centre of the layer's graph, which brings real layers up fastest.
    Centre,
    /// The one named.
    Node(NodeId),
}

/// A class of service (a QoS cube); Ouroboros and rlite ignore it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QosCube {
    /// Its name, unique in the layer.
    pub name: String,
    /// Parameters by name, as `delay` → `10`.
    pub params: BTreeMap<String, String>,
}

/// A layer (RINA: DIF).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Its name; perhaps illegal, perhaps taken twice: a check says so.
    pub name: String,
    /// Only mentioned somewhere, never declared: drawn as a ghost, and a finding.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ghost: bool,
    /// What it is made of.
    pub kind: LayerKind,
    /// Policies by component.
    #[serde(default, skip_serializing_if = "Policies::is_empty")]
    pub policies: Policies,
    /// QoS cubes, in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cubes: Vec<QosCube>,
    /// How members enroll; minimal unless said otherwise, as Rumba.
    #[serde(default = "minimal", skip_serializing_if = "is_minimal")]
    pub enrollment: Strategy,
    /// Which flows are connected; full mesh unless said otherwise, as Rumba.
    #[serde(default = "full_mesh", skip_serializing_if = "is_full_mesh")]
    pub flows: Strategy,
    /// Who starts it.
    #[serde(default, skip_serializing_if = "is_auto")]
    pub bootstrapper: Bootstrapper,
    /// Quality of every direction, on link layers.
    #[serde(default, skip_serializing_if = "LinkQuality::is_perfect")]
    pub quality: LinkQuality,
    /// `#rrggbb`, where the user chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Drawn as a cloud, with all that is there for it alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub folded: bool,
    /// Unknown keys of the file.
    #[serde(default, skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

impl Layer {
    /// A declared layer with nothing set.
    pub fn of(name: impl Into<String>, kind: LayerKind) -> Self {
        Self {
            name: name.into(),
            ghost: false,
            kind,
            policies: Policies::new(),
            cubes: Vec::new(),
            enrollment: minimal(),
            flows: full_mesh(),
            bootstrapper: Bootstrapper::Auto,
            quality: LinkQuality::default(),
            color: None,
            note: String::new(),
            folded: false,
            unknown: Unknown::new(),
        }
    }
}

/// How requests for a service are spread over the processes bound to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Balance {
    /// The next one is asked when the first is full.
    #[default]
    Spill,
    /// One after another.
    RoundRobin,
}

/// A name that programs serve, registered in layers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// The name clients ask for.
    pub name: String,
    /// The nodes that serve it, in the order given.
    pub nodes: Vec<NodeId>,
    /// The program started there; empty means the user starts one.
    pub program: String,
    /// The program's arguments.
    pub args: Vec<String>,
    /// How requests are spread.
    pub balance: Balance,
    /// The layers it is registered in, on each of its nodes.
    pub layers: Vec<LayerId>,
    /// Unknown keys of the file.
    #[serde(skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

/// A kind chosen by name, with its options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Which one, as `ouroboros` or `emulator`.
    pub kind: String,
    /// Its options, as `dialect` → `today`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
}

/// How the frame around a group is drawn, where that differs from the usual.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// `#rrggbb`, where the user chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Free text, shown in the frame.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Unknown keys of the file.
    #[serde(skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

/// Free text on the map's ground.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Where its middle stands, canvas units.
    pub at: Point,
    /// The text, in lines.
    pub text: String,
    /// Unknown keys of the file.
    #[serde(skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

/// What holds for the whole experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The experiment's title; free text of at most 120 characters.
    pub title: String,
    /// Free text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The implementation; option `dialect`: `today`, `seed` or `rumba`.
    pub prototype: Choice,
    /// Where it runs; option `links`: `local` or `eth-dix`.
    pub testbed: Choice,
    /// Groups of nodes that are drawn as one, by name.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub folded: BTreeSet<String>,
    /// Frames of groups, by the group's name; the usual ones are left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub frames: BTreeMap<String, Frame>,
    /// Notes on the map, in the order written; later ones lie on top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Unknown keys of the file.
    #[serde(skip_serializing_if = "Unknown::is_empty")]
    pub unknown: Unknown,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Untitled experiment".into(),
            note: String::new(),
            prototype: Choice { kind: "ouroboros".into(), options: BTreeMap::new() },
            testbed: Choice { kind: "emulator".into(), options: BTreeMap::new() },
            folded: BTreeSet::new(),
            frames: BTreeMap::new(),
            notes: Vec::new(),
            unknown: Unknown::new(),
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_minimal(strategy: &Strategy) -> bool {
    *strategy == Strategy::Minimal
}

fn is_full_mesh(strategy: &Strategy) -> bool {
    *strategy == Strategy::FullMesh
}

fn is_auto(bootstrapper: &Bootstrapper) -> bool {
    *bootstrapper == Bootstrapper::Auto
}

fn minimal() -> Strategy {
    Strategy::Minimal
}

fn full_mesh() -> Strategy {
    Strategy::FullMesh
}
