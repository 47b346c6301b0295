//! Lowering: the changes an edit would make.

use super::{add, field, member, paste, remove, scratch::Scratch};
use crate::{Change, Draft, Edit, LayerKind, Place};

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// What it speaks of is not there (any more).
    #[error("{0} is not there any more; undo may bring it back")]
    Gone(String),
    /// A link of a kind that is not hardware.
    #[error("a link cannot be {0}; choose Ethernet, UDP or local, or draw a layer over the nodes")]
    NotHardware(LayerKind),
    /// A link with fewer than two different ends.
    #[error("a link joins two or more different nodes; choose another end")]
    TooFewEnds,
    /// A second IPCP of one layer on one node.
    #[error("{node} is in {layer} already; a node is in a layer once")]
    AlreadyMember {
        /// The node's name.
        node: String,
        /// The layer's name.
        layer: String,
    },
    /// An IPCP that is not there.
    #[error("{node} is not in {layer}; make it a member first")]
    NotMember {
        /// The node's name.
        node: String,
        /// The layer's name.
        layer: String,
    },
    /// A second registration of the same.
    #[error("{upper} is registered in {lower} on {node} already; once is enough")]
    AlreadyRegistered {
        /// The node's name.
        node: String,
        /// The layer registered.
        upper: String,
        /// The layer it is registered in.
        lower: String,
    },
    /// A registration that is not there.
    #[error("{upper} is not registered in {lower} on {node}, so there is nothing to take back")]
    NotRegistered {
        /// The node's name.
        node: String,
        /// The layer registered.
        upper: String,
        /// The layer it is not registered in.
        lower: String,
    },
    /// A hardware layer over another layer.
    #[error("{layer} is {kind} and stands on hardware, not on a layer; register a unicast layer instead")]
    HardwareOver {
        /// The layer's name.
        layer: String,
        /// Its kind.
        kind: LayerKind,
    },
    /// A layer over itself.
    #[error("{0} cannot stand on itself; choose another layer below")]
    OverItself(String),
    /// The edit makes no sense for such a place.
    #[error("{0}")]
    Senseless(&'static str),
    /// A text too long, a number that is none, a draft too large.
    #[error("{0}")]
    OutOfBounds(String),
    /// All ids are used up.
    #[error("this experiment has used up its ids; save it as a file and open that file")]
    Full,
}

/// The changes `edit` would make to `draft`. Pure: nothing is changed yet.
///
/// Shape: one change a record that differs in the end; none if nothing does. Linear in the draft and the edit.
/// Errors: [`EditError`] says what cannot be done and why; of a batch, the first part that cannot.
pub fn lower(draft: &Draft, edit: &Edit) -> Result<Vec<Change>, EditError> {
    let mut scratch = Scratch::of(draft);
    run(&mut scratch, edit)?;
    scratch.changes()
}

fn run(scratch: &mut Scratch<'_>, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::AddNode { name, at } => add::node(scratch, name.as_deref(), *at),
        Edit::AddLink { name, kind, ends, carry } => {
            let name = name.as_deref();
            add::link(scratch, &add::NewLink { name, kind: *kind, ends, carry })
        }
        Edit::AddLayer { name, kind, members, over } => {
            let name = name.as_deref();
            add::layer(scratch, &add::NewLayer { name, kind: *kind, members, over })
        }
        Edit::AddService { name, nodes, layers } => add::service(scratch, name.as_deref(), nodes, layers),
        Edit::Remove(places) => remove::remove(scratch, places),
        Edit::Rename(place, name) => field::rename(scratch, *place, name),
        Edit::Move(moves) => field::shift(scratch, moves),
        Edit::Join { node, layer, over } => member::join(scratch, *node, *layer, over),
        Edit::Register { node, upper, lower } => member::register(scratch, *node, *upper, *lower),
        Edit::Unregister { node, upper, lower } => member::unregister(scratch, *node, *upper, *lower),
        Edit::Declare(place, kind) => field::declare(scratch, *place, *kind),
        Edit::SetNode(id, field) => field::set_node(scratch, *id, field),
        Edit::SetLayer(id, field) => field::set_layer(scratch, *id, field),
        Edit::SetMember(node, layer, field) => field::set_member(scratch, *node, *layer, field),
        Edit::SetService(id, field) => field::set_service(scratch, *id, field),
        Edit::SetSettings(field) => {
            field::set_settings(scratch, field);
            Ok(())
        }
        Edit::Paste(clip, offset) => paste::paste(scratch, clip, *offset),
        Edit::Batch(_, edits) => batch(scratch, edits),
    }
}

/// Removals next to each other are one removal: each scans the whole draft for mentions.
fn batch(scratch: &mut Scratch<'_>, edits: &[Edit]) -> Result<(), EditError> {
    let mut removed: Vec<Place> = Vec::new();
    for edit in edits {
        if let Edit::Remove(places) = edit {
            removed.extend(places);
            continue;
        }
        if !removed.is_empty() {
            remove::remove(scratch, &std::mem::take(&mut removed))?;
        }
        run(scratch, edit)?;
    }
    if removed.is_empty() { Ok(()) } else { remove::remove(scratch, &removed) }
}
