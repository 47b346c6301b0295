//! The plan: what must be done, decided wholly here. The runner has no choices left to make.

use crate::{
    Prototype, Survey,
    decision::{self, Decision},
    part::Part,
    roster::Roster,
    sentence::sentence,
    site, steps,
};
use model::{Design, IpcpName, LayerKind, LayerName, NodeName, ServiceName, Text};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use testbed::{Commands, Site};

/// A step's place in the plan's list, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub u32);

/// Two nodes that can reach each other for a layer, over a lower one; undirected, once per lower layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The node declared first.
    pub a: NodeName,
    /// The other.
    pub b: NodeName,
    /// The lower layer they share.
    pub via: LayerName,
}

/// A member joining a layer through another member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrollment {
    /// Who joins.
    pub enrollee: IpcpName,
    /// Through whom.
    pub enroller: IpcpName,
    /// Over which lower layer.
    pub via: LayerName,
    /// Why so, as `breadth-first from client1 through e1`.
    pub why: Text,
}

/// An adjacency of a layer: data transfer and management.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Who connects.
    pub src: IpcpName,
    /// To whom.
    pub dst: IpcpName,
    /// Why so.
    pub why: Text,
}

/// What is decided about one layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerPlan {
    /// The layer.
    pub name: LayerName,
    /// Its kind.
    pub kind: LayerKind,
    /// Who can reach whom, over which lower layer; empty for hardware layers.
    pub graph: Vec<Edge>,
    /// The member that starts the layer; none for hardware layers, whose members all start by themselves.
    pub bootstrapper: Option<IpcpName>,
    /// In the order they are done: each enroller is in already.
    pub enrollments: Vec<Enrollment>,
    /// In the order they are connected.
    pub flows: Vec<Flow>,
}

/// What a step is for; machines follow `make` and `unmake`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Action {
    /// Take the machines and wires of the site. The testbed does it; there is no command.
    SwapIn,
    /// Start the prototype's daemon on a node.
    StartDaemon {
        /// The node.
        node: NodeName,
    },
    /// Make an IPCP that will enroll later.
    Create {
        /// The IPCP.
        ipcp: IpcpName,
        /// Its layer.
        layer: LayerName,
        /// The layer's kind.
        kind: LayerKind,
    },
    /// Make an IPCP and start its layer with it.
    Bootstrap {
        /// The IPCP.
        ipcp: IpcpName,
        /// Its layer.
        layer: LayerName,
        /// The layer's kind.
        kind: LayerKind,
    },
    /// Make a name known in lower layers, so that others can reach this IPCP.
    Register {
        /// The IPCP.
        ipcp: IpcpName,
        /// Its layer.
        layer: LayerName,
        /// The name registered: the IPCP's own or, once it is a member, the layer's.
        name: Text,
        /// The lower IPCPs it is registered with, all of one node.
        lower: Part<IpcpName>,
    },
    /// Join a layer through a member.
    Enroll {
        /// Who joins.
        enrollee: IpcpName,
        /// Through whom.
        enroller: IpcpName,
        /// The layer.
        layer: LayerName,
        /// Its kind.
        kind: LayerKind,
        /// Over which lower layer.
        via: LayerName,
        /// Both are members already and no flow will join them: only their management is to meet.
        #[serde(default)]
        again: bool,
    },
    /// Connect a flow: data transfer and management.
    Connect {
        /// Who connects.
        src: IpcpName,
        /// To whom.
        dst: IpcpName,
        /// The layer.
        layer: LayerName,
        /// Its kind.
        kind: LayerKind,
    },
    /// Make a service known on a node: bind its program, register its name, start it.
    Serve {
        /// The service.
        service: ServiceName,
        /// The IPCPs of this node it is registered with; none where the node is only a client of it.
        ipcps: Part<IpcpName>,
    },
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Step {
    /// Its place in the list.
    pub id: StepId,
    /// The steps that must be done before; all have lower ids.
    pub after: Part<StepId>,
    /// The node it happens on; none for the testbed's own steps.
    pub node: Option<NodeName>,
    /// What it is for.
    pub action: Action,
    /// The commands that do it, in order.
    pub make: Commands,
    /// The commands that undo it, in order. Harmless if `make` never ran, or half ran.
    pub unmake: Commands,
}

