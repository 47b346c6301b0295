//! One step, tried until its effect is there: real daemons lose replies, hang, and say well of what is not done.

use crate::acquaint;
use crate::healer::{self, Healer};
use crate::sight::{self, Effect};
use crate::step::Hands;
use crate::{What, cause};
use futures::future::{self, Either};
use planner::{Action, Step};
use std::pin::pin;

/// The wait before the second try, milliseconds; before each further one twice as long.
const FIRST_WAIT_MS: u64 = 50;

/// From this try on, an IPCP that does not get in is made anew for it.
const ANEW: u32 = 2;

/// Does a step as often as it takes.
///
/// Errors: why the last try failed.
pub(crate) async fn act(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) -> Result<(), String> {
    if let Some(why) = sight::ground(hands, healer, step).await {
        hands.scribe.note(What::Mending { why: format!("{why}; going on without"), steps: Vec::new() });
    }
    acquaint::below(hands, healer, step).await;
    if let Some(silent) = silent(healer, step) {
        return Err(format!("IPCP {silent} left others without an answer and is made anew first"));
    }
    let mut attempt = 0;
    loop {
        let Err(trouble) = once(hands, healer, step).await else { return Ok(()) };
        attempt += 1;
        if let Trouble::Program(why) = &trouble
            && attempt >= ANEW
        {
            hands.scribe.note(What::Mending { why: format!("{why}; going on without"), steps: Vec::new() });
            return Ok(());
        }
        let (Trouble::Here(why) | Trouble::Below(why) | Trouble::Program(why)) = &trouble;
        let why = why.clone();
        // One who left this twice without an answer gives none to a third try, and keeps all others waiting meanwhile.
        let is_last = attempt >= healer.healing.tries || silent(healer, step).is_some();
        if is_last && matches!(trouble, Trouble::Here(_)) {
            healer.blame(step.id);
        }
        if is_last || matches!(trouble, Trouble::Below(_)) || is_beyond(healer, step) {
            return Err(why);
        }
        let wait_ms = FIRST_WAIT_MS << (attempt - 1).min(6);
        hands.scribe.note(What::Again { step: step.id, why, wait_ms });
        hands.means.clock.sleep(wait_ms).await;
        clear(hands, healer, step, attempt).await;
        remind(hands, healer, step, attempt).await;
    }
}

/// Whoever is asked in vain may not be found: its names are told once more to the layers it stands on, whose
/// directories lose some.
async fn remind(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>, attempt: u32) {
    let Some((_, asked)) = healer::ends(&step.action).filter(|_| attempt == ANEW) else { return };
    let stands_on_layer = |over: &[&str]| over.iter().any(|ipcp| healer.layer_of(ipcp).is_some());
    if !healer.ipcps.get(asked).is_some_and(|known| stands_on_layer(&known.over)) {
        return;
    }
    let is_name_of = |step: &Step| matches!(&step.action, Action::Register { ipcp, .. } if ipcp.as_str() == asked);
    let names: Vec<Step> = healer.plan.steps.iter().filter(is_name_of).collect();
    let why = format!("{asked} is perhaps not found in the layers below it: its names are registered once more");
    hands.scribe.note(What::Mending { why, steps: Vec::new() });
    for step in &names {
        // Whether that helped is told by the next try.
        let _ = hands.unact(step).await;
        let _ = hands.act(step).await;
    }
}

/// Why a try failed.
enum Trouble {
    /// Something of the step's own.
    Here(String),
    /// What it stands on died: another try is of no use.
    Below(String),
    /// The program it started is gone, which not every program must answer for.
    Program(String),
}

async fn once(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>) -> Result<(), Trouble> {
    let (work, guard) = (pin!(hands.act(step)), pin!(sight::guard(hands, healer, step)));
    let result = match future::select(work, guard).await {
        Either::Left((result, _)) => result,
        Either::Right((why, _)) => {
            healer.hangs(step.id, true);
            return Err(Trouble::Below(why));
        }
    };
    let node = step.node.as_ref().map_or("", |node| node.as_str());
    match sight::effect(hands, healer, step, result.is_ok()).await {
        Effect::There => Ok(()),
        Effect::Unseen => match result {
            Ok(()) if sight::has_ended(hands, healer, step).await => Err(Trouble::Program(cause::ended(node))),
            result => result.map_err(Trouble::Here),
        },
        Effect::Missing(what) => result.and_then(|()| Err(cause::not_seen(&what, node))).map_err(Trouble::Here),
    }
}

/// Whom the step asks, if that one is suspected to answer nobody.
fn silent<'p>(healer: &Healer<'_>, step: &Step<'p>) -> Option<&'p str> {
    let (_, asked) = healer::ends(&step.action)?;
    healer.is_suspect(asked).then_some(asked)
}

/// A flow that hung keeps its IPCPs busy for long: they are made anew first, which is more than a try.
fn is_beyond(healer: &Healer<'_>, step: &Step<'_>) -> bool {
    match &step.action {
        Action::Manage { src, .. } | Action::Connect { src, .. } => healer.is_suspect(src.as_str()),
        _ => false,
    }
}

/// Makes room for another try.
async fn clear(hands: &Hands<'_>, healer: &Healer<'_>, step: &Step<'_>, attempt: u32) {
    let node = step.node.as_ref().map_or("", |node| node.as_str());
    match &step.action {
        Action::Create { ipcp, .. } | Action::Bootstrap { ipcp, .. } => {
            uproot(hands, healer, node, ipcp.as_str()).await
        }
        // A member that is not there is made by the command that lets it join.
        Action::Enroll { enrollee, again: false, .. } => {
            if attempt >= ANEW || healer.is_suspect(enrollee.as_str()) {
                uproot(hands, healer, node, enrollee.as_str()).await;
            }
        }
        Action::Register { .. } | Action::SwapIn => {}
        // What could not be taken back is told by the next try.
        _ => _ = hands.unact(step).await,
    }
}

/// Takes an IPCP away, whatever state it is in.
pub(crate) async fn uproot(hands: &Hands<'_>, healer: &Healer<'_>, node: &str, ipcp: &str) {
    // One that does not go is found by the next survey.
    sight::ask(hands, healer, node, &healer.survey.uproot_of(ipcp)).await;
    healer.clear(ipcp);
}
