//! A unicast or broadcast layer as a whole: its members, its directory, its advertisements.

use crate::ident::IpcpId;
use crate::ipcp::{Config, Kind};
use crate::packet::{DIRECTORY, Payload};
use crate::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A layer.
pub(crate) struct Layer {
    pub config: Arc<Config>,
    /// By member, those gone included.
    pub addresses: Vec<u32>,
    pub ipcps: Vec<Option<IpcpId>>,
    by_address: BTreeMap<u32, u32>,
    /// Which members answer for a name.
    table: BTreeMap<Arc<str>, Vec<u32>>,
    /// By member, by version less one: whom it had as neighbours, sorted.
    pub adverts: Vec<Vec<Box<[u32]>>>,
}

/// What a search for a name came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// At this address.
    At(u32),
    /// Known, but there is no way there now.
    OutOfReach,
    /// Not known.
    Nowhere,
}

impl Layer {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config: Arc::new(config),
            addresses: Vec::new(),
            ipcps: Vec::new(),
            by_address: BTreeMap::new(),
            table: BTreeMap::new(),
            adverts: Vec::new(),
        }
    }

    /// A new member's place.
    pub(crate) fn enter(&mut self, address: u32, id: IpcpId) -> u32 {
        let index = self.addresses.len() as u32;
        self.addresses.push(address);
        self.ipcps.push(Some(id));
        self.by_address.insert(address, index);
        self.adverts.push(Vec::new());
        index
    }

    /// A member is gone, and what it had registered.
    pub(crate) fn leave(&mut self, index: u32) {
        self.ipcps[index as usize] = None;
        self.by_address.remove(&self.addresses[index as usize]);
        self.table.retain(|_, members| {
            members.retain(|member| *member != index);
            !members.is_empty()
        });
    }

    pub(crate) fn index_of(&self, address: u32) -> Option<u32> {
        self.by_address.get(&address).copied()
    }

    pub(crate) fn register(&mut self, name: &Arc<str>, index: u32) {
        let members = self.table.entry(name.clone()).or_default();
        if !members.contains(&index) {
            members.push(index);
        }
    }

    pub(crate) fn unregister(&mut self, name: &str, index: u32) {
        if let Some(members) = self.table.get_mut(name) {
            members.retain(|member| *member != index);
            if members.is_empty() {
                self.table.remove(name);
            }
        }
    }

    /// The directory: each name and the members that answer for it.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Arc<str>, &[u32])> {
        self.table.iter().map(|(name, members)| (name, members.as_slice()))
    }

    fn addresses_of(&self, name: &str) -> Vec<u32> {
        let members = self.table.get(name).map(Vec::as_slice).unwrap_or_default();
        members.iter().map(|member| self.addresses[*member as usize]).collect()
    }
}

impl World {
    /// An address nobody in the layer has.
    pub(crate) fn new_address(&mut self, layer: u32) -> u32 {
        loop {
            let address = self.random.next();
            let taken = self.layers.get(layer as usize).is_some_and(|layer| layer.by_address.contains_key(&address));
            if address != 0 && !taken {
                return address;
            }
        }
    }

    /// Asks a member's directory for a name. Answered at once if the member holds the name's entry itself.
    pub(crate) fn ask_directory(&mut self, at: IpcpId, name: &Arc<str>, allocation: u32) -> Option<Found> {
        let holder = self.holder(at, name)?;
        let member = self.member(at)?;
        if member.address == holder {
            let addresses = self.layers[member.layer as usize].addresses_of(name);
            return Some(self.nearest(at, &addresses));
        }
        self.say_to(at, holder, DIRECTORY, Payload::Query { name: name.clone(), allocation });
        None
    }

    /// A message for the directory of a member.
    pub(crate) fn directory_hears(&mut self, at: IpcpId, src: u32, payload: Payload) {
        match payload {
            Payload::Query { name, allocation } => {
                let Some(member) = self.member(at) else { return };
                let addresses = self.layers[member.layer as usize].addresses_of(&name).into();
                self.say_to(at, src, DIRECTORY, Payload::Addresses { allocation, addresses });
            }
            Payload::Addresses { allocation, addresses } => {
                let found = self.nearest(at, &addresses);
                self.answered(allocation, at, found);
            }
            _ => {}
        }
    }

    /// The reachable member whose address is nearest to the name's hash.
    fn holder(&mut self, at: IpcpId, name: &str) -> Option<u32> {
        let member = self.member(at)?;
        let (layer, own) = (member.layer as usize, member.address);
        if member.config.kind == Kind::Broadcast {
            return Some(own);
        }
        let key = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let routes = self.routes(at)?;
        let reached = routes.reached().collect::<Vec<_>>();
        let addresses = &self.layers[layer].addresses;
        reached.into_iter().map(|index| addresses[index as usize]).min_by_key(|address| address ^ key)
    }

    /// The nearest of these addresses that can be reached.
    fn nearest(&mut self, at: IpcpId, addresses: &[u32]) -> Found {
        if addresses.is_empty() {
            return Found::Nowhere;
        }
        let Some(member) = self.member(at) else { return Found::Nowhere };
        let layer = &self.layers[member.layer as usize];
        let known: Vec<(u32, u32)> =
            addresses.iter().filter_map(|address| Some((*address, layer.index_of(*address)?))).collect();
        let Some(routes) = self.routes(at) else { return Found::OutOfReach };
        let reached = known.iter().filter_map(|(address, index)| Some((routes.distance(*index)?, *index, *address)));
        reached.min().map_or(Found::OutOfReach, |(_, _, address)| Found::At(address))
    }
}
