//! Steps: what is done, by what commands, after what.

use crate::sentence::sentence;
use model::{IpcpName, LayerKind, LayerName, NodeName, ServiceName};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use testbed::Commands;

mod deed;
mod list;
mod reading;

pub(crate) use deed::{Called, Deed, NOWHERE};
pub use list::Steps;
pub(crate) use list::{Ledger, Said};

/// A step's place in the plan's list, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub u32);

/// What a step is for; machines follow `make` and `unmake`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Action<'p> {
    /// Take the machines and wires of the site. The testbed does it; there is no command.
    SwapIn,
    /// See to it that the prototype is on a node. The testbed's administrator says how; there is no command.
    Install {
        /// The node.
        node: &'p NodeName,
    },
    /// Start the prototype's daemon on a node.
    StartDaemon {
        /// The node.
        node: &'p NodeName,
    },
    /// Make an IPCP that will enroll later.
    Create {
        /// The IPCP.
        ipcp: &'p IpcpName,
        /// Its layer.
        layer: &'p LayerName,
        /// The layer's kind.
        kind: LayerKind,
    },
    /// Make an IPCP and start its layer with it.
    Bootstrap {
        /// The IPCP.
        ipcp: &'p IpcpName,
        /// Its layer.
        layer: &'p LayerName,
        /// The layer's kind.
        kind: LayerKind,
    },
    /// Make a name known in lower layers, so that others can reach this IPCP.
    Register {
        /// The IPCP.
        ipcp: &'p IpcpName,
        /// Its layer.
        layer: &'p LayerName,
        /// The name registered: the IPCP's own or, once it is a member, the layer's.
        name: &'p str,
        /// The lower IPCPs it is registered with, all of one node.
        lower: &'p [IpcpName],
    },
    /// Join a layer through a member.
    Enroll {
        /// Who joins.
        enrollee: &'p IpcpName,
        /// Through whom.
        enroller: &'p IpcpName,
        /// The layer.
        layer: &'p LayerName,
        /// Its kind.
        kind: LayerKind,
        /// Over which lower layer.
        via: &'p LayerName,
        /// Both are members already and no flow will join them: only their management is to meet.
        again: bool,
    },
    /// Connect the management of a flow, where that comes before all data transfer of its layer.
    Manage {
        /// Who connects.
        src: &'p IpcpName,
        /// To whom.
        dst: &'p IpcpName,
        /// The layer.
        layer: &'p LayerName,
        /// Its kind.
        kind: LayerKind,
    },
    /// Connect a flow: data transfer, and management unless that is connected.
    Connect {
        /// Who connects.
        src: &'p IpcpName,
        /// To whom.
        dst: &'p IpcpName,
        /// The layer.
        layer: &'p LayerName,
        /// Its kind.
        kind: LayerKind,
    },
    /// Make a service known on a node: bind its program, register its name, start it.
    Serve {
        /// The service.
        service: &'p ServiceName,
        /// The IPCPs of this node it is registered with; none where the node is only a client of it.
        ipcps: &'p [IpcpName],
    },
}

/// One thing to do, as its plan has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'p> {
    /// Its place in the list.
    pub id: StepId,
    /// The steps that must be done before; all have lower ids.
    pub after: &'p [StepId],
    /// The node it happens on; none for the testbed's own steps.
    pub node: Option<&'p NodeName>,
    /// What it is for.
    pub action: Action<'p>,
    /// The commands that do it, in order.
    pub make: Commands,
    /// The commands that undo it, in order. Harmless if `make` never ran, or half ran.
    pub unmake: Commands,
}

impl Step<'_> {
    /// In words: `Enroll n1.router in n1 through n1.client1 over e1`.
    pub fn what(&self) -> String {
        sentence(&self.action, self.node)
    }
}

/// With its words; read back, they follow from the action.
impl Serialize for Step<'_> {
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
