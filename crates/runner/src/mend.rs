//! Mending: what died is found, taken away with what stood on it, and left to be made again.

use crate::acquaint;
use crate::healer::Healer;
use crate::hearing::Hearing;
use crate::progress::Stage;
use crate::sight::{self, Patience, ask};
use crate::step::Hands;
use crate::tries::uproot;
use crate::{State, What};
use futures::future::{self, Either, FutureExt};
use planner::{Action, Census, Plan, Step, StepId, Ties};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;

/// How often a network that is up is looked at, milliseconds.
const WATCH_MS: u64 = 1_000;

/// How long before a silent daemon is asked once more, milliseconds.
const SECOND_WORD_MS: u64 = 200;

/// What was lost: daemons by their nodes, IPCPs, and single steps, each with the reason.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Losses<'p> {
    pub daemons: BTreeMap<&'p str, String>,
    /// The IPCPs of those daemons.
    pub fallen: BTreeSet<&'p str>,
    pub ipcps: BTreeMap<&'p str, String>,
    pub steps: BTreeMap<StepId, String>,
}

impl Losses<'_> {
    fn is_empty(&self) -> bool {
        self.daemons.is_empty() && self.ipcps.is_empty() && self.steps.is_empty()
    }

    fn why(&self) -> String {
        let all = self.daemons.values().chain(self.ipcps.values()).chain(self.steps.values());
        let mut all: Vec<&str> = all.map(String::as_str).collect();
        // A flow is lost with its management, for one reason.
        all.dedup();
        all.join("; ")
    }
}

/// Looks at everything that was made, and undoes what must be made again. True if something must.
pub(crate) async fn mend<'p>(hands: &Hands<'_>, healer: &Healer<'p>, whole: bool) -> bool {
    let mut losses = if whole { lost(hands, healer).await } else { dead(hands, healer).await };
    if losses.steps.keys().filter(|step| healer.is_in_vain(**step)).count() > 0 {
        losses.ipcps = dead(hands, healer).await.ipcps;
    }
    accuse(healer, &mut losses);
    if losses.is_empty() {
        if whole {
            acquaint::strangers(hands, healer).await;
        }
        return false;
    }
    let why = losses.why();
    let gone = spread(healer, losses.ipcps.keys().chain(&losses.fallen).copied().collect());
    healer.estrange(&gone).await;
    let stages = hands.scribe.progress().stages.clone();
    let mut steps: BTreeSet<StepId> = losses.steps.keys().copied().collect();
    steps.extend(starts(healer, &losses));
    steps.extend(touched(healer, &gone));
    steps.retain(|step| matches!(stages[step.0 as usize], Stage::Begun | Stage::Done));
    hands.scribe.note(What::Mending { why, steps: steps.iter().copied().collect() });
    for node in losses.daemons.keys() {
        raze(hands, healer, node).await;
    }
    for step in steps.iter().rev() {
        take_back(hands, &healer.plan.steps.at(*step), &gone).await;
    }
    let gone: Vec<&str> = gone.into_iter().collect();
    for some in gone.chunks(hands.options.in_all.max(1)) {
        let mut all = Vec::with_capacity(some.len());
        for ipcp in some {
            if losses.fallen.contains(ipcp) {
                healer.clear(ipcp);
            } else if let Some(known) = healer.ipcps.get(ipcp) {
                all.push(uproot(hands, healer, known.node, ipcp).boxed());
            }
        }
        future::join_all(all).await;
    }
    for step in steps {
        hands.scribe.note(What::Undone { step });
    }
    true
}

/// What died; or if nothing did, the flows that are not there. Both are looked for at the same time.
async fn lost<'p>(hands: &Hands<'_>, healer: &Healer<'p>) -> Losses<'p> {
    let (dead, parted) = (pin!(dead(hands, healer)), pin!(parted(hands, healer)));
    match future::select(dead, parted).await {
        Either::Left((losses, _)) if !losses.is_empty() => losses,
        Either::Left((losses, parted)) => Losses { steps: parted.await, ..losses },
        Either::Right((steps, dead)) => match dead.await {
            losses if losses.is_empty() => Losses { steps, ..losses },
            losses => losses,
        },
    }
}

