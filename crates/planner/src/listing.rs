//! The plan as `conga plan --json` prints it.

use crate::{LayerPlan, Plan, Step, StepId};
use model::{IpcpName, LayerName, NodeName};
use serde::Serialize;
use testbed::Commands;

/// A plan as other programs read it: its decisions and its steps, without the site.
#[derive(Serialize)]
pub struct Listing<'p> {
    order: &'p [LayerName],
    layers: &'p [LayerPlan],
    bootstrappers: &'p [IpcpName],
    steps: Vec<StepListing<'p>>,
}

#[derive(Serialize)]
struct StepListing<'p> {
    id: StepId,
    after: &'p [StepId],
    node: Option<&'p NodeName>,
    what: String,
    make: &'p Commands,
    unmake: &'p Commands,
}

/// The plan as other programs read it, for any serde format.
pub fn listing(plan: &Plan) -> Listing<'_> {
    Listing {
        order: &plan.order,
        layers: &plan.layers,
        bootstrappers: &plan.bootstrappers,
        steps: plan.steps.iter().map(StepListing::of).collect(),
    }
}

impl<'p> StepListing<'p> {
    fn of(step: &'p Step) -> Self {
        let Step { id, after, node, make, unmake, .. } = step;
        Self { id: *id, after, node: node.as_ref(), what: step.what(), make, unmake }
    }
}
