//! Lowering: the changes an edit would make.

use super::{add, field, member, paste, remove, scratch::Scratch};
use crate::{Change, Draft, Edit, LayerKind, Place};
use messages::say;
use std::fmt;

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// What it speaks of is not there (any more).
    Gone(String),
    /// A link of a kind that is not hardware.
    NotHardware(LayerKind),
    /// A link with fewer than two different ends.
    TooFewEnds,
    /// A second IPCP of one layer on one node.
    AlreadyMember {
        /// The node's name.
        node: String,
        /// The layer's name.
        layer: String,
    },
    /// An IPCP that is not there.
    NotMember {
        /// The node's name.
        node: String,
        /// The layer's name.
        layer: String,
    },
    /// A second registration of the same.
    AlreadyRegistered {
        /// The node's name.
        node: String,
        /// The layer registered.
        upper: String,
        /// The layer it is registered in.
        lower: String,
    },
    /// A registration that is not there.
    NotRegistered {
        /// The node's name.
        node: String,
        /// The layer registered.
        upper: String,
        /// The layer it is not registered in.
        lower: String,
    },
    /// A hardware layer over another layer.
    HardwareOver {
        /// The layer's name.
        layer: String,
        /// Its kind.
        kind: LayerKind,
    },
    /// A layer over itself.
    OverItself(String),
    /// The edit makes no sense for such a place.
    Senseless(&'static str),
    /// A text too long, a number that is none, a draft too large.
    OutOfBounds(String),
    /// All ids are used up.
    Full,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Gone(what) => say!("edit-gone", what = what),
            Self::NotHardware(kind) => say!("edit-not-hardware", kind = kind),
            Self::TooFewEnds => say!("edit-too-few-ends").into(),
            Self::AlreadyMember { node, layer } => say!("edit-already-member", node = node, layer = layer),
            Self::NotMember { node, layer } => say!("edit-not-member", node = node, layer = layer),
            Self::AlreadyRegistered { node, upper, lower } => {
                say!("edit-already-registered", node = node, upper = upper, lower = lower)
            }
            Self::NotRegistered { node, upper, lower } => {
                say!("edit-not-registered", node = node, upper = upper, lower = lower)
            }
            Self::HardwareOver { layer, kind } => say!("edit-hardware-over", layer = layer, kind = kind),
            Self::OverItself(layer) => say!("edit-over-itself", layer = layer),
            Self::Senseless(why) => (*why).to_owned(),
            Self::OutOfBounds(why) => why.clone(),
            Self::Full => say!("edit-full").into(),
        };
        f.write_str(&words)
    }
}

impl std::error::Error for EditError {}

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
