//! Where runs are tested: a plan, a world, a journal and a clock, and a person who decides.

use super::paper::{Ink, Paper};
use super::virtual_clock::VirtualClock;
use super::world::World;
use crate::{Control, Decision, Means, Options, Outcome, Run, State, What, control};
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use planner::Plan;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use testbed::{RunTag, Shape};

/// Steps as (node, the steps it stands after); step 0 is the swap-in. Step k makes `k` and then `k-too`.
pub fn plan(steps: &[(&str, &[usize])]) -> Arc<Plan> {
    plan_that(steps, |node, _| json!({"do": "start-daemon", "node": node}))
}

/// The same, of steps that may go together.
pub fn plain_plan(steps: &[(&str, &[usize])]) -> Arc<Plan> {
    plan_that(
        steps,
        |node, id| json!({"do": "create", "ipcp": format!("x{id}.{node}"), "layer": format!("x{id}"), "kind": "unicast"}),
    )
}

fn plan_that(steps: &[(&str, &[usize])], action: impl Fn(&str, usize) -> serde_json::Value) -> Arc<Plan> {
    let too = |after: &[usize]| after.iter().filter(|id| **id > 0).map(|id| format!("{id}-too")).collect::<Vec<_>>();
    let mut list = vec![json!({
        "id": 0, "after": [], "node": null, "action": {"do": "swap-in"}, "what": "Take machines", "make": [], "unmake": []
    })];
    for (index, (node, after)) in steps.iter().enumerate() {
        let id = index + 1;
        let first: Vec<String> = ["new".into(), id.to_string()].into_iter().chain(too(after)).collect();
        list.push(json!({
            "id": id, "after": after, "node": node, "action": action(node, id),
            "what": format!("Make {id}"),
            "make": [first, ["new", format!("{id}-too"), id.to_string()]],
            "unmake": [["del", format!("{id}-too")], ["del", id.to_string()]],
        }));
    }
    let machines = json!([{"name": "a"}, {"name": "b"}, {"name": "c"}]);
    let end = |machine| json!({"machine": machine, "interface": "e1", "egress": Shape::default()});
    let wire = json!({"name": "e1", "ports": [end("a"), end("b")]});
    let plan = json!({
        "layers": [], "site": {"machines": machines, "wires": [wire]}, "steps": list
    });
    Arc::new(serde_json::from_value(plan).expect("a plan"))
}

/// Two nodes that meet in a third: some steps wait for each other, some do not.
pub fn small() -> Arc<Plan> {
    plan(&[("a", &[0]), ("b", &[0]), ("a", &[1]), ("b", &[2]), ("c", &[3, 4])])
}

pub struct Stand {
    pub plan: Arc<Plan>,
    pub world: Arc<World>,
    pub paper: Arc<Paper>,
    pub clock: Arc<VirtualClock>,
    pub options: Options,
}

impl Stand {
    pub fn of(plan: Arc<Plan>) -> Self {
        let clock = Arc::new(VirtualClock::default());
        let world = Arc::new(World::new(clock.clone()));
        Self { plan, world, paper: Arc::new(Paper::new(Ink::Full)), clock, options: Options::default() }
    }

    pub fn small() -> Self {
        Self::of(small())
    }

    /// The same world and time later, with a new journal.
    pub fn with_paper(self, paper: Paper) -> Self {
        Self { paper: Arc::new(paper), ..self }
    }

    pub fn fresh(&self) -> Run {
        Run::fresh(RunTag("t1".into()), self.plan.clone())
    }

    /// Drives `run` until it ends, waits for a decision nobody makes, or crashes. `person` hears every record.
    pub fn drive(&self, run: Run, person: impl FnMut(&What, &Control) + Send + 'static) -> Option<Outcome> {
        self.drive_beside(run, person, |_| std::future::ready(()))
    }

    /// The same, with something going on beside it.
    pub fn drive_beside<F: Future<Output = ()> + 'static>(
        &self,
        run: Run,
        mut person: impl FnMut(&What, &Control) + Send + 'static,
        beside: impl FnOnce(Control) -> F,
    ) -> Option<Outcome> {
        let (control, requests) = control();
        let beside = beside(control.clone());
        let at_hand = control.clone();
        self.paper.on_record(move |what| person(what, &at_hand));
        let means = Means { bed: self.world.clone(), journal: self.paper.clone(), clock: self.clock.clone() };
        let (outcome, options) = (Rc::new(RefCell::new(None)), self.options.clone());
        let mut pool = LocalPool::new();
        let result = outcome.clone();
        let work = async move { *result.borrow_mut() = Some(run.drive(means, requests, options).await) };
        pool.spawner().spawn_local(work).expect("a pool");
        pool.spawner().spawn_local(beside).expect("a pool");
        loop {
            pool.run_until_stalled();
            let crashed = self.paper.crashed.load(Ordering::SeqCst);
            if crashed || outcome.borrow().is_some() || !self.clock.advance() {
                drop(control);
                return outcome.take();
            }
        }
    }

    /// Drives a fresh run by one who cleans up as soon as there is a choice.
    pub fn drive_to_end(&self) -> Outcome {
        self.drive(self.fresh(), tidy).expect("an end")
    }

    /// How many operations the world sees when all goes well.
    pub fn n_operations() -> usize {
        let stand = Self::small();
        stand.drive_to_end();
        stand.world.state.lock().unwrap().n_operations
    }

    /// How many records the journal has when all goes well.
    pub fn n_records() -> usize {
        let stand = Self::small();
        stand.drive_to_end();
        stand.paper.events(false).len()
    }

    pub fn assert_over(&self, outcome: &Outcome, note: &str) {
        assert_eq!(outcome.state, State::Clean, "{note}: {outcome:?}\n{}", self.paper.text());
        self.world.assert_clean(note);
    }
}

/// A person who cleans up as soon as there is a choice.
pub fn tidy(what: &What, control: &Control) {
    if let What::State { state: State::Up | State::Paused | State::Stuck, .. } = what {
        control.decide(Decision::CleanUp).expect("a run");
    }
}
