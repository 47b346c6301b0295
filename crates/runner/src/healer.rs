//! The healer: what a plan says of its IPCPs, which of them are suspected to hang, and whose turn it is with one that is asked.

use crate::{Healing, Options};
use futures::lock::{Mutex as Turns, MutexGuard as Turn};
use planner::{Action, Plan, Step, StepId, Survey};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// How many may enroll through one IPCP at the same time: of more, real daemons leave some without an answer. Flows are
/// connected one after another: of two at once one is often refused, and what that costs is more than it saves.
const N_LANES: u32 = 2;

/// The same where one daemon has both ends: of two flows it may give up the one's number while it hands out the other's,
/// and is then never able to use it again.
const N_LANES_WITHIN: u32 = 1;

/// An IPCP, as far as healing needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ipcp<'p> {
    pub node: &'p str,
    pub layer: &'p str,
    /// It starts its layer.
    pub is_root: bool,
    /// How many enroll one through the other from the one that starts the layer to this one.
    pub depth: usize,
    /// The lower IPCPs it is registered with.
    pub over: Vec<&'p str>,
}

/// A layer that is not hardware.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer<'p> {
    pub members: Vec<&'p str>,
    pub n_flows: usize,
    /// By member, how many flows it has.
    pub n_near: HashMap<&'p str, usize>,
}

/// What healing knows. Maps are only looked into; what is walked is in the plan's order.
pub(crate) struct Healer<'p> {
    pub plan: &'p Plan,
    pub healing: &'p Healing,
    pub survey: &'p Survey,
    pub ipcps: HashMap<&'p str, Ipcp<'p>>,
    pub layers: HashMap<&'p str, Layer<'p>>,
    suspects: Mutex<Suspects>,
    /// By layer: whether its members are acquainted.
    acquainted: HashMap<&'p str, Turns<bool>>,
    /// IPCPs that were taken away to be made anew since the network was up.
    strangers: Mutex<BTreeSet<String>>,
    /// One step at a time in each; some for each IPCP that is asked.
    lanes: Vec<Turns<()>>,
    /// By step that asks: its lane.
    lane_of: HashMap<StepId, usize>,
}

#[derive(Default)]
struct Suspects {
    ipcps: BTreeSet<String>,
    /// How often a step hung with nothing dead that explains it.
    n_hung: HashMap<StepId, u32>,
    /// How often a flow was connected that carries nothing.
    n_in_vain: HashMap<StepId, u32>,
    /// How often an IPCP died.
    n_died: HashMap<String, u32>,
}

/// The ends of what the step joins: who asks, and who is asked.
pub(crate) fn ends<'p>(action: &Action<'p>) -> Option<(&'p str, &'p str)> {
    match *action {
        Action::Manage { src, dst, .. }
        | Action::Connect { src, dst, .. }
        | Action::Enroll { enrollee: src, enroller: dst, .. } => Some((src.as_str(), dst.as_str())),
        _ => None,
    }
}

impl<'p> Healer<'p> {
    /// None if nothing is to be healed, or nobody can be asked.
    pub fn of(plan: &'p Plan, options: &'p Options) -> Option<Self> {
        let (healing, survey) = (options.healing.as_ref()?, plan.survey.as_ref()?);
        let mut healer = Self {
            plan,
            healing,
            survey,
            ipcps: HashMap::new(),
            layers: HashMap::new(),
            suspects: Mutex::default(),
            acquainted: HashMap::new(),
            strangers: Mutex::default(),
            lanes: Vec::new(),
            lane_of: HashMap::new(),
        };
        let n_lanes = if survey.one_daemon { N_LANES_WITHIN } else { N_LANES };
        let mut lanes = HashMap::new();
        for step in &plan.steps {
            let node = step.node.as_ref().map_or("", |node| node.as_str());
            if let Some((_, asked)) = ends(&step.action) {
                let is_flow = matches!(step.action, Action::Manage { .. } | Action::Connect { .. });
                let turn = if is_flow { 0 } else { step.id.0 % n_lanes };
                let lane = *lanes.entry((asked, turn)).or_insert(healer.lanes.len());
                healer.lanes.resize_with(healer.lanes.len().max(lane + 1), Turns::default);
                healer.lane_of.insert(step.id, lane);
            }
            healer.learn(node, step.action);
        }
        Some(healer)
    }

    fn learn(&mut self, node: &'p str, action: Action<'p>) {
        match action {
            Action::Create { ipcp, layer, kind } | Action::Bootstrap { ipcp, layer, kind } => {
                let is_hardware = kind.is_hardware();
                let is_root = !is_hardware && matches!(action, Action::Bootstrap { .. });
                let known = Ipcp { node, layer: layer.as_str(), is_root, depth: 0, over: Vec::new() };
                self.ipcps.insert(ipcp.as_str(), known);
                if !is_hardware {
                    self.layers.entry(layer.as_str()).or_default().members.push(ipcp.as_str());
                    self.acquainted.entry(layer.as_str()).or_default();
                }
            }
            Action::Register { ipcp, name, lower, .. } if name == ipcp.as_str() => {
                if let Some(known) = self.ipcps.get_mut(ipcp.as_str()) {
                    known.over = lower.iter().map(|lower| lower.as_str()).collect();
                }
            }
            Action::Enroll { enrollee, enroller, again: false, .. } => {
                let depth = self.ipcps.get(enroller.as_str()).map_or(0, |known| known.depth + 1);
                self.ipcps.entry(enrollee.as_str()).and_modify(|known| known.depth = depth);
            }
            Action::Connect { src, dst, layer, .. } => {
                let layer = self.layers.entry(layer.as_str()).or_default();
                layer.n_flows += 1;
                for end in [src, dst] {
                    *layer.n_near.entry(end.as_str()).or_default() += 1;
                }
            }
            _ => {}
        }
    }

