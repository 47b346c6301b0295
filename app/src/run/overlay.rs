//! What a run puts on the map: nodes at work, IPCPs that exist, enrollments and flows that draw themselves. Pure.

use super::{
    state::{LinkEnd, RunState},
    step::Mark,
};
use editor::{
    Overlay,
    overlay::{Arc, ArcKind, ArcState, IpcpState, LinkState, NodeState},
};
use messages::say;
use model::{Draft, IpcpName, LayerId, LayerName, NodeId, order};
use planner::{Action, Plan, Step};
use std::collections::BTreeMap;
use testbed::Shape;

/// The names of a plan, as the ids of the draft it was made from.
#[derive(Clone, Debug, Default)]
pub struct Names {
    nodes: BTreeMap<String, NodeId>,
    layers: BTreeMap<String, LayerId>,
}

impl Names {
    /// The names of `draft`; linear.
    pub fn of(draft: &Draft) -> Self {
        let nodes = order::map(draft.nodes().map(|(id, node)| (node.name.clone(), id)));
        let layers = order::map(draft.layers().map(|(id, layer)| (layer.name.clone(), id)));
        Self { nodes, layers }
    }

    fn ipcp(&self, name: &IpcpName) -> Option<(NodeId, LayerId)> {
        let (layer, node) = name.as_str().split_once('.')?;
        Some((*self.nodes.get(node)?, *self.layers.get(layer)?))
    }

    fn arc(&self, layer: &LayerName, ends: [&IpcpName; 2], kind: ArcKind, state: ArcState) -> Option<Arc> {
        let layer = *self.layers.get(layer.as_str())?;
        let [(from, _), (to, _)] = [self.ipcp(ends[0])?, self.ipcp(ends[1])?];
        Some(Arc { layer, from, to, kind, state, label: String::new() })
    }
}

/// The overlay of a run as it stands; linear in the plan's steps.
pub fn overlay(names: &Names, plan: &Plan, state: &RunState) -> Overlay {
    let links = state.links.iter().filter_map(|(name, ends)| Some((*names.layers.get(name)?, link(ends))));
    let mut overlay = Overlay { ipcps: Some(BTreeMap::new()), links: order::map(links), ..Overlay::default() };
    for (step, known) in plan.steps.iter().zip(&state.steps) {
        if matches!(known.mark, Mark::Waiting | Mark::Undone | Mark::Skipped) {
            continue;
        }
        mark_node(names, &step, known.mark, &mut overlay);
        mark_ipcp(names, &step, known.mark, &mut overlay);
        overlay.arcs.extend(arc(names, &step, known.mark));
    }
    overlay
}

/// A link as its ends are now: cut if one of them is, else as the first says.
fn link(ends: &BTreeMap<String, LinkEnd>) -> LinkState {
    let mut now = ends.values().filter_map(|end| end.in_force.as_ref());
    let is_cut = now.clone().any(|shape| shape.is_cut);
    let words = if is_cut { say!("link-is-cut").to_owned() } else { now.next().map(Shape::words).unwrap_or_default() };
    LinkState { is_cut, words }
}

fn mark_node(names: &Names, step: &Step, mark: Mark, overlay: &mut Overlay) {
    let Some(node) = step.node.as_ref().and_then(|node| names.nodes.get(node.as_str())) else { return };
    let state = match mark {
        Mark::Doing | Mark::Undoing => NodeState::Working,
        Mark::Failed | Mark::Stuck => NodeState::Failed,
        _ => NodeState::Up,
    };
    let weight = |state: NodeState| match state {
        NodeState::Waiting => 0,
        NodeState::Up => 1,
        NodeState::Working => 2,
        NodeState::Failed => 3,
    };
    let known = overlay.nodes.entry(*node).or_insert(state);
    if weight(state) > weight(*known) {
        *known = state;
    }
}

fn mark_ipcp(names: &Names, step: &Step, mark: Mark, overlay: &mut Overlay) {
    let (ipcp, done, doing) = match &step.action {
        Action::Create { ipcp, .. } => (ipcp, IpcpState::Created, None),
        Action::Bootstrap { ipcp, .. } => (ipcp, IpcpState::Enrolled, None),
        Action::Enroll { enrollee, .. } => (enrollee, IpcpState::Enrolled, Some(IpcpState::Enrolling)),
        _ => return,
    };
    let state = match mark {
        Mark::Done => Some(done),
        Mark::Failed | Mark::Stuck => Some(IpcpState::Failed),
        _ => doing,
    };
    if let (Some(place), Some(state), Some(ipcps)) = (names.ipcp(ipcp), state, &mut overlay.ipcps) {
        ipcps.insert(place, state);
    }
}

