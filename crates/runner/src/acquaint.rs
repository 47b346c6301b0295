//! Members of a layer get acquainted before names are told in it. A directory knows the member it enrolled through and whom
//! that one knew by then, and tells names to those it knows: what a distant member tells, others do not find. Asked for a
//! name that nobody has, it asks all it knows and learns whom they know, so each round doubles how far it sees.

use crate::healer::Healer;
use crate::sight::{self, Patience, SILENCE_MS, ask};
use crate::step::Hands;
use futures::future;
use planner::Step;
use std::pin::pin;
use testbed::Command;

/// A member at least so far from the one that started its layer does not know that one from the beginning.
const FAR: usize = 2;

/// How long after one round the next begins, milliseconds. An answer is there at once; that there is none takes a node a fifth
/// of a second for each of its IPCPs, which nobody waits for.
const APART_MS: u64 = 150;

/// Waits until all members of the layers in which the step registers names know the one that started the layer; no longer
/// than the run has patience.
pub(crate) async fn below(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) {
    let Some(question) = &healer.survey.acquaint else { return };
    for lower in sight::lowers(healer, step) {
        let Some(once) = healer.acquainted(lower) else { continue };
        // Whoever comes meanwhile waits for it.
        let mut is_done = once.lock().await;
        if !*is_done {
            let members = members(healer, lower);
            let work = pin!(acquaint(hands, healer, question, &members));
            future::select(work, hands.means.clock.sleep(healer.healing.patience_ms)).await;
            *is_done = true;
        }
    }
}

/// Waits until the directories of those that were made anew have spoken: others then know the way to them.
pub(crate) async fn strangers(hands: &Hands<'_>, healer: &Healer<'_>) {
    let strangers = healer.take_strangers();
    let is_shared = |ipcp: &&String| healer.layer_of(ipcp).is_some_and(|layer| layer.n_flows > 0);
    let members = strangers.iter().filter(is_shared).filter_map(|ipcp| member(healer, ipcp));
    spoken(hands, healer, members.collect()).await;
}

/// A member: its node, its name, and how far it is from the one that started its layer.
type Member<'p> = (&'p str, &'p str, usize);

fn members<'p>(healer: &'p Healer<'_>, lower: &str) -> Vec<Member<'p>> {
    let members = healer.layer_of(lower).map(|layer| layer.members.as_slice()).unwrap_or_default();
    members.iter().filter_map(|ipcp| member(healer, ipcp)).collect()
}

fn member<'p>(healer: &'p Healer<'_>, ipcp: &'p str) -> Option<Member<'p>> {
    healer.ipcps.get(ipcp).map(|known| (known.node, ipcp, known.depth))
}

async fn acquaint(hands: &Hands<'_>, healer: &Healer<'_>, question: &Command, members: &[Member<'_>]) {
    let deepest = members.iter().map(|(.., depth)| *depth).max().unwrap_or_default();
    if deepest < FAR {
        return;
    }
    spoken(hands, healer, members.to_vec()).await;
    let far: Vec<_> = members.iter().filter(|(.., depth)| *depth >= FAR).collect();
    // One more than it takes if no answer is lost.
    let rounds = (0..=deepest.next_power_of_two().ilog2()).map(|round| {
        let far = &far;
        async move {
            hands.means.clock.sleep(APART_MS * u64::from(round)).await;
            ask_all(hands, healer, question, far, &round.to_string()).await;
        }
    });
    future::join_all(rounds).await;
}

async fn ask_all(hands: &Hands<'_>, healer: &Healer<'_>, question: &Command, members: &[&Member<'_>], round: &str) {
    for some in members.chunks(hands.options.in_all.max(1)) {
        let asked = some.iter().map(|(node, ipcp, _)| {
            let question = Command::new(question.words().chain([*ipcp, round]));
            async move { ask(hands, healer, node, &question).await }
        });
        // Who does not ask is found by fewer.
        future::join_all(asked).await;
    }
}

/// Waits until the directories of all members have spoken, as far as that helps.
async fn spoken(hands: &Hands<'_>, healer: &Healer<'_>, mut silent: Vec<Member<'_>>) {
    let mut patience = Patience::lasting(hands, SILENCE_MS);
    loop {
        let mut still = Vec::new();
        for some in silent.chunks(hands.options.in_all.max(1)) {
            let looks = some.iter().map(|member| async move {
                let views = sight::views(hands, healer, member.0, &[member.1]).await;
                let is_silent =
                    views.get(member.1).is_some_and(|view| view.has_spoken == Some(false) && !view.has_asked);
                is_silent.then_some(*member)
            });
            still.extend(future::join_all(looks).await.into_iter().flatten());
        }
        silent = still;
        if silent.is_empty() || !patience.lasts(hands).await {
            return;
        }
    }
}