/// Adds to those that died again who may have killed them.
fn accuse<'p>(healer: &Healer<'p>, losses: &mut Losses<'p>) {
    let died: Vec<&str> = losses.ipcps.keys().copied().collect();
    for ipcp in died {
        if let Some(killer) = healer.killer(ipcp) {
            let why = || format!("IPCP {killer} may be why {ipcp} was lost again");
            losses.ipcps.entry(killer).or_insert_with(why);
        }
    }
}

/// Watches over a network that is up, and says what died; else never ends.
pub(crate) async fn watch(hands: &Hands<'_>, state: State) -> String {
    let Some(healer) = hands.healer.as_ref().filter(|_| state == State::Up) else {
        return std::future::pending().await;
    };
    loop {
        hands.means.clock.sleep(WATCH_MS).await;
        let losses = dead(hands, healer).await;
        if !losses.is_empty() {
            return losses.why();
        }
    }
}

/// Where each IPCP's daemon is asked, with what should be there: alive, or a member of a layer.
fn expected<'p>(healer: &Healer<'p>, stages: &[Stage]) -> BTreeMap<&'p str, Vec<(&'p str, Option<&'p str>)>> {
    let mut expected: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    let first = healer.plan.site().machines.first().map_or("", |machine| machine.name.as_str());
    for step in healer.plan.steps.iter().filter(|step| stages[step.id.0 as usize] == Stage::Done) {
        let (ipcp, layer) = match &step.action {
            Action::Create { ipcp, .. } => (ipcp, None),
            Action::Bootstrap { ipcp, layer, .. } => (ipcp, Some(layer.as_str())),
            Action::Enroll { enrollee, layer, again: false, .. } => (enrollee, Some(layer.as_str())),
            _ => continue,
        };
        let Some(node) = &step.node else { continue };
        let asked = if healer.survey.one_daemon { first } else { node.as_str() };
        expected.entry(asked).or_default().push((ipcp.as_str(), layer));
    }
    expected
}

/// IPCPs that should be there and are not, or are suspected to hang.
async fn dead<'p>(hands: &Hands<'_>, healer: &Healer<'p>) -> Losses<'p> {
    let expected = expected(healer, &hands.scribe.progress().stages);
    let expected: Vec<_> = expected.into_iter().collect();
    let mut losses = Losses::default();
    let mut answers = Vec::with_capacity(expected.len());
    for some in expected.chunks(hands.options.in_all.max(1)) {
        let mut all = Vec::with_capacity(some.len());
        for (node, _) in some {
            all.push(ask(hands, healer, node, &healer.survey.ipcps).boxed());
        }
        answers.extend(future::join_all(all).await);
    }
    let silent = expected.iter().zip(&answers).filter(|(_, said)| said.is_none()).map(|((node, _), _)| *node);
    let silent = still_silent(hands, healer, silent.collect()).await;
    for ((node, ipcps), said) in expected.into_iter().zip(answers) {
        let Some(said) = said else {
            if silent.contains(node) {
                losses.daemons.insert(node, format!("the daemon on {node} does not answer"));
                losses.fallen.extend(ipcps.iter().map(|(ipcp, _)| *ipcp));
            }
            continue;
        };
        let census = Census::read(&said);
        for (ipcp, layer) in ipcps {
            let why = if !census.has(ipcp) {
                format!("IPCP {ipcp} on {node} died")
            } else if layer.is_some_and(|layer| !census.has_member(ipcp, layer)) {
                format!("IPCP {ipcp} on {node} lost its layer {}", layer.unwrap_or_default())
            } else if healer.is_suspect(ipcp) {
                format!("IPCP {ipcp} on {node} does not do its work")
            } else {
                continue;
            };
            losses.ipcps.insert(ipcp, why);
        }
    }
    losses
}

/// Of nodes whose daemons gave no answer those that give none to a second question either.
async fn still_silent<'p>(hands: &Hands<'_>, healer: &Healer<'_>, nodes: Vec<&'p str>) -> BTreeSet<&'p str> {
    if nodes.is_empty() {
        return BTreeSet::new();
    }
    hands.means.clock.sleep(SECOND_WORD_MS).await;
    let asked = nodes.into_iter().map(|node| async move {
        let said = ask(hands, healer, node, &healer.survey.ipcps).await;
        said.is_none().then_some(node)
    });
    future::join_all(asked).await.into_iter().flatten().collect()
}

