//! What must be *done*: a design and a prototype make a plan.
//!
//! Pure, deterministic, linear. It must not know any one prototype or testbed.

mod bootstrap;
mod decision;
mod enrollment;
mod flow;
mod graph;
mod listing;
mod lists;
mod mesh;
mod order;
mod plan;
mod prototype;
mod roll;
mod roster;
mod script;
mod sentence;
mod site;
mod step;
mod steps;
mod survey;
mod tale;
mod wiring;

pub use listing::{Listing, listing};
pub use model::Text;
pub use plan::{Edge, Enrollment, Flow, LayerPlan, Plan};
pub use prototype::{Family, Prototype};
pub use script::{script, transcript};
pub use site::interface;
pub use step::{Action, Step, StepId, Steps};
pub use survey::{Census, Survey, Ties, Traffic, View};
