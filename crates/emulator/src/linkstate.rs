//! Link-state routing: advertisements flooded to management neighbours, and the routes they give.

use crate::ident::{FlowId, IpcpId};
use crate::ipcp::Routing;
use crate::packet::Payload;
use crate::queue::Event;
use crate::world::World;
use crate::{MILLI, Nanos};
use std::collections::VecDeque;

/// How long advertisements are collected before they are flooded, after a quiet time …
const FIRST_FLUSH: Nanos = 5 * MILLI;
/// … and the least time between two floods of one member.
const NEXT_FLUSH: Nanos = 40 * MILLI;

/// Echoes are noted only where few advertisements wait: looking them up takes the product of both.
const MOST_ECHOED: usize = 16;

/// A member's view of its layer.
pub(crate) struct LinkState {
    own: u32,
    /// By member: the newest version heard of; 0 is none.
    versions: Vec<u32>,
    /// Changes seen.
    changes: u64,
    /// To be flooded: member, version, and the flow it came from.
    fresh: Vec<(u32, u32, Option<FlowId>)>,
    /// Who said the same meanwhile, and need not be told: member and flow.
    echoed: Vec<(u32, FlowId)>,
    /// A flush is planned.
    planned: bool,
    flushed: Nanos,
    routes: Option<(u64, Routes)>,
}

/// Distances and next hops from one member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Routes {
    /// By member: hops; `u32::MAX` is out of reach.
    distances: Vec<u32>,
    /// By member: the neighbour the way begins with.
    first: Vec<u32>,
    /// By member, with equal-cost routing: all neighbours a shortest way begins with.
    firsts: Vec<Vec<u32>>,
}

impl Routes {
    pub(crate) fn distance(&self, index: u32) -> Option<u32> {
        self.distances.get(index as usize).copied().filter(|distance| *distance != u32::MAX)
    }

    /// The members that can be reached, the one itself included.
    pub(crate) fn reached(&self) -> impl Iterator<Item = u32> {
        (0..self.distances.len() as u32).filter(|index| self.distances[*index as usize] != u32::MAX)
    }

    fn first_hop(&self, index: u32, turn: u64) -> Option<u32> {
        self.distance(index)?;
        match self.firsts.get(index as usize) {
            Some(all) if !all.is_empty() => Some(all[(turn % all.len() as u64) as usize]),
            _ => self.first.get(index as usize).copied(),
        }
    }
}

impl LinkState {
    pub(crate) fn new(own: u32) -> Self {
        Self {
            own,
            versions: Vec::new(),
            changes: 1,
            fresh: Vec::new(),
            echoed: Vec::new(),
            planned: false,
            flushed: 0,
            routes: None,
        }
    }

    /// How many members it has advertisements of.
    pub(crate) fn size(&self) -> usize {
        self.versions.iter().filter(|version| **version > 0).count()
    }

    /// Takes a version in. Answers whether it was news.
    fn learn(&mut self, index: u32, version: u32, from: Option<FlowId>) -> bool {
        let at = index as usize;
        if self.versions.len() <= at {
            self.versions.resize(at + 1, 0);
        }
        if self.versions[at] >= version {
            let few = self.fresh.len() <= MOST_ECHOED;
            if let (Some(flow), true, true) = (from, few && !self.fresh.is_empty(), self.versions[at] == version) {
                self.echoed.push((index, flow));
            }
            return false;
        }
        self.echoed.retain(|(of, _)| *of != index);
        self.versions[at] = version;
        self.changes += 1;
        self.fresh.push((index, version, from));
        true
    }

    fn all(&self) -> Vec<(u32, u32)> {
        let versions = self.versions.iter().enumerate();
        versions.filter(|(_, version)| **version > 0).map(|(index, version)| (index as u32, *version)).collect()
    }

    fn compute(&self, adverts: &[Vec<Box<[u32]>>], ecmp: bool) -> Routes {
        let n = adverts.len();
        let neighbours = |index: u32| -> &[u32] {
            let version = self.versions.get(index as usize).copied().unwrap_or(0) as usize;
            version.checked_sub(1).and_then(|at| adverts[index as usize].get(at)).map_or(&[], |list| list)
        };
        let mut routes = Routes { distances: vec![u32::MAX; n], first: vec![u32::MAX; n], firsts: Vec::new() };
        if ecmp {
            routes.firsts = vec![Vec::new(); n];
        }
        routes.distances[self.own as usize] = 0;
        let mut queue = VecDeque::from([self.own]);
        while let Some(here) = queue.pop_front() {
            let distance = routes.distances[here as usize] + 1;
            for &next in neighbours(here) {
                // Both must say so: a neighbour that fell silent is not believed to hear.
                let known = routes.distances[next as usize];
                if known < distance || neighbours(next).binary_search(&here).is_err() {
                    continue;
                }
                let first = if here == self.own { next } else { routes.first[here as usize] };
                if known == u32::MAX {
                    routes.distances[next as usize] = distance;
                    routes.first[next as usize] = first;
                    queue.push_back(next);
                }
                if ecmp {
                    let more = if here == self.own { vec![next] } else { routes.firsts[here as usize].clone() };
                    let all = &mut routes.firsts[next as usize];
                    all.extend(more);
                    all.sort_unstable();
                    all.dedup();
                }
            }
        }
        routes
    }
}

