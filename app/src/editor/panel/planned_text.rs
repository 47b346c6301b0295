//! The plan as text, in each of the ways it can be read.

use messages::say;
use model::NodeName;
use model::order;
use planner::{LayerPlan, Plan};

/// Commands that run on one node, with the steps they belong to; all nodes where none is named.
pub(super) fn by_node(plan: &Plan, node: Option<&str>) -> String {
    let mut text = String::new();
    let mut names: Vec<&NodeName> = plan.steps.iter().filter_map(|step| step.node).collect();
    order::sort(&mut names);
    names.dedup();
    for name in names.into_iter().filter(|name| node.is_none_or(|wanted| name.as_str() == wanted)) {
        text.push_str(&format!("# {name}\n"));
        for step in plan.steps.iter().filter(|step| step.node == Some(name)) {
            for command in step.make.iter() {
                text.push_str(&format!("{command}\n"));
            }
        }
        text.push('\n');
    }
    text
}

/// A layer's numbers in a line.
pub(super) fn summary(layer: &LayerPlan) -> String {
    match &layer.bootstrapper {
        None => say!("every-member-starts-by").to_owned(),
        Some(bootstrapper) => {
            let (n_enrollments, n_flows) = (layer.enrollments.len(), layer.flows.len());
            format!(
                "{} · {} · {}",
                say!("starts-it", ipcp = bootstrapper),
                say!("n-enrollments", n = n_enrollments),
                say!("n-flows", n = n_flows)
            )
        }
    }
}
