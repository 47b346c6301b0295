//! Pictures of an experiment: the map, a layer's graph, stacks and the plan, as SVG, PNG, PDF, or one HTML file to look around in.
//!
//! Pure. The map is drawn by the strokes of [`editor::draw`], as the browser's canvas is; it must not know the browser,
//! the server or files. Text is text in every form but PNG, and its font is inside.

mod font;
mod map;
mod of;
mod paper;
mod pdf;
mod plan;
mod png;
mod sheet;
mod stack;
mod svg;
mod viewer;

use messages::say;
use model::{Draft, LayerId, NodeId};
use planner::Plan;
use std::collections::BTreeSet;

pub use of::{Form, Of};

/// What there is to draw.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The experiment.
    pub draft: &'s Draft,
    /// Its plan: a layer's enrollments and flows are drawn where there is one.
    pub plan: Option<&'s Plan>,
}

/// What is wanted of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Which picture.
    pub of: Of,
    /// On a dark ground.
    pub dark: bool,
    /// So wide, pixels; else as large as life, and a PNG twice that where it stays below 4,096.
    pub width: Option<u32>,
    /// Only these nodes; all where it is empty.
    pub only: BTreeSet<NodeId>,
    /// Layers lit up; the others step back.
    pub lit: BTreeSet<LayerId>,
}

/// Why there is no picture.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// Nothing is called so.
    #[error("{}", say!("nothing-is-called-so", what = what, name = name, known = known))]
    Unknown {
        /// A layer, a node, a picture or a form.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// The first few there are.
        known: String,
    },
    /// There is nothing to draw.
    #[error("{}", say!("nothing-to-draw", why = .0))]
    Empty(&'static str),
    /// The experiment has errors, so it has no plan.
    #[error("{}", say!("no-plan-to-draw"))]
    NoPlan,
    /// The picture would be too large.
    #[error("{}", say!("picture-too-large", wide = wide, high = high, unit = unit))]
    TooLarge {
        /// How wide it would be.
        wide: u64,
        /// How high.
        high: u64,
        /// Units or pixels.
        unit: &'static str,
    },
    /// A library could not do it.
    #[error("{}", say!("picture-cannot-be-written", form = form, why = why))]
    Library {
        /// The form.
        form: &'static str,
        /// What it said.
        why: String,
    },
}

/// The picture, as the bytes of a file.
///
/// Deterministic: the same subject gives the same bytes.
/// Errors: what is asked for is not there, or would be too large.
pub fn picture(subject: Subject<'_>, wanted: &Wanted, form: Form) -> Result<Vec<u8>, PictureError> {
    let sheet = sheet::Sheet::of(subject, wanted)?;
    match form {
        Form::Svg => Ok(svg::file(&sheet).into_bytes()),
        Form::Png => png::file(&sheet, wanted.width),
        Form::Pdf => pdf::file(&sheet),
        Form::Html => Ok(viewer::file(&sheet).into_bytes()),
    }
}