/// Takes a dead daemon away with what it left running, which would keep the next one from its place.
async fn raze(hands: &Hands<'_>, healer: &Healer<'_>, node: &str) {
    if let Some(raze) = &healer.survey.raze {
        // What cannot be taken away is told by the daemon that does not start.
        ask(hands, healer, node, raze).await;
    }
}

/// The steps that start the daemons that were lost.
fn starts(healer: &Healer<'_>, losses: &Losses<'_>) -> Vec<StepId> {
    let is_lost = |step: &Step| match &step.action {
        Action::StartDaemon { node } => losses.daemons.contains_key(node.as_str()),
        _ => false,
    };
    healer.plan.steps.iter().filter(is_lost).map(|step| step.id).collect()
}

/// Flows that were connected and are not there, by what their ends see for as long as patience lasts. Link states come by
/// themselves.
async fn parted(hands: &Hands<'_>, healer: &Healer<'_>) -> BTreeMap<StepId, String> {
    let mut by_node: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let first = healer.plan.site().machines.first().map_or("", |machine| machine.name.as_str());
    for step in &healer.plan.steps {
        if let Action::Create { ipcp, .. } | Action::Bootstrap { ipcp, .. } = &step.action
            && healer.layer_of(ipcp.as_str()).is_some_and(|layer| layer.n_flows > 0)
            && let Some(node) = &step.node
        {
            let asked = if healer.survey.one_daemon { first } else { node.as_str() };
            by_node.entry(asked).or_default().push(ipcp.as_str());
        }
    }
    let (mut hearing, mut patience) = (Hearing::default(), Patience::of(hands, healer));
    let (alone, deaf) = loop {
        let ties = all_ties(hands, healer, &by_node).await;
        ties.iter().for_each(|(ipcp, ties)| hearing.note(ipcp, ties));
        let alone = ties.iter().filter(|(ipcp, ties)| is_alone(healer, ipcp, ties)).map(|(ipcp, _)| *ipcp);
        let deaf = ties.iter().flat_map(|(ipcp, ties)| hearing.unheard(ties).map(|peer| (*ipcp, peer)));
        let (alone, deaf): (BTreeSet<_>, BTreeSet<_>) = (alone.collect(), deaf.collect());
        let short: BTreeSet<&str> = alone.iter().copied().chain(deaf.iter().map(|(ipcp, _)| *ipcp)).collect();
        if short.is_empty() || !patience.lasts(hands).await {
            break (alone, deaf);
        }
        by_node.values_mut().for_each(|ipcps| ipcps.retain(|ipcp| short.contains(ipcp)));
        by_node.retain(|_, ipcps| !ipcps.is_empty());
    };
    let mut unlinked = unlinked(healer.plan, &alone, &deaf);
    unlinked.retain(|step, _| hands.scribe.stage(*step) == Stage::Done);
    unlinked
}

/// What ties IPCPs of several nodes to others.
async fn all_ties<'p>(
    hands: &Hands<'_>,
    healer: &Healer<'_>,
    by_node: &BTreeMap<&str, Vec<&'p str>>,
) -> Vec<(&'p str, Ties)> {
    let by_node: Vec<_> = by_node.iter().collect();
    let mut all = Vec::new();
    for some in by_node.chunks(hands.options.in_all.max(1)) {
        let asked = some.iter().map(|(node, ipcps)| async move {
            let mut ties = sight::ties(hands, healer, node, ipcps).await;
            ipcps.iter().filter_map(|ipcp| Some((*ipcp, ties.remove(*ipcp)?))).collect::<Vec<_>>()
        });
        all.extend(future::join_all(asked).await.into_iter().flatten());
    }
    all
}

/// Whether an IPCP lacks a neighbour.
fn is_alone(healer: &Healer<'_>, ipcp: &str, ties: &Ties) -> bool {
    let n_near = healer.layer_of(ipcp).and_then(|layer| layer.n_near.get(ipcp));
    n_near.is_some_and(|n_near| ties.n_neighbours < *n_near)
}

