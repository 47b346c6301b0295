//! What must be *done*: a design and a prototype make a plan.
//!
//! Pure, deterministic, linear. It must not know any one prototype or testbed.

mod plan;
mod prototype;

pub use plan::{Action, Edge, Enrollment, Flow, LayerPlan, Plan, Step, StepId};
pub use prototype::{Family, Prototype};
