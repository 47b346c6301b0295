//! The plan as `conga plan --json` prints it.

use crate::{LayerPlan, Plan, Step, StepId};
use model::{IpcpName, LayerName, NodeName};
use serde::{Serialize, Serializer};
use testbed::Commands;

/// A plan as other programs read it: its decisions and its steps, without the site.
#[derive(Serialize)]
pub struct Listing<'p> {
    order: Vec<&'p LayerName>,
    layers: &'p [LayerPlan],
    bootstrappers: Vec<&'p IpcpName>,
    steps: Vec<StepListing<'p>>,
}

#[derive(Serialize)]
struct StepListing<'p> {
    id: StepId,
    after: &'p [StepId],
    node: Option<&'p NodeName>,
    what: String,
    make: Lines,
    unmake: Lines,
}

/// Commands as lists of words, daemons too.
struct Lines(Commands);

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|command| command.words().map(str::to_owned).collect::<Vec<_>>()))
    }
}

/// The plan as other programs read it, for any serde format.
pub fn listing(plan: &Plan) -> Listing<'_> {
    Listing {
        order: plan.order().collect(),
        layers: plan.layers(),
        bootstrappers: plan.bootstrappers(),
        steps: plan.steps.iter().map(StepListing::of).collect(),
    }
}

impl<'p> StepListing<'p> {
    fn of(step: Step<'p>) -> Self {
        let what = step.what();
        let Step { id, after, node, make, unmake, .. } = step;
        Self { id, after, node, what, make: Lines(make), unmake: Lines(unmake) }
    }
}
