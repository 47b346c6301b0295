//! A testbed tried through the server: what is there before, and that it is all there is after.

use crate::{
    ground::Ground,
    inventory::{Host, n_running},
    served::Served,
    sshd::Sshd,
};
use std::time::{Duration, Instant};

/// How long dying may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A case on one testbed.
pub struct Case<'g> {
    ground: &'g Ground,
    pub kind: &'static str,
    pub served: Served,
    pub experiment: String,
    /// What the case's programs run: none is to outlive a run.
    sleeps: Vec<String>,
    before: Vec<String>,
}

impl<'g> Case<'g> {
    /// An experiment on a server, before it is run.
    pub fn of(ground: &'g Ground, served: Served, text: &str, sleeps: Vec<String>) -> Self {
        let experiment = served.experiment(text);
        let mut case = Self { ground, kind: ground.bed.kind(), served, experiment, sleeps, before: Vec::new() };
        case.before = case.inventory();
        case
    }

    fn inventory(&self) -> Vec<String> {
        let marks = self.served.marks(&self.experiment);
        let homes = self.ground.homes();
        let mut all = Host { marks: &marks, homes: &homes, dockerd: self.ground.dockerd.as_ref() }.inventory();
        all.extend(self.ground.sshd.iter().flat_map(Sshd::belongings));
        all
    }

    fn n_sleeps(&self) -> usize {
        self.sleeps.iter().map(|sleep| n_running(sleep)).sum()
    }

    pub fn wait_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "{}: not {what}: {} left", self.kind, self.n_sleeps());
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// A run that has come so far; its id.
    pub fn running(&self, what: &str, is_so: impl FnMut() -> bool) -> String {
        let run = self.served.run(&self.experiment, self.kind).expect("started");
        self.wait_until(what, is_so);
        run
    }

    /// Breaks a run off: the first word stops at the step's end, which never comes; the second at once.
    pub fn cancel(&mut self, run: &str) {
        for _ in 0..2 {
            self.served.decide(run, "cancel").expect("told");
        }
        assert_eq!(self.served.wait_for(run, &["paused", "clean", "stuck"]).as_deref(), Some("paused"));
    }

    pub fn clean_up(&mut self, run: &str) {
        self.served.decide(run, "clean-up").expect("told");
        assert_eq!(self.served.wait_for(run, &["clean", "stuck"]).as_deref(), Some("clean"));
    }

    pub fn log(&self, run: &str) -> String {
        self.served.text(&format!("/api/runs/{run}/log"))
    }

    pub fn assert_clean(&self, moment: &str) {
        self.wait_until("ended", || self.n_sleeps() == 0);
        self.wait_until(moment, || self.inventory() == self.before);
    }
}
