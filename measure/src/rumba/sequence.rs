//! The commands in Rumba's order: each step's, and for every member that enrolled its registration under its layer's
//! name, which our plans leave out where nobody enrolls through it.

use planner::{Action, Plan};
use std::collections::{HashMap, HashSet};
use testbed::Command;

/// Every command with its node.
pub fn commands(plan: &Plan) -> Vec<(String, Command)> {
    let is_layers = |action: &Action| match action {
        Action::Register { ipcp, name, .. } if *name != ipcp.as_str() => Some(ipcp.as_str().to_owned()),
        _ => None,
    };
    let registered: HashSet<String> = plan.steps.iter().filter_map(|step| is_layers(&step.action)).collect();
    let mut own = HashMap::new();
    let mut all = Vec::new();
    for step in &plan.steps {
        let Some(node) = &step.node else { continue };
        all.extend(step.make.iter().map(|command| (node.as_str().to_owned(), command)));
        match &step.action {
            Action::Register { ipcp, name, .. } if *name == ipcp.as_str() => {
                _ = own.insert(ipcp.as_str().to_owned(), step)
            }
            Action::Enroll { enrollee, layer, again: false, .. } if !registered.contains(enrollee.as_str()) => {
                let mine = own.get(enrollee.as_str()).into_iter().flat_map(|step| step.make.iter());
                all.extend(mine.map(|command| {
                    let words =
                        command.words().map(|word| if word == enrollee.as_str() { layer.as_str() } else { word });
                    (node.as_str().to_owned(), Command::new(words))
                }));
            }
            _ => {}
        }
    }
    all
}
