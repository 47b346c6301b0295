//! The dialog that starts a run.

use crate::{
    net,
    ui::{Button, Choices, Dialog, Field, Glyph, Kind, icon},
};
use api::{OnFailure, Pace, Start};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// The testbeds there are: key and words.
const TESTBEDS: [(&str, &str); 1] = [("emulator", "Emulator, built in")];

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
    testbed: RwSignal<String>,
    pace: RwSignal<String>,
    on_failure: RwSignal<String>,
    seed: RwSignal<String>,
}

impl Form {
    fn new() -> Self {
        Self {
            testbed: RwSignal::new(TESTBEDS[0].0.to_owned()),
            pace: RwSignal::new("eye".to_owned()),
            on_failure: RwSignal::new("roll-back".to_owned()),
            seed: RwSignal::new("1".to_owned()),
        }
    }

    fn start(self, version: u64) -> Result<Start, &'static str> {
        Ok(Start {
            version,
            testbed: self.testbed.get(),
            seed: seed(&self.seed.get())?,
            pace: if self.pace.get() == "full" { Pace::Full } else { Pace::Eye },
            on_failure: if self.on_failure.get() == "keep" { OnFailure::Keep } else { OnFailure::RollBack },
        })
    }
}

fn seed(text: &str) -> Result<u64, &'static str> {
    text.trim().parse().map_err(|_| "A whole number from 0 up, as 1")
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
) -> impl IntoView {
    let form = Form::new();
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let navigate = StoredValue::new(use_navigate());
    let start = move |()| {
        let (Ok(what), false) = (chosen.get_untracked(), busy.get_untracked()) else { return };
        let Ok(how) = untrack(|| form.start(what.version)) else { return };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match net::start_run(&what.experiment, &how).await {
                Ok(started) => {
                    navigate.with_value(|go| go(&format!("/runs/{}", started.run), NavigateOptions::default()))
                }
                Err(error) => problem.set(Some(error.to_string())),
            }
            busy.set(false);
        });
    };
    let waits = Signal::derive(move || busy.get() || chosen.with(Result::is_err) || form.start(0).is_err());
    view! {
        <Dialog title="Run this experiment" open>
            <div class="dialog-body">
                <Fields form dialect=Signal::derive(move || chosen.get().map(|what| what.dialect).unwrap_or_default())/>
                {move || problem.get().or(chosen.get().err()).map(|text| view! { <p class="notice is-bad" role="alert">{icon(Glyph::Alert)}<span>{text}</span></p> })}
            </div>
            <footer class="dialog-foot">
                <Button label="Cancel" on_press=move |()| open.set(false)/>
                <Button label="Start" glyph=Glyph::Play kind=Kind::Primary disabled=waits on_press=start/>
            </footer>
        </Dialog>
    }
}

#[component]
fn Fields(form: Form, dialect: Signal<String>) -> impl IntoView {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect::<Vec<_>>()
    };
    let paces = pairs(&[("eye", "For the eye: each step is seen"), ("full", "As fast as it can")]);
    let failures = pairs(&[("roll-back", "Undo everything"), ("keep", "Pause and keep everything for a look")]);
    let seed_error = Signal::derive(move || seed(&form.seed.get()).err().map(String::from));
    view! {
        <Choices label="Testbed" options=pairs(&TESTBEDS) value=form.testbed on_change=move |key| form.testbed.set(key)/>
        <Choices label="Pace" options=paces value=form.pace on_change=move |key| form.pace.set(key)/>
        <Choices label="If a step fails" options=failures value=form.on_failure on_change=move |key| form.on_failure.set(key)/>
        <Field label="Seed" value=form.seed on_input=move |text| form.seed.set(text) error=seed_error
            hint="Chance in the emulator repeats with the same seed"/>
        <p class="muted">"Commands are spoken in the dialect " <strong>{dialect}</strong> "; change it in the experiment's settings."</p>
    }
}

#[cfg(test)]
mod tests {
    use super::seed;

    #[test]
    fn a_seed_is_a_whole_number() {
        assert_eq!((seed(" 7 "), seed("18446744073709551615")), (Ok(7), Ok(u64::MAX)));
        for text in ["", "-1", "1.5", "x", "18446744073709551616"] {
            assert!(seed(text).is_err(), "{text}");
        }
    }
}