    /// Waits until the step may ask whom it joins through.
    pub async fn turn(&self, step: &Step<'_>) -> Option<Turn<'_, ()>> {
        let lane = *self.lane_of.get(&step.id)?;
        Some(self.lanes[lane].lock().await)
    }

    /// The layer of an IPCP that is not hardware.
    pub fn layer_of(&self, ipcp: &str) -> Option<&Layer<'p>> {
        self.layers.get(self.ipcps.get(ipcp)?.layer)
    }

    /// Whether the members of an IPCP's layer are acquainted; none if it is hardware.
    pub fn acquainted(&self, ipcp: &str) -> Option<&Turns<bool>> {
        self.acquainted.get(self.ipcps.get(ipcp)?.layer)
    }

    /// These are made anew, and nobody in their layers knows the new ones.
    pub async fn estrange(&self, gone: &BTreeSet<&str>) {
        for once in gone.iter().filter_map(|ipcp| self.acquainted(ipcp)) {
            *once.lock().await = false;
        }
        let mut strangers = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        strangers.extend(gone.iter().map(|ipcp| (*ipcp).to_owned()));
    }

    /// Takes out who was made anew since this was done before.
    pub fn take_strangers(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.strangers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A command of the step hung: whoever asked is suspected. Nothing dead explains it: the second time, who was asked too.
    pub fn hangs(&self, step: StepId, is_explained: bool) {
        let Some(step) = self.plan.steps.get(step) else { return };
        let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Action::Create { ipcp, .. } | Action::Bootstrap { ipcp, .. } = &step.action {
            suspects.ipcps.insert(ipcp.as_str().to_owned());
        }
        let Some((src, dst)) = ends(&step.action) else { return };
        suspects.ipcps.insert(src.to_owned());
        if is_explained {
            return;
        }
        let n_hung = suspects.n_hung.entry(step.id).or_default();
        *n_hung += 1;
        if *n_hung > 1 {
            suspects.ipcps.insert(dst.to_owned());
        }
    }

    /// Every try failed: who asked is suspected with what carries it; the second time, all at the other end too.
    pub fn blame(&self, step: StepId) {
        self.hangs(step, false);
        let ends = self.plan.steps.get(step).and_then(|step| ends(&step.action));
        let Some((src, dst)) = ends.and_then(|(src, dst)| Some((self.ipcps.get(src)?, self.ipcps.get(dst)?))) else {
            return;
        };
        let layer = |ipcp: &str| self.ipcps.get(ipcp).map(|known| known.layer);
        let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = suspects.n_hung.get(&step) == Some(&1);
        for near in &src.over {
            for far in dst.over.iter().filter(|far| layer(far) == layer(near)) {
                suspects.ipcps.insert((*near).to_owned());
                if !is_first {
                    suspects.ipcps.insert((*far).to_owned());
                }
            }
        }
    }

    /// A flow that was connected carries nothing; not for the first time: whoever connects is to blame. Answers whether that is so.
    pub fn is_in_vain(&self, step: StepId) -> bool {
        let n_in_vain = {
            let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
            let n_in_vain = suspects.n_in_vain.entry(step).or_default();
            *n_in_vain += 1;
            *n_in_vain
        };
        if n_in_vain > 1 {
            self.blame(step);
        }
        n_in_vain > 1
    }

    /// An IPCP died. Of one that stands on nothing and dies again, the one at the other end of its cable: it may be why.
    pub fn killer(&self, ipcp: &str) -> Option<&'p str> {
        let is_again = {
            let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
            let n_died = suspects.n_died.entry(ipcp.to_owned()).or_default();
            *n_died += 1;
            *n_died > 1
        };
        let on_link = |known: &&Ipcp| !self.layers.contains_key(known.layer);
        let known = self.ipcps.get(ipcp).filter(on_link).filter(|_| is_again)?;
        let mut others = self.ipcps.iter().filter(|(name, other)| other.layer == known.layer && **name != ipcp);
        // Of many on a switch nobody knows which.
        let (killer, _) = others.next()?;
        others.next().is_none().then_some(*killer)
    }

    /// Whether the IPCP is suspected.
    pub fn is_suspect(&self, ipcp: &str) -> bool {
        self.suspects.lock().unwrap_or_else(PoisonError::into_inner).ipcps.contains(ipcp)
    }

    /// It was taken away: the next of its name is not suspected.
    pub fn clear(&self, ipcp: &str) {
        self.suspects.lock().unwrap_or_else(PoisonError::into_inner).ipcps.remove(ipcp);
    }
}