impl Step {
    /// In words: `Enroll n1.router in n1 through n1.client1 over e1`.
    pub fn what(&self) -> String {
        sentence(&self.action, self.node.as_ref())
    }
}

/// With its words; read back, they follow from the action.
impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, after, node, action, make, unmake } = self;
        let mut step = serializer.serialize_struct("Step", 7)?;
        step.serialize_field("id", id)?;
        step.serialize_field("after", after)?;
        step.serialize_field("node", node)?;
        step.serialize_field("action", action)?;
        step.serialize_field("what", &self.what())?;
        step.serialize_field("make", make)?;
        step.serialize_field("unmake", unmake)?;
        step.end()
    }
}

/// Everything a run will do.
///
/// Invariant: steps are listed so that each stands after all it waits for; running them one by one in list order is
/// the sequence people know. Teardown is each begun step's `unmake` in reverse, then the testbed's release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Layers, lower before upper.
    pub order: Vec<LayerName>,
    /// What is decided about each layer, in that order.
    pub layers: Vec<LayerPlan>,
    /// Every IPCP that never enrolls, sorted by name.
    pub bootstrappers: Vec<IpcpName>,
    /// The machines and wires to ask the testbed for.
    pub site: Site,
    /// What to do.
    pub steps: Vec<Step>,
    /// How to see what stands; none where the prototype cannot be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<Survey>,
}

impl Plan {
    /// The plan that brings `design` up, in the words of `prototype`.
    ///
    /// Assumes: `prototype` was set up for the same design.
    pub fn of(design: &Design, prototype: &dyn Prototype) -> Self {
        let roster = Roster::of(design);
        let decisions = decision::decide(&roster, prototype.is_real());
        let enrolls = decision::enrolls(&roster, &decisions);
        let name_of = |layer: &u32| roster.layers[*layer as usize].name.clone();
        Self {
            order: roster.order.iter().map(name_of).collect(),
            layers: layers(&roster, &decisions),
            bootstrappers: bootstrappers(&roster, &enrolls),
            site: site::site(&roster),
            steps: steps::steps(&Orders {
                design,
                prototype,
                roster: &roster,
                decisions: &decisions,
                enrolls: &enrolls,
            }),
            survey: prototype.survey(),
        }
    }
}

/// All that the steps are made from.
pub(crate) struct Orders<'a> {
    pub(crate) design: &'a Design,
    pub(crate) prototype: &'a dyn Prototype,
    pub(crate) roster: &'a Roster<'a>,
    pub(crate) decisions: &'a [Decision],
    pub(crate) enrolls: &'a [bool],
}

fn layers(roster: &Roster, decisions: &[Decision]) -> Vec<LayerPlan> {
    let mut decisions = decisions.iter().peekable();
    let plan = |layer: &u32| match decisions.next_if(|decision| decision.layer == *layer) {
        Some(decision) => decision.named(roster),
        None => LayerPlan {
            name: roster.layers[*layer as usize].name.clone(),
            kind: roster.layers[*layer as usize].layer.kind,
            graph: Vec::new(),
            bootstrapper: None,
            enrollments: Vec::new(),
            flows: Vec::new(),
        },
    };
    roster.order.iter().map(plan).collect()
}

fn bootstrappers(roster: &Roster, enrolls: &[bool]) -> Vec<IpcpName> {
    let ipcps = (0..enrolls.len() as u32).filter(|ipcp| !enrolls[*ipcp as usize]);
    let names = ipcps.map(|ipcp| roster.name(ipcp));
    let mut names: Vec<(u128, &IpcpName)> = names.map(|name| (beginning(name.as_str()), name)).collect();
    names.sort_unstable_by(|(a, a_whole), (b, b_whole)| a.cmp(b).then_with(|| a_whole.cmp(b_whole)));
    names.into_iter().map(|(_, name)| name.clone()).collect()
}

/// The first letters as a number that sorts like them: names rarely agree in so many, and comparing numbers is quick.
fn beginning(name: &str) -> u128 {
    let mut letters = [0; 16];
    letters.iter_mut().zip(name.bytes()).for_each(|(letter, byte)| *letter = byte);
    u128::from_be_bytes(letters)
}
