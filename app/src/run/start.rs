//! The dialog that starts a run.

use crate::once::{See, SeeValue, Show, act, follow, memo};
use crate::{
    net,
    ui::{Button, Choices, Dialog, Field, Glyph, Kind, icon},
    words::sentence,
};
use api::{Bed, OnFailure, Pace, Start};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messages::say;

/// The testbed that is always there.
const EMULATOR: &str = "emulator";

/// What the editor tells about the experiment to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The experiment's id.
    pub experiment: String,
    /// The version the server has saved, which is what the user sees.
    pub version: u64,
    /// The dialect its commands are in, in words, as `today's (0.22 and later)`.
    pub dialect: String,
}

/// What stands in the fields.
#[derive(Clone, Copy)]
struct Form {
    pace: RwSignal<String>,
    on_failure: RwSignal<String>,
    seed: RwSignal<String>,
}

impl Form {
    fn new() -> Self {
        Self {
            pace: RwSignal::new("eye".to_owned()),
            on_failure: RwSignal::new("roll-back".to_owned()),
            seed: RwSignal::new("1".to_owned()),
        }
    }

    fn start(self, version: u64, testbed: String) -> Result<Start, &'static str> {
        let is_full = self.pace.get() == "full" || testbed != EMULATOR;
        Ok(Start {
            version,
            testbed,
            seed: seed(&self.seed.get())?,
            pace: if is_full { Pace::Full } else { Pace::Eye },
            on_failure: if self.on_failure.get() == "keep" { OnFailure::Keep } else { OnFailure::RollBack },
        })
    }
}

fn seed(text: &str) -> Result<u64, &'static str> {
    text.trim().parse().map_err(|_| say!("whole-number-from-0"))
}

/// Asks where and how to run, starts, and leads to the run's page.
///
/// The editor saves what is not saved, then gives what to run; until then, or where it cannot be run, `chosen` says why
/// in words and nothing can be started.
#[component]
pub fn StartRun(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What to run, once everything is saved.
    chosen: Signal<Result<Chosen, String>>,
    /// The testbed the experiment says, which may not be there.
    meant: Signal<String>,
    /// The testbeds there are.
    beds: Signal<Vec<Bed>>,
    /// Told when another is chosen, which the experiment remembers.
    on_testbed: Callback<String>,
) -> impl IntoView {
    let form = Form::new();
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let navigate = StoredValue::new(use_navigate());
    let testbed = memo(move |_| usable(&beds.get(), meant.get()));
    let start = move |()| {
        let (Ok(what), false) = (chosen.get_untracked(), busy.get_untracked()) else { return };
        let Ok(how) = untrack(|| form.start(what.version, testbed.get())) else { return };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match net::start_run(&what.experiment, &how).await {
                Ok(started) => {
                    // Who has left meanwhile stays where they are.
                    navigate.try_with_value(|go| go(&format!("/runs/{}", started.run), NavigateOptions::default()));
                }
                Err(error) => problem.set(Some(error.to_string())),
            }
            busy.set(false);
        });
    };
    let waits =
        Signal::derive(move || busy.get() || chosen.see(Result::is_err) || form.start(0, String::new()).is_err());
    view! {
        <Dialog title=say!("run-experiment") open>
            <div class="dialog-body">
                <Testbeds beds testbed on_testbed/>
                <Fields form testbed dialect=Signal::derive(move || chosen.get().map(|what| what.dialect).unwrap_or_default())/>
                {follow(move || problem.get().or(chosen.get().err()).map(|text| view! { <p class="notice is-bad" role="alert">{icon(Glyph::Alert)}<span>{text}</span></p> }))}
            </div>
            <footer class="dialog-foot">
                <Button label=say!("cancel") on_press=move |()| open.set(false)/>
                <Button label=say!("start") glyph=Glyph::Play kind=Kind::Primary disabled=waits on_press=start/>
            </footer>
        </Dialog>
    }
}

/// The testbed that is meant, if it can be used here and now; else the emulator.
fn usable(beds: &[Bed], kind: String) -> String {
    let is_usable = beds.iter().any(|bed| bed.kind == kind && bed.missing.is_none());
    if is_usable { kind } else { EMULATOR.to_owned() }
}

/// Where: each testbed with what there is to know, or why it cannot be used.
#[component]
fn Testbeds(beds: Signal<Vec<Bed>>, testbed: Memo<String>, on_testbed: Callback<String>) -> impl IntoView {
    let row = move |bed: Bed| {
        let Bed { kind, title, note, set, missing } = bed;
        let (key, is_off) = (StoredValue::new(kind.clone()), missing.is_some());
        let is_chosen = move || testbed.see(|testbed| key.see_value(|key| key == testbed));
        let set = (!set.is_empty()).then(|| view! { <span>{set}</span> });
        let lacks = missing.map(|missing| view! { <span class="bed-lacks">{sentence(&missing)}</span> });
        let hook = kind.clone();
        view! {
            <label class="bed" class:is-chosen=is_chosen class:is-off=is_off data-bed=hook>
                <input type="radio" name="testbed" value=kind disabled=is_off prop:checked=is_chosen on:change=act(move |_| on_testbed.run(key.get_value()))/>
                <span><strong>{title}</strong><span>{note}</span>{set}{lacks}</span>
            </label>
        }
    };
    view! {
        <fieldset class="beds"><legend>{say!("testbed")}</legend>{follow(move || beds.get().into_iter().map(row).collect_view())}</fieldset>
    }
}

#[component]
fn Fields(form: Form, testbed: Memo<String>, dialect: Signal<String>) -> impl IntoView {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect::<Vec<_>>()
    };
    let paces = StoredValue::new(pairs(&[("eye", say!("pace-eye")), ("full", say!("pace-full"))]));
    let failures = pairs(&[("roll-back", say!("undo-everything")), ("keep", say!("pause-try-again-skip"))]);
    let seed_error = Signal::derive(move || seed(&form.seed.get()).err().map(String::from));
    let is_virtual = move || testbed.see(|testbed| testbed == EMULATOR);
    view! {
        <Show when=is_virtual>
            <Choices label=say!("pace") options=paces.get_value() value=form.pace on_change=move |key| form.pace.set(key)/>
        </Show>
        <Choices label=say!("if-step-fails") options=failures value=form.on_failure on_change=move |key| form.on_failure.set(key)/>
        <Show when=is_virtual>
            <Field label=say!("seed") value=form.seed on_input=move |text| form.seed.set(text) error=seed_error
                hint=say!("chance-emulator-repeats-with")/>
        </Show>
        <p class="muted">{move || say!("commands-spoken-in-dialect", dialect = dialect.get())}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_whole_number() {
        assert_eq!((seed(" 7 "), seed("18446744073709551615")), (Ok(7), Ok(u64::MAX)));
        for text in ["", "-1", "1.5", "x", "18446744073709551616"] {
            assert!(seed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_testbed_that_cannot_be_used_gives_way_to_the_emulator() {
        let bed = |kind: &str, missing: Option<&str>| Bed {
            kind: kind.into(),
            title: String::new(),
            note: String::new(),
            set: String::new(),
            missing: missing.map(str::to_owned),
        };
        let beds = [bed(EMULATOR, None), bed("local", None), bed("docker", Some("no engine"))];
        let chosen = ["local", "docker", "jfed"].map(|kind| usable(&beds, kind.to_owned()));
        assert_eq!(chosen, ["local", EMULATOR, EMULATOR]);
    }
}
