//! The numbers things are known by inside a world.

/// A machine's place in the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct MachineId(pub u32);

/// An IPCP; never used again. Doubles as its hardware address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct IpcpId(pub u32);

/// One end of a flow; never used again. Doubles as the endpoint id in headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FlowId(pub u32);

/// A process: its machine and its id there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Proc {
    pub machine: MachineId,
    pub pid: u32,
}

/// Who uses an end of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum User {
    Process(Proc),
    Ipcp(IpcpId),
}