impl World {
    /// The routes of a member, computed if its view changed.
    pub(crate) fn routes(&mut self, id: IpcpId) -> Option<&Routes> {
        let member = self.ipcps.get_mut(id.0 as usize)?.as_deref_mut()?.member_mut()?;
        let adverts = &self.layers[member.layer as usize].adverts;
        let links = &mut member.links;
        // A member that joined since is in nobody's advertisement, so only its place must exist.
        let stale = links
            .routes
            .as_ref()
            .is_none_or(|(changes, routes)| *changes != links.changes || routes.distances.len() < adverts.len());
        if stale {
            let routes = links.compute(adverts, member.config.routing == Routing::Ecmp);
            links.routes = Some((links.changes, routes));
        }
        links.routes.as_ref().map(|(_, routes)| routes)
    }

    /// The flow to the next hop towards a member.
    pub(crate) fn next_hop(&mut self, id: IpcpId, index: u32, turn: u64) -> Option<FlowId> {
        let first = self.routes(id)?.first_hop(index, turn)?;
        let transfer = &self.member(id)?.transfer;
        transfer.iter().find(|adjacency| adjacency.index == first && adjacency.alive).map(|adjacency| adjacency.flow)
    }

    /// A member's neighbours changed: it says so.
    pub(crate) fn advertise(&mut self, id: IpcpId) {
        let Some(member) = self.ipcps.get_mut(id.0 as usize).and_then(|ipcp| ipcp.as_deref_mut()?.member_mut()) else {
            return;
        };
        let alive = member.transfer.iter().filter(|adjacency| adjacency.alive);
        let mut neighbours: Vec<u32> = alive.map(|adjacency| adjacency.index).collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        let versions = &mut self.layers[member.layer as usize].adverts[member.index as usize];
        if versions.last().is_some_and(|last| **last == *neighbours) {
            return;
        }
        versions.push(neighbours.into());
        let (index, version) = (member.index, versions.len() as u32);
        member.links.learn(index, version, None);
        // A new neighbour has something to say as well. Told at once, both are ready to say both when they flood.
        let newest = member.transfer.last().map(|adjacency| adjacency.index);
        let told = member.management.iter().find(|adjacency| Some(adjacency.index) == newest && adjacency.alive);
        if let Some(flow) = told.map(|adjacency| adjacency.flow) {
            self.say(flow, Payload::Adverts([(index, version)].into()));
        }
        self.plan_flush(id);
    }

    /// A management neighbour is new or back: it is told all.
    pub(crate) fn tell_all(&mut self, id: IpcpId, flow: FlowId) {
        let Some(member) = self.member(id) else { return };
        let all = member.links.all();
        if !all.is_empty() {
            self.say(flow, Payload::Adverts(all.into()));
        }
    }

    /// Advertisements arrive.
    pub(crate) fn adverts_arrive(&mut self, id: IpcpId, from: FlowId, adverts: &[(u32, u32)]) {
        let Some(member) = self.member_mut(id) else { return };
        let mut news = false;
        for (index, version) in adverts {
            news |= member.links.learn(*index, *version, Some(from));
        }
        if news {
            self.plan_flush(id);
        }
    }

    fn plan_flush(&mut self, id: IpcpId) {
        let now = self.now;
        let Some(member) = self.member_mut(id) else { return };
        if !member.links.planned {
            member.links.planned = true;
            let at = (now + FIRST_FLUSH).max(member.links.flushed + NEXT_FLUSH);
            self.queue.push(at, Event::Flush(id));
        }
    }

    /// Floods what was collected.
    pub(crate) fn flush(&mut self, id: IpcpId) {
        let now = self.now;
        let Some(member) = self.member_mut(id) else { return };
        member.links.planned = false;
        member.links.flushed = now;
        let fresh = std::mem::take(&mut member.links.fresh);
        let echoed = std::mem::take(&mut member.links.echoed);
        let flows: Vec<FlowId> =
            member.management.iter().filter(|adjacency| adjacency.alive).map(|adjacency| adjacency.flow).collect();
        for flow in flows {
            let news = fresh.iter().filter(|(index, _, from)| *from != Some(flow) && !echoed.contains(&(*index, flow)));
            let news: Vec<(u32, u32)> = news.map(|(index, version, _)| (*index, *version)).collect();
            if !news.is_empty() {
                self.say(flow, Payload::Adverts(news.into()));
            }
        }
    }
}
