//! Looking: what nodes say of themselves. Nothing of it is in the journal but what is made of it.

use crate::healer::{self, Healer};
use crate::step::Hands;
use futures::future::{self, Either};
use planner::{Action, Census, Step, Ties, View};
use std::collections::HashMap;
use std::pin::pin;
use testbed::{Command, Deaf};

/// The first wait between two looks, milliseconds; each further one is twice as long.
const FIRST_MS: u64 = 2;

/// The longest wait between two looks, milliseconds.
const LONGEST_MS: u64 = 100;

/// How long something new is waited for, milliseconds: what was lost of link states is told again after a second, and a
/// directory that may ask others tries at least once a second.
pub(crate) const SILENCE_MS: u64 = 1_500;

/// How long a directory that has asked is waited for, milliseconds: the answer comes at once, or is lost where the way back
/// is not known yet, and then it asks nobody else for minutes. Others ask it, and find what it knows.
const ANSWER_MS: u64 = 150;

/// How often it is seen whether those that are being joined live, milliseconds.
const GUARD_MS: u64 = 600;

/// When it is seen whether a program lives, milliseconds after the look before: those that die of a race die at once, and
/// an engine of containers takes a tenth of a second and more to start one.
const BIRTHS_MS: [u64; 3] = [50, 150, 300];

/// The longest name of a process. Source: Linux, TASK_COMM_LEN.
const LONGEST_NAME: usize = 15;

/// What a look for a step's effect found.
pub(crate) enum Effect {
    There,
    /// What should be there, in words.
    Missing(String),
    /// Nothing of it can be seen; what its commands say counts.
    Unseen,
}

/// What a step should have made.
enum Wanted<'p> {
    Answer,
    Life(&'p str),
    Member(&'p str, &'p str),
}

/// Says what `node` answers; none if it does not, or its answer is a failure.
pub(crate) async fn ask(hands: &Hands<'_>, healer: &Healer<'_>, node: &str, question: &Command) -> Option<String> {
    let answer = hands.means.bed.exec(&hands.run.tag, node, question, &Deaf);
    let (answer, limit) = (pin!(answer), hands.means.clock.sleep(healer.healing.command_ms));
    match future::select(answer, limit).await {
        Either::Left((Ok(exit), _)) if exit.status == 0 => Some(exit.output),
        _ => None,
    }
}

/// How long something is looked for again and again.
pub(crate) struct Patience {
    until_ms: f64,
    wait_ms: u64,
}

impl Patience {
    /// As much as the run has, from now on.
    pub fn of(hands: &Hands<'_>, healer: &Healer<'_>) -> Self {
        Self::lasting(hands, healer.healing.patience_ms)
    }

    /// As long as this from now on, milliseconds.
    pub fn lasting(hands: &Hands<'_>, ms: u64) -> Self {
        Self { until_ms: hands.means.clock.now_ms() + ms as f64, wait_ms: FIRST_MS }
    }

    /// Whether it has run out.
    fn is_over(&self, hands: &Hands<'_>) -> bool {
        hands.means.clock.now_ms() >= self.until_ms
    }

    /// Waits a little before the next look; false if there is to be none.
    pub async fn lasts(&mut self, hands: &Hands<'_>) -> bool {
        if self.is_over(hands) {
            return false;
        }
        hands.means.clock.sleep(self.wait_ms).await;
        self.wait_ms = (2 * self.wait_ms).min(LONGEST_MS);
        true
    }
}

/// Watches over what a step that joins two IPCPs stands on, and says who died; else never ends.
pub(crate) async fn guard(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) -> String {
    let Some((src, dst)) = healer::ends(&step.action) else { return future::pending().await };
    loop {
        hands.means.clock.sleep(GUARD_MS).await;
        for end in [src, dst] {
            let Some(known) = healer.ipcps.get(end) else { continue };
            let Some(said) = ask(hands, healer, known.node, &healer.survey.ipcps).await else { continue };
            let census = Census::read(&said);
            if let Some(dead) = known.over.iter().chain([&end]).find(|ipcp| !census.has(ipcp)) {
                return format!("IPCP {dead} on {} died meanwhile", known.node);
            }
        }
    }
}

/// Looks for what the step should have made; `said_well`: its commands ended well.
///
/// What is made with an honest status is not looked at here: all of it is, at once, before the run is up.
pub(crate) async fn effect(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>, said_well: bool) -> Effect {
    let Some(node) = step.node.as_ref().filter(|_| !step.make.is_empty()) else { return Effect::Unseen };
    let wanted = match &step.action {
        // One that serves all nodes was waited for where it was started.
        Action::StartDaemon { .. } if !said_well || !healer.survey.one_daemon => Wanted::Answer,
        Action::Create { ipcp, .. } if !said_well => Wanted::Life(ipcp.as_str()),
        Action::Bootstrap { ipcp, layer, .. } if !said_well => Wanted::Member(ipcp.as_str(), layer.as_str()),
        Action::Enroll { enrollee, layer, again: false, .. } if !said_well => {
            Wanted::Member(enrollee.as_str(), layer.as_str())
        }
        _ => return Effect::Unseen,
    };
    let mut patience = Patience::of(hands, healer);
    loop {
        let said = ask(hands, healer, node.as_str(), &healer.survey.ipcps).await;
        if said.is_some_and(|said| wanted.is_in(&Census::read(&said))) {
            return Effect::There;
        }
        if !said_well || !patience.lasts(hands).await {
            return Effect::Missing(wanted.to_string());
        }
    }
}

