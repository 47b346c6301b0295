//! Policies and QoS cubes: texts that can be words of a command. What they mean is the prototype's to know.

use super::Ground;
use crate::{
    Edit, Finding, LayerId, Place, Policies, Policy, QosCube,
    edit::{LayerField, MemberField},
    name::shown,
    order,
};
use messages::say;
use std::collections::HashSet;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, layer) in ground.draft.layers() {
        if let Some((bad, kept)) = sieve(&layer.policies) {
            let edit = Edit::SetLayer(id, LayerField::Policies(kept));
            findings.push(finding(Place::Layer(id), &bad, edit));
        }
        findings.extend(cubes(ground, id, &layer.cubes));
    }
    for (id, member) in ground.ipcps.iter().copied() {
        if let Some((bad, kept)) = sieve(&member.policies) {
            let edit = Edit::SetMember(id, member.layer, MemberField::Policies(kept));
            findings.push(finding(Place::Member(id, member.layer), &bad, edit));
        }
    }
}

fn finding(at: Place, bad: &str, edit: Edit) -> Finding {
    Finding::error("bad-policy", at)
        .field("policies")
        .says(say!("policy-has-no-component", bad = shown(bad)))
        .advise(say!("write-component-policy-parameters"))
        .mend_named(say!("leave-such-policies-out"), edit)
}

/// The first policy that cannot be said, and those that can; nothing if all can.
fn sieve(policies: &Policies) -> Option<(String, Policies)> {
    let bad = policies.iter().find(|(component, policy)| !can_be_said(component, policy))?;
    let kept = policies.iter().filter(|(component, policy)| can_be_said(component, policy));
    Some((format!("{} {}", bad.0, bad.1.name), order::map(kept.map(|(c, p)| (c.clone(), p.clone())))))
}

fn can_be_said(component: &str, policy: &Policy) -> bool {
    let sets_something = !policy.name.is_empty() || !policy.params.is_empty();
    let params = policy.params.iter().all(|(name, value)| is_word(name) && is_word(value));
    sets_something && is_word(component) && (policy.name.is_empty() || is_word(&policy.name)) && params
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('-') && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn cubes(ground: &Ground<'_>, id: LayerId, cubes: &[QosCube]) -> Option<Finding> {
    let mut seen = HashSet::new();
    let first_only: Vec<QosCube> = cubes.iter().filter(|cube| seen.insert(cube.name.as_str())).cloned().collect();
    if first_only.len() == cubes.len() {
        return None;
    }
    let finding = Finding::error("duplicate-cube", Place::Layer(id))
        .field("cubes")
        .says(say!("has-several-qos-cubes", layer = ground.layer(id)))
        .advise(say!("give-each-its-own"))
        .mend_named(say!("keep-first-each-name"), Edit::SetLayer(id, LayerField::Cubes(first_only)));
    Some(finding)
}
