//! `conga run`: an experiment, run from a terminal.

mod person;
mod screen;
mod typed;
mod wall;

use super::plan::planned;
use super::{Usage, input, output, testbeds};
use crate::prepare::{Prepared, Wanted};
use crate::testbed_list::EMULATOR;
use ::testbeds::Offer;
use emulator::{Bed, Era, Setup};
use person::Person;
use runner::{Control, Decision, Healing, Means, OnFailure, Options, Outcome, Run, State};
use screen::Screen;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use testbed::{Recipe, RunTag, Testbed};
use typed::Typed;

/// Steps at the same time on real machines.
const N_AT_ONCE: usize = 16;

/// Run an experiment, and clean up.
#[derive(clap::Args)]
pub struct RunArgs {
    /// The experiment, in any format known; - is standard input
    file: PathBuf,
    /// Where to run it, if not where the experiment says
    #[arg(long, value_name = "T")]
    testbed: Option<String>,
    /// The folder whose testbeds.toml counts [default: conga in the user's data folder]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// In another dialect than the experiment says
    #[arg(long, value_name = "today|seed|rumba")]
    dialect: Option<String>,
    /// Chance in the emulator repeats with the seed
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Run a command on a node once the network is up; may be given several times, each waits for the one before
    #[arg(long, value_name = "NODE: COMMAND")]
    then: Vec<String>,
    /// Stay: run lines `NODE: COMMAND` from standard input until its end or Ctrl-C; also after a failed step
    #[arg(long)]
    keep: bool,
    /// Every event as JSON, one a line
    #[arg(long)]
    json: bool,
}

/// Exit status 0 only if all succeeded and the teardown was clean.
pub fn run(args: &RunArgs) -> Result<ExitCode, Usage> {
    let draft = input::open(&args.file)?.draft;
    let beds = Beds(testbeds::offers(args.data.as_deref())?);
    let testbed = beds.choose(args.testbed.as_deref(), &draft.settings().testbed.kind)?;
    let real = beds.real(&testbed)?;
    let wanted = Wanted { dialect: args.dialect.clone(), testbed: Some(testbed) };
    let Some(prepared) = planned(draft, &wanted)? else { return Ok(ExitCode::FAILURE) };
    let typed: Vec<Typed> = args.then.iter().map(|text| Typed::parse(text)).collect::<Result<_, _>>()?;
    typed.iter().try_for_each(|typed| typed.check(prepared.plan.site()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let succeeded = runtime.block_on(perform(args, prepared, typed, real));
    // A read of standard input that still waits keeps nobody from ending.
    runtime.shutdown_background();
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A testbed of real machines, and what these must have.
struct Real {
    bed: Arc<dyn Testbed>,
    recipe: Option<Recipe>,
}

/// Where runs can go from a terminal: the emulator, and what the administrator allows.
struct Beds(Vec<Offer>);

impl Beds {
    fn kinds(&self) -> Vec<&'static str> {
        std::iter::once(EMULATOR).chain(self.0.iter().map(|offer| offer.bed.kind())).collect()
    }

    /// The testbed asked for; else the experiment's, or the emulator in its place if it cannot be had here.
    fn choose(&self, asked: Option<&str>, said: &str) -> Result<String, Usage> {
        let kinds = self.kinds();
        match asked {
            Some(asked) if kinds.contains(&asked) => Ok(asked.to_owned()),
            Some(asked) => Err(Usage(format!("there is no testbed `{asked}`; choose one of: {}", kinds.join(", ")))),
            None if said == EMULATOR => Ok(said.to_owned()),
            None => {
                let offer = self.0.iter().find(|offer| offer.bed.kind() == said);
                let why = match offer {
                    Some(Offer { missing: None, .. }) => return Ok(said.to_owned()),
                    Some(Offer { missing: Some(missing), .. }) => format!(" ({missing})"),
                    None => String::new(),
                };
                output::complain(&format!("testbed `{said}` cannot be had here{why}; the emulator takes its place"));
                Ok(EMULATOR.to_owned())
            }
        }
    }

    /// The real testbed of this kind; none for the emulator.
    ///
    /// Errors: it lacks something here; says what and how to mend it.
    fn real(&self, kind: &str) -> Result<Option<Real>, Usage> {
        match self.0.iter().find(|offer| offer.bed.kind() == kind) {
            None => Ok(None),
            Some(Offer { missing: Some(missing), .. }) => Err(Usage(missing.clone())),
            Some(offer) => {
                output::complain(offer.note);
                Ok(Some(Real { bed: offer.bed.clone(), recipe: offer.recipe.clone() }))
            }
        }
    }
}

/// True if all succeeded and nothing is left.
async fn perform(args: &RunArgs, prepared: Prepared, typed: Vec<Typed>, real: Option<Real>) -> bool {
    let plan = Arc::new(prepared.plan);
    let era = Era::by_key(&prepared.dialect).unwrap_or_default();
    let (control, requests) = runner::control();
    let screen = Arc::new(Screen::new(args.json, plan.clone(), control.clone()));
    // In the emulator one step after the other is the order people know; in virtual time nobody waits for it.
    let (in_all, healing) = if real.is_some() { (N_AT_ONCE, Some(Healing::default())) } else { (1, None) };
    let recipe = real.as_ref().and_then(|real| real.recipe.clone());
    let emulated = || Arc::new(Bed::new(Setup { era, seed: args.seed, pace: Arc::new(wall::Polite) })) as _;
    let means = Means {
        bed: real.map_or_else(emulated, |real| real.bed),
        journal: screen.clone(),
        clock: Arc::new(wall::Wall::now()),
    };
    let on_failure = if args.keep { OnFailure::Keep } else { OnFailure::RollBack };
    let options = Options { in_all, on_failure, healing, recipe, ..Options::default() };
    let run = Run::fresh(RunTag(format!("conga-{}", crate::secret::random_id())), plan);
    let (states, n_lines) = (screen.states(), screen.n_lines());
    let person = Person { control: control.clone(), states, n_lines, typed, keep: args.keep };
    let mut person = std::pin::pin!(person.act());
    let mut drive = std::pin::pin!(run.drive(means, requests, options));
    let mut all_ran = None;
    let outcome = loop {
        tokio::select! {
            outcome = &mut drive => break Some(outcome),
            ran = &mut person, if all_ran.is_none() => all_ran = Some(ran),
            () = interrupted() => hurry(&control, &screen),
        }
        if *screen.states().borrow() == State::Stuck {
            break None;
        }
    };
    screen.end();
    outcome.is_some_and(|outcome| went_well(&outcome)) && all_ran.unwrap_or(false)
}

fn went_well(outcome: &Outcome) -> bool {
    outcome.was_up && outcome.state == State::Clean && outcome.why.is_none()
}

/// The first word cleans up, the next does not wait for what is going on, nor for what is being undone.
fn hurry(control: &Control, screen: &Screen) {
    let decision = if *screen.states().borrow() == State::Stopping { Decision::Cancel } else { Decision::CleanUp };
    // A run that is over needs no word.
    let _ = control.decide(decision);
}

/// Ctrl-C, or the word to end.
async fn interrupted() {
    #[cfg(unix)]
    let ended = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await.map_or_else(|| (), |()| ()),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let ended = std::future::pending::<()>();
    tokio::select! {
        heard = tokio::signal::ctrl_c() => if heard.is_err() { std::future::pending::<()>().await },
        () = ended => {}
    }
}
