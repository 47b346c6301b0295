//! *Where* things run, really: one file a testbed.
//!
//! It must not know of layers, prototypes or plans: it is given machines, wires and argument vectors.

mod namespaces;
mod process;

pub use namespaces::Namespaces;
