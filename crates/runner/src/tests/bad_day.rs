//! A day on which daemons lose what they made: a small star on them, driven to its end in pretend time.

use super::daemons::{Daemons, Trouble};
use super::paper::{Ink, Paper};
use super::stand::tidy;
use super::virtual_clock::VirtualClock;
use crate::{Clock, Control, Healing, Means, Options, Outcome, Run, State, What, control};
use expect_test::Expect;
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use model::{Builder, Design, Layer, LayerKind, Member, Node, Service, Settings};
use planner::Plan;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use testbed::RunTag;

pub const WHOLE: &str = "e1.a:e1 e1.r:e1 e2.b:e2 e2.r:e2 n1.a:n1 n1.b:n1 n1.r:n1 n1.a->n1.r n1.b->n1.r";

/// Two leaves around a router, on real machines; one may serve something.
pub fn star(serves: bool) -> Plan {
    plan(&[("a", &["e1"]), ("b", &["e2"]), ("r", &["e1", "e2"])], serves.then_some("b"))
}

/// Nodes one after another; the last serves something.
pub fn line(n_nodes: usize) -> Plan {
    let cables: Vec<String> = (0..=n_nodes).map(|cable| format!("e{cable}")).collect();
    let cables: Vec<&str> = cables.iter().map(String::as_str).collect();
    let names = &["a", "b", "c", "d", "e", "f", "g", "h", "i"][..n_nodes];
    let ends = |node: usize| &cables[node.max(1)..(node + 2).min(n_nodes)];
    let nodes: Vec<_> = names.iter().enumerate().map(|(at, name)| (*name, ends(at))).collect();
    plan(&nodes, names.last().copied())
}

/// Nodes with their cables under one layer; one may serve something.
fn plan(nodes: &[(&str, &[&str])], server: Option<&str>) -> Plan {
    let mut settings = Settings::default();
    settings.testbed.kind = "namespaces".into();
    let mut builder = Builder::new(settings);
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    let cables: BTreeSet<&str> = nodes.iter().flat_map(|(_, cables)| cables.iter().copied()).collect();
    let cables: BTreeMap<&str, _> =
        cables.into_iter().map(|cable| (cable, builder.layer(Layer::of(cable, LayerKind::EthDix)))).collect();
    for (name, ends) in nodes {
        let over: Vec<_> = ends.iter().map(|cable| cables[cable]).collect();
        let mut members: Vec<Member> = over.iter().map(|link| Member::of(*link)).collect();
        members.push(Member { over, ..Member::of(n1) });
        let node = builder.node(Node { name: (*name).into(), members, ..Node::default() });
        if server == Some(name) {
            let (name, program) = ("s".into(), "oping".into());
            builder.service(Service { name, nodes: vec![node], layers: vec![n1], program, ..Service::default() });
        }
    }
    let design = Design::try_from(builder.finish()).expect("a design");
    Plan::of(&design, prototypes::by_kind("ouroboros").unwrap().set_up(&design).unwrap().as_ref())
}

pub struct BadDay {
    pub bed: Arc<Daemons>,
    pub paper: Arc<Paper>,
    pub clock: Arc<VirtualClock>,
    plan: Arc<Plan>,
}

impl BadDay {
    pub fn with(troubles: &[(&'static str, usize, Trouble)]) -> Self {
        Self::of(star(false), troubles)
    }

    pub fn of(plan: Plan, troubles: &[(&'static str, usize, Trouble)]) -> Self {
        let (plan, clock) = (Arc::new(plan), Arc::new(VirtualClock::default()));
        let bed = Arc::new(Daemons::new(plan.survey.clone().expect("a survey"), clock.clone()));
        bed.troubles.lock().unwrap().extend(troubles);
        Self { bed, paper: Arc::new(Paper::new(Ink::Full)), clock, plan }
    }

    /// Drives a run; `person` hears every record. None if it still goes on after so many moments.
    pub fn drive(&self, mut person: impl FnMut(&What, &Control) + Send + 'static) -> Option<Outcome> {
        let (control, requests) = control();
        self.paper.on_record(move |what| person(what, &control));
        let means = Means { bed: self.bed.clone(), journal: self.paper.clone(), clock: self.clock.clone() };
        let options = Options { healing: Some(Healing::default()), ..Options::default() };
        let run = Run::fresh(RunTag("t1".into()), self.plan.clone());
        let outcome = Rc::new(RefCell::new(None));
        let result = outcome.clone();
        let mut pool = LocalPool::new();
        let work = async move { *result.borrow_mut() = Some(run.drive(means, requests, options).await) };
        pool.spawner().spawn_local(work).expect("a pool");
        for _ in 0..50_000 {
            pool.run_until_stalled();
            if outcome.borrow().is_some() || !self.clock.advance() {
                break;
            }
        }
        outcome.take()
    }

    /// What stood when it was up, how long that took, and how the run ended.
    pub fn up(&self) -> (String, f64, Outcome) {
        let seen = Arc::new(std::sync::Mutex::new((String::new(), 0.0)));
        let (bed, clock, told) = (self.bed.clone(), self.clock.clone(), seen.clone());
        let outcome = self.drive(move |what, control| {
            if let What::State { state: State::Up, .. } = what {
                *told.lock().unwrap() = (bed.told(), clock.now_ms());
            }
            tidy(what, control);
        });
        let (told, at_ms) = seen.lock().unwrap().clone();
        (told, at_ms, outcome.expect("an end"))
    }

    /// The journal's words about healing.
    pub fn healed(&self) -> String {
        let events = self.paper.events(false).into_iter();
        let words = events.filter_map(|event| match event.what {
            What::Again { step, why, wait_ms } => Some(format!("step {} after {wait_ms} ms: {why}\n", step.0)),
            What::Mending { why, steps } => {
                let steps: Vec<String> = steps.iter().map(|step| step.0.to_string()).collect();
                Some(format!("mending [{}]: {why}\n", steps.join(" ")))
            }
            _ => None,
        });
        words.collect()
    }
}

/// It comes up whole all the same, within so many seconds, and says what it did.
pub fn check(troubles: &[(&'static str, usize, Trouble)], within_s: f64, expected: Expect) {
    let day = BadDay::with(troubles);
    let (told, at_ms, outcome) = day.up();
    assert_eq!(told, WHOLE, "{}\n{}", outcome.why.unwrap_or_default(), day.paper.text());
    assert!(at_ms <= within_s * 1000.0, "up only after {at_ms} ms");
    expected.assert_eq(&day.healed());
}
