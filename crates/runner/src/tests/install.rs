//! The prototype is installed where it is missing, and nowhere else.

use super::stand::Stand;
use super::virtual_clock::VirtualClock;
use super::{paper::Paper, stand::tidy};
use crate::tests::paper::Ink;
use crate::{Clock, Control, Decision, Means, OnFailure, Options, Outcome, Run, State, What, control};
use async_trait::async_trait;
use futures::{executor::LocalPool, task::LocalSpawnExt};
use planner::Plan;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use testbed::{Command, Exit, Listener, Recipe, RunTag, Site, Testbed, TestbedError};

/// Machines of which some have the prototype.
struct Shelf {
    has_it: Mutex<BTreeSet<String>>,
    /// What one machine has, all have.
    is_shared: bool,
    n_at_once: Mutex<(usize, usize)>,
    clock: Arc<VirtualClock>,
}

#[async_trait]
impl Testbed for Shelf {
    fn kind(&self) -> &'static str {
        "shelf"
    }

    async fn claim(&self, _: &RunTag, _: &Site, _: Arc<dyn Listener>) -> Result<(), TestbedError> {
        Ok(())
    }

    async fn exec(&self, _: &RunTag, machine: &str, command: &Command, _: &dyn Listener) -> Result<Exit, TestbedError> {
        let fine = |output: &str| Ok(Exit { status: 0, output: output.to_owned(), took_ms: 1.0 });
        let shelf = if self.is_shared { "all" } else { machine };
        match command.program() {
            "sh" if self.has_it.lock().unwrap().contains(shelf) => fine(""),
            "sh" => fine("irmd\nirm\n"),
            "install" => {
                {
                    let mut n = self.n_at_once.lock().unwrap();
                    *n = (n.0 + 1, n.1.max(n.0 + 1));
                }
                self.clock.sleep(90_000).await;
                self.n_at_once.lock().unwrap().0 -= 1;
                self.has_it.lock().unwrap().insert(shelf.to_owned());
                fine("")
            }
            "fail" => Ok(Exit { status: 3, output: "no room".into(), took_ms: 1.0 }),
            _ => fine(""),
        }
    }

    async fn release(&self, _: &RunTag) -> Result<(), TestbedError> {
        Ok(())
    }
}

fn plan() -> Arc<Plan> {
    let step = |id: usize, node: Option<&str>, action| json!({"id": id, "after": if id == 0 { vec![] } else { vec![0] }, "node": node, "action": action, "what": "", "make": [], "unmake": []});
    let installs = ["a", "b", "c"].into_iter().enumerate();
    let mut steps = vec![step(0, None, json!({"do": "swap-in"}))];
    steps.extend(installs.map(|(at, node)| step(at + 1, Some(node), json!({"do": "install", "node": node}))));
    let machines = json!([{"name": "a"}, {"name": "b"}, {"name": "c"}]);
    let site = json!({"machines": machines, "wires": []});
    let plan = json!({"order": [], "layers": [], "bootstrappers": [], "site": site, "steps": steps});
    Arc::new(serde_json::from_value(plan).expect("a plan"))
}

fn recipe(commands: &[&str], is_shared: bool) -> Option<Recipe> {
    let programs = ["irmd", "irm"].map(str::to_owned).to_vec();
    let commands = commands.iter().map(|line| Command::of(line)).collect();
    Some(Recipe { programs, commands, mend: "install it there".into(), is_shared })
}

/// How the run ended, the commands it ran, and how many at once.
fn driven(recipe: Option<Recipe>, has_it: &[&str]) -> (Outcome, Vec<String>, usize) {
    driven_by(Options { recipe, ..Options::default() }, has_it, |what, control, _| tidy(what, control))
}

