//! Which step is next: every step whose predecessors are finished, bounded per node and in all.
//!
//! One at a time steps are done in the plan's order. Of many at the same time those go first that most others wait for one
//! after another: in a star the hub's, which has the most to make and which everybody enrolls through.

use crate::Options;
use planner::{Action, Plan, StepId};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

/// Which way the plan is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A step waits for those it stands after.
    Make,
    /// A step waits for those that stand after it.
    Unmake,
}

/// The steps still to be walked. Each step costs O(log n).
///
/// Everything is counted in ranks: a step's place in the order of choice, which for undoing is the reverse.
pub(crate) struct Schedule {
    way: Way,
    n_steps: usize,
    /// By step, and by rank. None: the plan's order.
    ranks: Option<Ranks>,
    per_node: usize,
    in_all: usize,
    n_waits: Vec<usize>,
    followers: Vec<Vec<usize>>,
    node_of: Vec<usize>,
    ready: Vec<BinaryHeap<Reverse<usize>>>,
    // Invariant: for each node with room and a ready step, exactly its lowest ready rank.
    heads: BTreeSet<(usize, usize)>,
    shown: Vec<Option<usize>>,
    n_busy: Vec<usize>,
    flying: BTreeSet<StepId>,
    n_left: usize,
}

impl Schedule {
    /// The steps of `plan` for which `chosen` holds; the others count as finished.
    pub fn new(plan: &Plan, way: Way, options: &Options, chosen: impl Fn(StepId) -> bool) -> Self {
        let n_steps = plan.steps.len();
        let (node_of, n_nodes) = nodes_by_step(plan);
        let mut schedule = Self {
            way,
            n_steps,
            ranks: (way == Way::Make && options.in_all > 1).then(|| Ranks::of(plan)),
            per_node: room(plan, options),
            in_all: options.in_all.max(1),
            n_waits: vec![0; n_steps],
            followers: vec![Vec::new(); n_steps],
            node_of,
            ready: vec![BinaryHeap::new(); n_nodes],
            heads: BTreeSet::new(),
            shown: vec![None; n_nodes],
            n_busy: vec![0; n_nodes],
            flying: BTreeSet::new(),
            n_left: 0,
        };
        let chosen: Vec<bool> = (0..n_steps).map(|index| chosen(StepId(index as u32))).collect();
        schedule.wire(plan, &chosen);
        schedule.open(&chosen);
        schedule
    }

    fn wire(&mut self, plan: &Plan, chosen: &[bool]) {
        for (index, step) in plan.steps.iter().enumerate().filter(|(index, _)| chosen[*index]) {
            self.n_left += 1;
            for before in step.after.iter().map(|id| id.0 as usize) {
                match (self.way, chosen.get(before)) {
                    (Way::Make, Some(true)) => self.follow(before, index),
                    (Way::Unmake, Some(true)) => self.follow(index, before),
                    // A step that is not in the plan is never done.
                    (Way::Make, None) => self.n_waits[index] += 1,
                    _ => {}
                }
            }
        }
    }

    fn follow(&mut self, first: usize, then: usize) {
        let (first, then) = (self.rank(first), self.rank(then));
        self.followers[first].push(then);
        self.n_waits[then] += 1;
    }

    fn open(&mut self, chosen: &[bool]) {
        for index in (0..self.n_steps).filter(|index| chosen[*index]) {
            let rank = self.rank(index);
            if self.n_waits[rank] == 0 {
                self.ready[self.node_of[index]].push(Reverse(rank));
            }
        }
        (0..self.ready.len()).for_each(|node| self.show(node));
    }

    /// The step to begin now; from then on it is in flight. None if nothing is ready or there is no room.
    pub fn next(&mut self) -> Option<StepId> {
        if self.flying.len() >= self.in_all {
            return None;
        }
        let (rank, node) = *self.heads.first()?;
        self.ready[node].pop();
        self.n_busy[node] += 1;
        self.show(node);
        let step = self.step(rank);
        self.flying.insert(step);
        Some(step)
    }

    /// Further steps of the same node that may begin with `first`, in order: each waits for nothing but what is done or goes
    /// before it here. From then on they are in flight.
    pub fn along(&mut self, first: StepId, most: usize, may: impl Fn(StepId) -> bool) -> Vec<StepId> {
        let mut taken = vec![first];
        let node = self.node_of[first.0 as usize];
        // Followers by how many of their predecessors are taken; those with none left are open.
        let (mut met, mut open) = (HashMap::<usize, usize>::new(), BTreeSet::new());
        while taken.len() < most {
            let last = self.rank(taken[taken.len() - 1].0 as usize);
            for follower in &self.followers[last] {
                let n_met = met.entry(*follower).or_default();
                *n_met += 1;
                let is_near = self.node_of[self.step(*follower).0 as usize] == node;
                if *n_met == self.n_waits[*follower] && is_near && may(self.step(*follower)) {
                    open.insert(*follower);
                }
            }
            let head = self.ready[node].peek().map(|Reverse(rank)| *rank);
            let head = head.filter(|rank| may(self.step(*rank)));
            let next = match (head, open.first().copied()) {
                (Some(head), opened) if opened.is_none_or(|opened| head < opened) => {
                    self.ready[node].pop();
                    head
                }
                (_, Some(opened)) => {
                    open.remove(&opened);
                    opened
                }
                _ => break,
            };
            let step = self.step(next);
            self.n_busy[node] += 1;
            self.flying.insert(step);
            taken.push(step);
        }
        self.show(node);
        taken
    }