fn arc(names: &Names, step: &Step, mark: Mark) -> Option<Arc> {
    let state = match mark {
        Mark::Doing | Mark::Undoing => ArcState::Working,
        Mark::Failed | Mark::Stuck => ArcState::Failed,
        _ => ArcState::Done,
    };
    match &step.action {
        Action::Enroll { layer, enrollee, enroller, .. } => {
            names.arc(layer, [enrollee, enroller], ArcKind::Enrollment, state)
        }
        // What is connected so far carries nothing: the flow is drawn when it does.
        Action::Manage { .. } if state == ArcState::Done => None,
        Action::Manage { layer, src, dst, .. } | Action::Connect { layer, src, dst, .. } => {
            names.arc(layer, [src, dst], ArcKind::Flow, state)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member, Node, Settings};
    use planner::StepId;
    use runner::{Event, What};
    use serde_json::json;

    fn draft() -> Draft {
        let mut builder = Builder::new(Settings::default());
        let layer = builder.layer(Layer::of("n1", LayerKind::Unicast));
        for name in ["a", "b"] {
            builder.node(Node { name: name.into(), members: vec![Member::of(layer)], ..Node::default() });
        }
        builder.finish()
    }

    fn plan() -> Plan {
        let steps = [
            ("a", json!({"do": "bootstrap", "ipcp": "n1.a", "layer": "n1", "kind": "unicast"})),
            ("b", json!({"do": "create", "ipcp": "n1.b", "layer": "n1", "kind": "unicast"})),
            (
                "b",
                json!({"do": "enroll", "enrollee": "n1.b", "enroller": "n1.a", "layer": "n1", "kind": "unicast", "via": "e"}),
            ),
        ];
        let steps: Vec<_> = (steps.iter().enumerate())
            .map(|(id, (node, action))| {
                json!({"id": id, "after": [], "node": node, "action": action, "what": "", "make": [], "unmake": []})
            })
            .collect();
        let site = json!({"machines": [], "wires": []});
        serde_json::from_value(json!({"layers": [], "site": site, "steps": steps})).expect("a plan")
    }

    fn after(events: Vec<What>) -> Overlay {
        let mut state = RunState::new(3);
        for (seq, what) in events.into_iter().enumerate() {
            state.apply(&Event { seq: seq as u64, at_ms: 0, what });
        }
        overlay(&Names::of(&draft()), &plan(), &state)
    }

    fn done(step: u32) -> What {
        What::Done { step: StepId(step), took_ms: 0.0 }
    }

    const A: NodeId = NodeId(1);
    const B: NodeId = NodeId(2);
    const N1: LayerId = LayerId(1);

    #[test]
    fn nothing_is_there_before_it_is_made() {
        let overlay = after(vec![]);
        assert_eq!((overlay.ipcp(A, N1), overlay.arcs.len(), overlay.is_busy()), (None, 0, false));
    }

    #[test]
    fn an_enrollment_draws_itself() {
        let overlay = after(vec![done(0), done(1), What::Started { step: StepId(2) }]);
        assert_eq!(overlay.ipcp(A, N1), Some(IpcpState::Enrolled));
        assert_eq!(overlay.ipcp(B, N1), Some(IpcpState::Enrolling));
        assert_eq!((overlay.nodes[&A], overlay.nodes[&B]), (NodeState::Up, NodeState::Working));
        assert_eq!((overlay.arcs[0].from, overlay.arcs[0].to, overlay.arcs[0].state), (B, A, ArcState::Working));
    }

    #[test]
    fn what_is_undone_leaves_the_map() {
        let overlay = after(vec![done(0), What::Undone { step: StepId(0) }]);
        assert_eq!((overlay.ipcp(A, N1), overlay.nodes.len()), (None, 0));
    }

    #[test]
    fn a_failure_stays_to_be_seen() {
        let failed = What::Failed { step: StepId(2), why: String::new(), took_ms: 0.0 };
        let overlay = after(vec![done(0), done(1), failed]);
        assert_eq!((overlay.ipcp(B, N1), overlay.nodes[&B]), (Some(IpcpState::Failed), NodeState::Failed));
        assert_eq!(overlay.arcs[0].state, ArcState::Failed);
    }
}
