//! The plan of what is drawn, worked out shortly after each edit, and only while somebody looks.

use super::work::Work;
use crate::net;
use crate::once::effect;
use crate::timing;
use editor::{layer_graph::Decided, overlay::ArcKind, path::Flows};
use leptos::{prelude::*, task::spawn_local};
use model::{Checked, Design, Draft, LayerId, NodeId};
use planner::Plan;
use std::{collections::HashMap, sync::Arc, time::Duration};

/// How long edits must rest; typing never waits for a plan.
const REST: Duration = Duration::from_millis(40);

/// A plan, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Planned {
    /// Not worked out yet.
    Waiting,
    /// Here, with the draft it is of.
    Here(Arc<Plan>, Arc<Draft>),
    /// So many errors must be mended first.
    Faulty(usize),
    /// The prototype cannot do what is asked.
    Refused(Vec<String>),
}

/// The plan of what is drawn, followed while the caller's owner lives.
pub(super) fn planned(work: Work) -> RwSignal<Planned> {
    let planned = RwSignal::new(Planned::Waiting);
    let n_changes = StoredValue::new(0_u32);
    effect(move |_| {
        work.checked.track();
        n_changes.update_value(|n| *n = n.wrapping_add(1));
        let asked = n_changes.get_value();
        let is_wanted = move || n_changes.try_get_value() == Some(asked);
        let at_rest = move || {
            if !is_wanted() {
                return;
            }
            spawn_local(async move {
                let (checked, is_large) = (work.checked.get_untracked(), work.is_large());
                // A part a task where there is much to plan.
                let pause = async || {
                    if is_large {
                        net::pause(0).await;
                    }
                    is_wanted()
                };
                let plan = timing::measured_in_parts(timing::PLAN, of(&checked, pause)).await;
                plan.into_iter().for_each(|plan| planned.set(plan));
            });
        };
        set_timeout(at_rest, REST);
    });
    planned
}

/// The plan of a draft without errors; none once it is not wanted any more.
async fn of(checked: &Checked, pause: impl AsyncFn() -> bool) -> Option<Planned> {
    let design = match Design::try_from(checked) {
        Ok(design) => design,
        Err(n_errors) => return Some(Planned::Faulty(n_errors)),
    };
    let family = match prototypes::by_kind(&design.draft().settings().prototype.kind) {
        Ok(family) => family,
        Err(error) => return Some(Planned::Refused(vec![error.to_string()])),
    };
    match family.set_up(&design) {
        Ok(prototype) => {
            let plan = Plan::in_parts(&design, prototype.as_ref(), pause).await?;
            Some(Planned::Here(Arc::new(plan), checked.draft().clone()))
        }
        Err(refusals) => Some(Planned::Refused(refusals)),
    }
}

/// A layer's enrollments and flows, in the order they will be done.
pub(super) fn decided(planned: &Planned, layer: Option<LayerId>) -> Vec<Decided> {
    let (Planned::Here(plan, draft), Some(layer)) = (planned, layer) else { return Vec::new() };
    let Some(name) = draft.layer(layer).map(|layer| layer.name.as_str()) else { return Vec::new() };
    let Some(decisions) = plan.layers().iter().find(|decisions| decisions.name.as_str() == name) else {
        return Vec::new();
    };
    let ids: HashMap<&str, NodeId> = draft.nodes().map(|(id, node)| (node.name.as_str(), id)).collect();
    let node = |ipcp: &model::IpcpName| ids.get(ipcp.as_str().split_once('.')?.1).copied();
    let pair = |from, to, (kind, why): (ArcKind, &model::Text)| {
        Some(Decided { from: node(from)?, to: node(to)?, kind, why: why.to_string() })
    };
    let enrollments =
        decisions.enrollments.iter().filter_map(|e| pair(&e.enrollee, &e.enroller, (ArcKind::Enrollment, &e.why)));
    let flows = decisions.flows.iter().filter_map(|flow| pair(&flow.src, &flow.dst, (ArcKind::Flow, &flow.why)));
    enrollments.chain(flows).collect()
}

/// The flows of every layer that has some, for paths.
pub(super) fn flows(planned: &Planned) -> Flows {
    let Planned::Here(plan, draft) = planned else { return Flows::new() };
    let ids: HashMap<&str, NodeId> = draft.nodes().map(|(id, node)| (node.name.as_str(), id)).collect();
    let node = |ipcp: &model::IpcpName| ids.get(ipcp.as_str().split_once('.')?.1).copied();
    let layers: HashMap<&str, LayerId> = draft.layers().map(|(id, layer)| (layer.name.as_str(), id)).collect();
    let of = |layer: &planner::LayerPlan| {
        let pairs = layer.flows.iter().filter_map(|flow| Some((node(&flow.src)?, node(&flow.dst)?)));
        Some((*layers.get(layer.name.as_str())?, pairs.collect()))
    };
    plan.layers().iter().filter(|layer| !layer.flows.is_empty()).filter_map(of).collect()
}
