//! A pretend place that behaves: machines, wires and Ouroboros in virtual time, as a testbed.
//!
//! It takes the same commands as real machines and answers with the same texts, exit codes and log lines. It knows no
//! clock, no threads and no chance but its seed: the same commands with the same seed give the same trace.
//!
//! What is real here and what is not:
//! - Frames cross wires one by one, with delay, jitter, loss, rate and a finite queue; packets are forwarded hop by
//!   hop with one header a layer; flows are asked for, queried, accepted and freed by messages that can be lost.
//! - Enrollment, connecting, link-state advertisements, directory queries and hellos are messages over those flows.
//! - Advertisements are collected for a moment before they are flooded on, and a database holds versions only; the
//!   contents of an advertisement are kept once a layer. Routes are computed when a packet needs them.
//! - The directory's replication is not played: a layer has one table, asked through the member nearest to the name.
//! - Hellos are sent only for a while after a wire, an interface or its shaping changed: nothing else can silence a
//!   neighbour, and a world at rest has no events.
//! - Flows between processes of one machine go through layers as between machines (no direct IPC).
//! - Reliable flows (management, enrollment, flow allocation's answers) play no acknowledgements: what a wire loses is
//!   sent again a retransmission time later, up to a limit.
//! - Loop-free alternates route like link state: routes are computed anew the moment a neighbour is known to be silent.
//! - UDP layers of one name and port reach each other; names resolve by asking all of them, as if each machine's
//!   names stood in a DNS that all share.
//! - A daemon killed outright takes its IPCPs with it; real ones outlive it and make every later call hang.
//! - `irmd --config` is not known, as in a daemon built without its configuration library.

mod acceptance;
mod adjacency;
mod allocation;
mod bed;
mod broadcast;
mod dead;
mod directory;
mod enrollment;
mod era;
mod flow;
mod ident;
mod ipcp;
mod irm;
mod irmd;
mod linkstate;
mod machine;
mod obc;
mod oping;
mod outside;
mod packet;
mod process;
mod programs;
mod queue;
mod random;
mod segment;
mod shell;
mod snapshot;
mod tc;
mod trace;
mod turns;
mod unicast;
mod wire;
mod world;

pub use bed::{AtOnce, Bed, Pace, Setup};
pub use era::Era;
pub use ipcp::{Kind, State};
pub use packet::Header;
pub use snapshot::{AdjacencyView, FlowView, InterfaceView, IpcpView, LayerView, MachineView, NameView, Snapshot};
pub use trace::Hop;
pub use world::{Line, World};

/// Virtual time: nanoseconds since the world began.
pub type Nanos = u64;

/// A microsecond of virtual time.
pub(crate) const MICRO: Nanos = 1_000;
/// A millisecond of virtual time.
pub(crate) const MILLI: Nanos = 1_000_000;
/// A second of virtual time.
pub(crate) const SECOND: Nanos = 1_000_000_000;
