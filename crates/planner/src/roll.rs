//! The roll: every name a plan speaks of, once. What else there is to say of nodes, layers and IPCPs is said by place.

use model::{IpcpName, LayerKind, LayerName, NodeName, ServiceName};

/// The names, each known by its place in its list.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    pub(crate) nodes: Vec<NodeName>,
    pub(crate) layers: Vec<LayerName>,
    /// Of the layers.
    pub(crate) kinds: Vec<LayerKind>,
    /// Behind them, lists of those that are registered in common but do not stand in a row.
    pub(crate) ipcps: Vec<IpcpName>,
    pub(crate) services: Vec<ServiceName>,
}

/// Where a list begins and where it ends among lists that stand one after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// The list itself.
    pub(crate) fn of<T>(self, all: &[T]) -> &[T] {
        &all[self.start as usize..self.end as usize]
    }
}
