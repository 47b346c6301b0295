//! Steps as the page lists them: their marks, and the groups they stand in.

use messages::say;
use model::order;
use planner::{Action, Plan, StepId};
use std::collections::BTreeMap;

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Not begun.
    #[default]
    Waiting,
    /// Being done.
    Doing,
    /// Done.
    Done,
    /// Failed.
    Failed,
    /// Being undone.
    Undoing,
    /// Undone.
    Undone,
    /// Could not be undone.
    Stuck,
    /// Left out by the user.
    Skipped,
}

impl Mark {
    /// In words, for screen readers and tooltips.
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => say!("mark-waiting"),
            Self::Doing => say!("mark-doing"),
            Self::Done => say!("mark-done"),
            Self::Failed => say!("mark-failed"),
            Self::Undoing => say!("mark-undoing"),
            Self::Undone => say!("mark-undone"),
            Self::Stuck => say!("mark-stuck"),
            Self::Skipped => say!("mark-skipped"),
        }
    }
}

/// A step as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepState {
    /// How far it is.
    pub mark: Mark,
    /// How long it took, milliseconds.
    pub took_ms: Option<f64>,
    /// Why it failed.
    pub why: Option<String>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group, with the steps in it.
    Group(String, Vec<StepId>),
    /// A step.
    Step(StepId),
}

/// The plan's steps under headings: the testbed, the daemons, each layer from the lowest up, the services.
pub fn rows(plan: &Plan) -> Vec<Row> {
    let place: BTreeMap<&str, usize> = order::map(plan.order().enumerate().map(|(place, name)| (name.as_str(), place)));
    let mut groups: BTreeMap<(u8, usize), (String, Vec<StepId>)> = BTreeMap::new();
    for step in &plan.steps {
        let (rank, layer) = match &step.action {
            Action::SwapIn => (0, None),
            Action::Install { .. } => (0, None),
            Action::StartDaemon { .. } => (1, None),
            Action::Create { layer, .. }
            | Action::Bootstrap { layer, .. }
            | Action::Register { layer, .. }
            | Action::Enroll { layer, .. }
            | Action::Manage { layer, .. }
            | Action::Connect { layer, .. } => (2, Some(layer.as_str())),
            Action::Serve { .. } => (3, None),
        };
        let key = (rank, layer.and_then(|layer| place.get(layer).copied()).unwrap_or(0));
        groups.entry(key).or_insert_with(|| (heading(rank, layer), Vec::new())).1.push(step.id);
    }
    let with_heading = |(heading, steps): (String, Vec<StepId>)| {
        let rows: Vec<Row> = steps.iter().map(|id| Row::Step(*id)).collect();
        std::iter::once(Row::Group(heading, steps)).chain(rows)
    };
    groups.into_values().flat_map(with_heading).collect()
}

fn heading(rank: u8, layer: Option<&str>) -> String {
    match (rank, layer) {
        (0, _) => say!("testbed").to_owned(),
        (1, _) => say!("daemons").to_owned(),
        (_, Some(layer)) => say!("layer-named", layer = layer),
        _ => say!("services").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan(steps: &[serde_json::Value]) -> Plan {
        let step = |(id, action): (usize, &serde_json::Value)| json!({"id": id, "after": [], "node": null, "action": action, "what": "", "make": [], "unmake": []});
        let steps: Vec<_> = steps.iter().enumerate().map(step).collect();
        let site = json!({"machines": [], "wires": []});
        let layer = |(name, kind)| json!({"name": name, "kind": kind, "graph": [], "enrollments": [], "flows": []});
        let layers = [("e1", "eth-dix"), ("n1", "unicast")].map(layer);
        serde_json::from_value(json!({"layers": layers, "site": site, "steps": steps})).expect("a plan")
    }

    #[test]
    fn steps_stand_under_their_layer_lowest_first_and_keep_their_order() {
        let create = |ipcp: &str, layer: &str| json!({"do": "create", "ipcp": ipcp, "layer": layer, "kind": "unicast"});
        let plan = plan(&[
            json!({"do": "start-daemon", "node": "a"}),
            create("n1.a", "n1"),
            create("e1.a", "e1"),
            create("n1.b", "n1"),
            json!({"do": "swap-in"}),
        ]);
        let said: Vec<String> = rows(&plan)
            .iter()
            .map(|row| match row {
                Row::Group(heading, steps) => format!("{heading} ({})", steps.len()),
                Row::Step(id) => id.0.to_string(),
            })
            .collect();
        assert_eq!(said, ["Testbed (1)", "4", "Daemons (1)", "0", "Layer e1 (1)", "2", "Layer n1 (2)", "1", "3"]);
    }
}
