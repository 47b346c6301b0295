//! The state of a world, to be read at any virtual time.

use crate::ident::IpcpId;
use crate::ipcp::{Adjacency, Kind, State};
use crate::world::World;
use crate::{Nanos, ident::User};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A world at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Nanoseconds of virtual time.
    pub now: Nanos,
    /// Events played so far.
    pub events: u64,
    /// In the site's order.
    pub machines: Vec<MachineView>,
    /// The unicast and broadcast layers that have members, in order of creation.
    pub layers: Vec<LayerView>,
}

/// A machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MachineView {
    /// Its name.
    pub name: Arc<str>,
    /// A daemon runs and answers.
    pub daemon: bool,
    /// Its interfaces, in the site's order.
    pub interfaces: Vec<InterfaceView>,
    /// Its IPCPs, in order of creation.
    pub ipcps: Vec<IpcpView>,
    /// The names its daemon knows, sorted.
    pub names: Vec<NameView>,
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InterfaceView {
    /// Its name.
    pub name: Arc<str>,
    /// The wire it is an end of.
    pub wire: Arc<str>,
    /// It is up.
    pub up: bool,
}

/// An IPCP.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IpcpView {
    /// Its name.
    pub name: Arc<str>,
    /// Its process id.
    pub pid: u32,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Its layer, once it is in one.
    pub layer: Option<Arc<str>>,
    /// Its address there.
    pub address: Option<u32>,
    /// The names it answers for, sorted.
    pub registered: Vec<Arc<str>>,
    /// Neighbours for data transfer.
    pub transfer: Vec<AdjacencyView>,
    /// Neighbours for management.
    pub management: Vec<AdjacencyView>,
    /// How many members it has link-state advertisements of.
    pub advertisements: usize,
    /// The flows it provides, oldest first.
    pub flows: Vec<FlowView>,
}

/// A neighbour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdjacencyView {
    /// The neighbour's address.
    pub address: u32,
    /// The neighbour's name, if it still lives.
    pub ipcp: Option<Arc<str>>,
    /// It is believed to hear.
    pub alive: bool,
}

/// One end of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowView {
    /// Its endpoint id.
    pub endpoint: u32,
    /// The other end's, once it is known.
    pub other: Option<u32>,
    /// The address of the other end's provider.
    pub peer: u32,
    /// The process that uses it.
    pub user: u32,
    /// Packets sent over it.
    pub sent: u64,
    /// Packets received from it.
    pub received: u64,
}

/// A name a daemon knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NameView {
    /// The name.
    pub name: Arc<str>,
    /// The processes bound to it.
    pub bound: Vec<u32>,
}

/// A unicast or broadcast layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerView {
    /// Its name.
    pub name: Arc<str>,
    /// Its kind.
    pub kind: Kind,
    /// Its members, in the order they joined.
    pub members: Vec<Arc<str>>,
    /// Its directory: each name and the members that answer for it, sorted by name.
    pub directory: Vec<(Arc<str>, Vec<Arc<str>>)>,
}

impl World {
    /// What there is now.
    pub fn snapshot(&self) -> Snapshot {
        let layers = self.layers.iter();
        let living = layers.filter(|layer| layer.ipcps.iter().any(Option::is_some));
        Snapshot {
            now: self.now,
            events: self.events(),
            machines: self.machines.iter().map(|machine| self.machine_view(machine)).collect(),
            layers: living.map(|layer| self.layer_view(layer)).collect(),
        }
    }

    fn machine_view(&self, machine: &crate::machine::Machine) -> MachineView {
        let irmd = machine.irmd.as_ref();
        let interfaces = machine.interfaces.iter().map(|interface| InterfaceView {
            name: interface.name.clone(),
            wire: self.wires[interface.wire as usize].name.clone(),
            up: interface.up,
        });
        let names = irmd.into_iter().flat_map(|irmd| &irmd.names).map(|(name, entry)| NameView {
            name: name.clone(),
            bound: entry.bound.iter().map(|acceptor| self.acceptor_pid(*acceptor)).collect(),
        });
        let ipcps = irmd.into_iter().flat_map(|irmd| &irmd.ipcps);
        MachineView {
            name: machine.name.clone(),
            daemon: irmd.is_some_and(|irmd| irmd.ready),
            interfaces: interfaces.collect(),
            ipcps: ipcps.filter_map(|id| self.ipcp_view(*id)).collect(),
            names: names.collect(),
        }
    }

    fn ipcp_view(&self, id: IpcpId) -> Option<IpcpView> {
        let ipcp = self.ipcp(id)?;
        let member = ipcp.member();
        let adjacencies = |adjacencies: Option<&Vec<Adjacency>>| {
            adjacencies.into_iter().flatten().map(|adjacency| self.adjacency_view(id, adjacency)).collect()
        };
        let flows = ipcp.carries.iter().filter_map(|flow| {
            let end = self.end(*flow)?;
            let user = match end.user {
                User::Process(process) => process.pid,
                User::Ipcp(id) => self.ipcp(id).map_or(0, |ipcp| ipcp.pid),
            };
            let other = end.other.map(|other| other.0);
            Some(FlowView { endpoint: flow.0, other, peer: end.peer, user, sent: end.sent, received: end.received })
        });
        Some(IpcpView {
            name: ipcp.name.clone(),
            pid: ipcp.pid,
            kind: ipcp.kind,
            state: ipcp.state(),
            layer: ipcp.config().map(|config| config.layer.clone()),
            address: ipcp.config().map(|_| ipcp.address()),
            registered: ipcp.registered.iter().cloned().collect(),
            transfer: adjacencies(member.map(|member| &member.transfer)),
            management: adjacencies(member.map(|member| &member.management)),
            advertisements: member.map_or(0, |member| member.links.size()),
            flows: flows.collect(),
        })
    }

    fn adjacency_view(&self, id: IpcpId, adjacency: &Adjacency) -> AdjacencyView {
        let layer = self.member(id).map(|member| &self.layers[member.layer as usize]);
        let peer = layer.and_then(|layer| *layer.ipcps.get(adjacency.index as usize)?);
        let name = peer.and_then(|peer| self.ipcp(peer)).map(|ipcp| ipcp.name.clone());
        AdjacencyView { address: adjacency.peer, ipcp: name, alive: adjacency.alive }
    }

    fn layer_view(&self, layer: &crate::directory::Layer) -> LayerView {
        let name_of = |id: IpcpId| self.ipcp(id).map(|ipcp| ipcp.name.clone());
        let member = |index: &u32| layer.ipcps[*index as usize].and_then(name_of);
        LayerView {
            name: layer.config.layer.clone(),
            kind: layer.config.kind,
            members: layer.ipcps.iter().flatten().copied().filter_map(name_of).collect(),
            directory: layer
                .entries()
                .map(|(name, members)| (name.clone(), members.iter().filter_map(member).collect()))
                .collect(),
        }
    }
}