    /// A step in flight has ended; if `finished`, those that wait for it may begin.
    pub fn end(&mut self, step: StepId, finished: bool) {
        if !self.flying.remove(&step) {
            return;
        }
        self.n_left -= 1;
        let index = step.0 as usize;
        let node = self.node_of[index];
        self.n_busy[node] -= 1;
        self.show(node);
        if finished {
            let rank = self.rank(index);
            for follower in std::mem::take(&mut self.followers[rank]) {
                self.n_waits[follower] -= 1;
                // One that was taken along flies already.
                if self.n_waits[follower] == 0 && !self.flying.contains(&self.step(follower)) {
                    let node = self.node_of[self.step(follower).0 as usize];
                    self.ready[node].push(Reverse(follower));
                    self.show(node);
                }
            }
        }
    }

    /// The steps in flight, lowest first.
    pub fn flying(&self) -> impl Iterator<Item = StepId> {
        self.flying.iter().copied()
    }

    /// How many steps have not ended.
    pub fn n_left(&self) -> usize {
        self.n_left
    }

    fn rank(&self, index: usize) -> usize {
        match (self.way, &self.ranks) {
            (Way::Make, Some(ranks)) => ranks.of_step[index],
            (Way::Make, None) => index,
            (Way::Unmake, _) => self.n_steps - 1 - index,
        }
    }

    fn step(&self, rank: usize) -> StepId {
        let index = match (self.way, &self.ranks) {
            (Way::Make, Some(ranks)) => ranks.steps[rank],
            (Way::Make, None) => rank,
            (Way::Unmake, _) => self.n_steps - 1 - rank,
        };
        StepId(index as u32)
    }

    fn show(&mut self, node: usize) {
        let room = self.n_busy[node] < self.per_node;
        let head = self.ready[node].peek().map(|Reverse(rank)| *rank).filter(|_| room);
        if let Some(old) = std::mem::replace(&mut self.shown[node], head) {
            self.heads.remove(&(old, node));
        }
        if let Some(new) = head {
            self.heads.insert((new, node));
        }
    }
}

/// The order of choice: by how many steps wait for a step one after another, the most first; of equals those of nodes
/// where a program is started, which routes and names take a while to reach; then the plan's.
struct Ranks {
    of_step: Vec<usize>,
    steps: Vec<usize>,
}

impl Ranks {
    fn of(plan: &Plan) -> Self {
        let mut heights = vec![0_u32; plan.steps.len()];
        // A step stands after those it waits for, so that all that wait for one are known when its turn comes.
        for (index, step) in plan.steps.iter().enumerate().rev() {
            for before in step.after.iter().map(|id| id.0 as usize).filter(|before| *before < index) {
                heights[before] = heights[before].max(heights[index] + 1);
            }
        }
        let serves =
            plan.steps.iter().filter(|step| matches!(step.action, Action::Serve { ipcps, .. } if !ipcps.is_empty()));
        let serving: HashSet<_> = serves.map(|step| step.node).collect();
        let is_elsewhere: Vec<bool> = plan.steps.iter().map(|step| !serving.contains(&step.node)).collect();
        let mut steps: Vec<usize> = (0..heights.len()).collect();
        steps.sort_by_key(|index| (Reverse(heights[*index]), is_elsewhere[*index], *index));
        let mut of_step = vec![0; steps.len()];
        steps.iter().enumerate().for_each(|(rank, index)| of_step[*index] = rank);
        Self { of_step, steps }
    }
}

/// How many steps at the same time on one node. Where one daemon stands for all nodes, a node is no more than a label: of
/// the two IPCPs such a daemon makes at a time both may be one node's.
fn room(plan: &Plan, options: &Options) -> usize {
    let is_label = plan.survey.as_ref().is_some_and(|survey| survey.one_daemon);
    options.per_node.max(if is_label { 2 } else { 1 })
}

/// By step its node's number; and how many numbers there are. Steps of the testbed share one.
fn nodes_by_step(plan: &Plan) -> (Vec<usize>, usize) {
    let mut numbers = HashMap::new();
    let node_of = plan.steps.iter().map(|step| {
        let next = numbers.len();
        *numbers.entry(step.node).or_insert(next)
    });
    (node_of.collect(), numbers.len())
}
