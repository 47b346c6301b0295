//! The plan: what must be done, decided wholly here. The runner has no choices left to make.

use crate::{
    Action, Prototype, Steps, Survey,
    decision::{self, Decision},
    roster::Roster,
    steps,
    tale::Tale,
};
use model::{Design, IpcpName, LayerKind, LayerName, NodeName, Text, at_once, order};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
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
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "Written")]
pub struct Plan {
    /// What to do.
    pub steps: Steps,
    /// How to see what stands; none where the prototype cannot be asked.
    pub survey: Option<Survey>,
    tale: Tale,
}

impl Plan {
    /// The plan that brings `design` up, in the words of `prototype`.
    ///
    /// Assumes: `prototype` was set up for the same design.
    pub fn of(design: &Design, prototype: &dyn Prototype) -> Self {
        at_once(Self::in_parts(design, prototype, async || true)).expect("nobody gives it up")
    }

    /// As [`Self::of`], with a pause before each part; none once `pause` says that it is not wanted any more.
    pub async fn in_parts(design: &Design, prototype: &dyn Prototype, pause: impl AsyncFn() -> bool) -> Option<Self> {
        pause().await.then_some(())?;
        let (roster, wiring) = Roster::of(design);
        pause().await.then_some(())?;
        let decisions = decision::decide(design, &roster, prototype.is_real());
        let enrolls = decision::enrolls(&roster, &decisions);
        pause().await.then_some(())?;
        let steps =
            steps::steps(&Orders { design, prototype, roster: &roster, decisions: &decisions, enrolls: &enrolls });
        pause().await.then_some(())?;
        Some(Self { steps, survey: prototype.survey(), tale: Tale::of(roster, decisions, wiring) })
    }

    /// Layers, lower before upper.
    pub fn order(&self) -> impl ExactSizeIterator<Item = &LayerName> {
        self.layers().iter().map(|layer| &layer.name)
    }

    /// What is decided about each layer, in that order.
    pub fn layers(&self) -> &[LayerPlan] {
        self.tale.layers()
    }

    /// Every IPCP that never enrolls, sorted by name.
    pub fn bootstrappers(&self) -> Vec<&IpcpName> {
        let starter = |action| if let Action::Bootstrap { ipcp, .. } = action { Some(ipcp) } else { None };
        let mut names: Vec<&IpcpName> = self.steps.iter().filter_map(|step| starter(step.action)).collect();
        order::sort(&mut names);
        names
    }

    /// The machines and wires to ask the testbed for.
    pub fn site(&self) -> &Site {
        self.tale.site()
    }
}

/// All but what follows from the rest.
impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut plan = serializer.serialize_struct("Plan", 4)?;
        plan.serialize_field("layers", self.layers())?;
        plan.serialize_field("site", self.site())?;
        plan.serialize_field("steps", &self.steps)?;
        plan.serialize_field("survey", &self.survey)?;
        plan.end()
    }
}

/// A plan as it is stored.
#[derive(Deserialize)]
struct Written {
    layers: Vec<LayerPlan>,
    site: Site,
    steps: Steps,
    #[serde(default)]
    survey: Option<Survey>,
}

impl From<Written> for Plan {
    fn from(Written { layers, site, steps, survey }: Written) -> Self {
        Self { steps, survey, tale: Tale::read(layers, site) }
    }
}

/// All that the steps are made from.
pub(crate) struct Orders<'a> {
    pub(crate) design: &'a Design,
    pub(crate) prototype: &'a dyn Prototype,
    pub(crate) roster: &'a Roster,
    pub(crate) decisions: &'a [Decision],
    pub(crate) enrolls: &'a [bool],
}
