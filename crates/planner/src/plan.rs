//! The plan: what must be done, decided wholly here. The runner has no choices left to make.

use crate::{
    Prototype, Steps, Survey,
    decision::{self, Decision},
    roster::Roster,
    site, steps,
};
use model::{Design, IpcpName, LayerKind, LayerName, NodeName, Text};
use serde::{Deserialize, Serialize};
use testbed::Site;

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
    pub steps: Steps,
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
        let name_of = |layer: &u32| roster.layer_name(*layer).clone();
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
            name: roster.layer_name(*layer).clone(),
            kind: roster.layers[*layer as usize].kind,
            graph: Vec::new(),
            bootstrapper: None,
            enrollments: Vec::new(),
            flows: Vec::new(),
        },
    };
    roster.order.iter().map(plan).collect()
}

/// By layer, then by node: sorting a few layers' names is less than sorting every IPCP's.
fn bootstrappers(roster: &Roster, enrolls: &[bool]) -> Vec<IpcpName> {
    let layers = 0..roster.layers.len() as u32;
    let mut layers: Vec<(u64, u32)> = layers.map(|layer| (beginning(roster.layer_name(layer)), layer)).collect();
    // A dot follows in an IPCP's name, and it sorts after the dash.
    let parts = |layer: u32| roster.layer_name(layer).as_str().bytes().chain([b'.']);
    layers.sort_unstable_by(|(a, a_layer), (b, b_layer)| a.cmp(b).then_with(|| parts(*a_layer).cmp(parts(*b_layer))));
    let mut names = Vec::with_capacity(enrolls.len());
    for (_, layer) in layers {
        let from = names.len();
        let starting = roster.members(layer).iter().filter(|ipcp| !enrolls[**ipcp as usize]);
        names.extend(starting.map(|ipcp| roster.name(*ipcp).clone()));
        names[from..].sort_unstable();
    }
    names
}

/// The first letters of an IPCP's name as a number that sorts like them: comparing numbers is quick.
fn beginning(layer: &LayerName) -> u64 {
    let mut letters = [0; 8];
    let name = layer.as_str().bytes().chain([b'.']);
    letters.iter_mut().zip(name).for_each(|(letter, byte)| *letter = byte);
    u64::from_be_bytes(letters)
}