/// Whether a program that the step left running is gone.
pub(crate) async fn has_ended(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) -> bool {
    let (Some(node), Action::Serve { .. }) = (&step.node, &step.action) else { return false };
    let Some(program) = step.make.iter().find(|command| command.is_daemon()) else { return false };
    let name = program.program().rsplit('/').next().unwrap_or_default();
    let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
    for birth_ms in BIRTHS_MS {
        hands.means.clock.sleep(birth_ms).await;
        let said = ask(hands, healer, node.as_str(), &healer.survey.programs).await;
        if said.is_none_or(|said| said.lines().any(|line| line == name)) {
            return false;
        }
    }
    true
}

impl Wanted<'_> {
    fn is_in(&self, census: &Census) -> bool {
        match self {
            Self::Answer => true,
            Self::Life(ipcp) => census.has(ipcp),
            Self::Member(ipcp, layer) => census.has_member(ipcp, layer),
        }
    }
}

impl std::fmt::Display for Wanted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Answer => f.write_str("daemon that answers"),
            Self::Life(ipcp) => write!(f, "IPCP {ipcp}"),
            Self::Member(ipcp, layer) => write!(f, "IPCP {ipcp} in layer {layer}"),
        }
    }
}

/// What some IPCPs of one node see; those that cannot be looked into are left out.
pub(crate) async fn views(hands: &Hands<'_>, healer: &Healer<'_>, node: &str, ipcps: &[&str]) -> HashMap<String, View> {
    let said = ask(hands, healer, node, &healer.survey.views_of(ipcps.iter().copied())).await.unwrap_or_default();
    View::read(&said).into_iter().map(|(ipcp, view)| (ipcp.to_owned(), view)).collect()
}

/// What ties some IPCPs of one node to others; those that cannot be looked into are left out.
pub(crate) async fn ties(hands: &Hands<'_>, healer: &Healer<'_>, node: &str, ipcps: &[&str]) -> HashMap<String, Ties> {
    let Some(question) = healer.survey.ties_of(ipcps.iter().copied()) else { return HashMap::new() };
    let said = ask(hands, healer, node, &question).await.unwrap_or_default();
    Ties::read(&said).into_iter().map(|(ipcp, ties)| (ipcp.to_owned(), ties)).collect()
}

/// The IPCPs in whose layers a step registers names for others to find.
pub(crate) fn lowers<'p>(healer: &Healer<'p>, step: &Step<'p>) -> Vec<&'p str> {
    let lowers = match step.action {
        Action::Register { lower, .. } => lower,
        Action::Serve { ipcps, .. } => ipcps,
        _ => return Vec::new(),
    };
    let is_shared = |ipcp: &&str| healer.layer_of(ipcp).is_some_and(|layer| layer.n_flows > 0);
    lowers.iter().map(|ipcp| ipcp.as_str()).filter(is_shared).collect()
}

/// Waits until the layers a step stands on are whole, as far as its own lower IPCPs see: a name that is registered
/// before their directory has spoken is not found by others.
///
/// Answers what was missing when nothing had come any more for as long as that helps.
pub(crate) async fn ground(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) -> Option<String> {
    let node = step.node.as_ref()?.as_str();
    let lowers = lowers(healer, step);
    if lowers.is_empty() {
        return None;
    }
    let whole = Patience::of(hands, healer);
    let (mut awaited, mut patience) = (None, Patience::lasting(hands, SILENCE_MS));
    loop {
        let views = views(hands, healer, node, &lowers).await;
        let missing = lowers.iter().find_map(|ipcp| lack(healer, ipcp, views.get(*ipcp)?));
        let now = lowers.iter().map(|ipcp| Awaited::of(healer, ipcp, views.get(*ipcp))).min();
        if now > awaited {
            patience = Patience::lasting(hands, if now == Some(Awaited::Answer) { ANSWER_MS } else { SILENCE_MS });
            awaited = now;
        }
        let is_late = matches!(now, Some(Awaited::Links(_))) && whole.is_over(hands);
        if missing.is_none() || is_late || !patience.lasts(hands).await {
            return missing;
        }
    }
}

/// What an IPCP waits for, and how far that has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Awaited {
    /// More link states of its layer than these.
    Links(usize),
    /// Its directory may ask others.
    Question,
    /// It has asked, or been asked.
    Answer,
}

impl Awaited {
    fn of(healer: &Healer<'_>, ipcp: &str, view: Option<&View>) -> Self {
        match view {
            Some(view) if view.n_links < n_links(healer, ipcp) => Self::Links(view.n_links),
            Some(view) if view.has_spoken == Some(false) && !view.has_asked => Self::Question,
            Some(_) => Self::Answer,
            None => Self::Links(0),
        }
    }
}

/// The link states of an IPCP's layer: each flow is told from both its ends.
fn n_links(healer: &Healer<'_>, ipcp: &str) -> usize {
    healer.layer_of(ipcp).map_or(0, |layer| 2 * layer.n_flows)
}

/// What an IPCP does not see yet.
pub(crate) fn lack(healer: &Healer<'_>, ipcp: &str, view: &View) -> Option<String> {
    let n_wanted = n_links(healer, ipcp);
    if view.n_links < n_wanted {
        return Some(format!("{ipcp} knows {} of {n_wanted} link states of its layer", view.n_links));
    }
    (view.has_spoken == Some(false)).then(|| format!("the directory of {ipcp} has not spoken with others"))
}