/// The flows over which somebody is not heard, and those between IPCPs that lack a neighbour: both ends do, or else one.
fn unlinked(plan: &Plan, alone: &BTreeSet<&str>, deaf: &BTreeSet<(&str, &str)>) -> BTreeMap<StepId, String> {
    let flows = plan.steps.iter().filter_map(|step| match &step.action {
        Action::Manage { src, dst, .. } | Action::Connect { src, dst, .. } => {
            Some((step.id, src.as_str(), dst.as_str()))
        }
        _ => None,
    });
    let flows: Vec<_> = flows.collect();
    let lacks = |ipcp: &str| alone.contains(ipcp);
    let both_lack = flows.iter().any(|(_, src, dst)| lacks(src) && lacks(dst));
    let is_unlinked = |src: &str, dst: &str| match both_lack {
        true => lacks(src) && lacks(dst),
        false => lacks(src) || lacks(dst),
    };
    let is_deaf = |src, dst| deaf.contains(&(src, dst)) || deaf.contains(&(dst, src));
    let gone = flows.into_iter().filter(|(_, src, dst)| is_unlinked(src, dst) || is_deaf(*src, *dst));
    gone.map(|(step, src, dst)| (step, format!("the flow from {src} to {dst} carries nothing"))).collect()
}

/// All that is gone with these: a layer whose first member is gone is not the same layer any more.
fn spread<'p>(healer: &Healer<'p>, mut gone: BTreeSet<&'p str>) -> BTreeSet<&'p str> {
    let roots: Vec<&str> = gone.iter().copied().collect();
    for ipcp in roots {
        let Some(known) = healer.ipcps.get(ipcp).filter(|known| known.is_root) else { continue };
        gone.extend(healer.layers.get(known.layer).into_iter().flat_map(|layer| layer.members.iter().copied()));
    }
    gone
}

/// The steps that made what is gone, or made something in it or through it.
fn touched(healer: &Healer<'_>, gone: &BTreeSet<&str>) -> Vec<StepId> {
    let is_touched = |step: &Step| match &step.action {
        Action::SwapIn | Action::Install { .. } | Action::StartDaemon { .. } => false,
        Action::Create { ipcp, .. } | Action::Bootstrap { ipcp, .. } => gone.contains(ipcp.as_str()),
        Action::Register { lower, .. } => lower.iter().any(|lower| gone.contains(lower.as_str())),
        Action::Enroll { enrollee, again: false, .. } => gone.contains(enrollee.as_str()),
        Action::Enroll { enrollee: src, enroller: dst, .. }
        | Action::Manage { src, dst, .. }
        | Action::Connect { src, dst, .. } => {
            let (src, dst) = (src.as_str(), dst.as_str());
            gone.contains(src) || gone.contains(dst) || carries(healer, gone, src, dst)
        }
        Action::Serve { ipcps, .. } => ipcps.iter().any(|ipcp| gone.contains(ipcp.as_str())),
    };
    healer.plan.steps.iter().filter(is_touched).map(|step| step.id).collect()
}

/// Whether what is gone may have carried a flow between two IPCPs.
fn carries(healer: &Healer<'_>, gone: &BTreeSet<&str>, src: &str, dst: &str) -> bool {
    let (Some(src), Some(dst)) = (healer.ipcps.get(src), healer.ipcps.get(dst)) else { return false };
    let layer = |ipcp: &str| healer.ipcps.get(ipcp).map(|known| known.layer);
    src.over.iter().any(|near| {
        let mut far = dst.over.iter().filter(|far| layer(far) == layer(near));
        far.any(|far| gone.contains(near) || gone.contains(far))
    })
}

/// Takes a step back as far as that needs commands: what is gone needs none. Nor does who had a flow to it: one that gives its
/// end back before it knows another way dies of the next packet that is to go there (0.23), and its neighbours of that.
async fn take_back(hands: &Hands<'_>, step: &Step<'_>, gone: &BTreeSet<&str>) {
    let has_commands = match &step.action {
        Action::Manage { src, dst, .. }
        | Action::Connect { src, dst, .. }
        | Action::Enroll { enrollee: src, enroller: dst, again: true, .. } => {
            !gone.contains(src.as_str()) && !gone.contains(dst.as_str())
        }
        Action::Serve { .. } => true,
        _ => false,
    };
    // Cleaning up goes on without a journal; a crash then cleans up once more, which is harmless.
    let _ = hands.scribe.before(What::Undoing { step: step.id }).await;
    if has_commands {
        // What could not be taken back is told when it is made again.
        let _ = hands.unact(step).await;
    }
}