/// The same with a person who hears every record, and knows the machines.
fn driven_by(
    options: Options,
    has_it: &[&str],
    mut person: impl FnMut(&What, &Control, &Shelf) + Send + 'static,
) -> (Outcome, Vec<String>, usize) {
    let clock = Arc::new(VirtualClock::default());
    let is_shared = options.recipe.as_ref().is_some_and(|recipe| recipe.is_shared);
    let has_it = Mutex::new(has_it.iter().map(|machine| (*machine).to_owned()).collect());
    let bed = Arc::new(Shelf { has_it, is_shared, n_at_once: Mutex::default(), clock: clock.clone() });
    let (paper, (control, requests)) = (Arc::new(Paper::new(Ink::Full)), control());
    let shelf = bed.clone();
    paper.on_record(move |what| person(what, &control, &shelf));
    let means = Means { bed: bed.clone(), journal: paper.clone(), clock: clock.clone() };
    let outcome = Rc::new(RefCell::new(None));
    let (result, run) = (outcome.clone(), Run::fresh(RunTag("t1".into()), plan()));
    let mut pool = LocalPool::new();
    let work = async move { *result.borrow_mut() = Some(run.drive(means, requests, options).await) };
    pool.spawner().spawn_local(work).expect("a pool");
    while outcome.borrow().is_none() {
        pool.run_until_stalled();
        assert!(outcome.borrow().is_some() || clock.advance(), "{}", paper.text());
    }
    let commands = paper.events(false).into_iter().filter_map(|event| match event.what {
        What::Command { node, line, .. } => Some(format!("{node}: {line}")),
        _ => None,
    });
    let (commands, n_at_once) = (commands.collect(), bed.n_at_once.lock().unwrap().1);
    (outcome.take().expect("an end"), commands, n_at_once)
}

#[test]
fn it_is_installed_where_it_is_missing_on_all_at_once() {
    let (outcome, commands, n_at_once) = driven(recipe(&["prepare", "install"], false), &["b"]);
    assert!(outcome.was_up, "{outcome:?}");
    assert_eq!(commands, ["a: prepare", "a: install", "c: prepare", "c: install"]);
    assert_eq!(n_at_once, 2);
}

#[test]
fn machines_that_have_the_same_files_are_installed_on_once() {
    let (outcome, commands, _) = driven(recipe(&["install"], true), &[]);
    assert!(outcome.was_up, "{outcome:?}");
    assert_eq!(commands, ["a: install"]);
}

#[test]
fn without_a_recipe_nobody_looks() {
    let (outcome, commands, _) = driven(None, &[]);
    assert!(outcome.was_up && commands.is_empty(), "{outcome:?}");
}

#[test]
fn a_failure_says_which_node_and_why() {
    let why = |commands: &[&str]| driven(recipe(commands, false), &["a", "b"]).0.why.expect("a failure");
    let failed = why(&["fail", "install"]);
    assert!(failed.contains("`fail` on c ended with status 3; it said: no room"), "{failed}");
    assert!(why(&["prepare"]).contains("c has no irmd, no irm after all was installed; install it there"));
    assert!(why(&[]).contains("c has no irmd, no irm; install it there"));
}

/// What the user decides when one of three nodes lacks the prototype: the run's end.
fn decided(decision: Decision, mends: bool) -> (Outcome, Vec<String>, usize) {
    let options = Options { recipe: recipe(&[], false), on_failure: OnFailure::Keep, ..Options::default() };
    driven_by(options, &["a", "b"], move |what, control, shelf| match what {
        What::State { state: State::Paused, why } => {
            assert!(why.as_ref().is_some_and(|why| why.contains("c has no irmd, no irm")), "{why:?}");
            if mends {
                shelf.has_it.lock().unwrap().insert("c".into());
            }
            control.decide(decision).expect("a run");
        }
        other => tidy(other, control),
    })
}

#[test]
fn the_user_tries_again_or_goes_on_without_the_node_that_lacks_it() {
    assert!(decided(Decision::Resume, true).0.was_up);
    assert!(decided(Decision::Skip, false).0.was_up);
    assert!(!decided(Decision::CleanUp, false).0.was_up);
}

#[test]
fn a_plan_without_such_steps_asks_nothing() {
    let stand =
        Stand { options: Options { recipe: recipe(&["install"], false), ..Options::default() }, ..Stand::small() };
    assert!(stand.drive_to_end().was_up);
}
