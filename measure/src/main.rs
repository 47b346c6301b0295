//! `measure`: how long real Ouroboros takes to come up here, as ratios to Rumba's sequence in the same sitting.

mod apart;
mod ours;
mod rumba;
mod shape;

use anyhow::{Context, Result, anyhow};
use model::Design;
use planner::Plan;
use shape::Shape;
use std::{env, path::Path, process::ExitCode, sync::Arc, time::Duration};
use testbed::Testbed;
use testbeds::{Docker, DockerSettings, Local, Namespaces};

/// Where runs go.
type Bed = Arc<dyn Testbed>;

const USAGE: &str =
    "usage: measure [ours|rumba|both] [local|namespaces|docker] [star|line] N_NODES [N_RUNS] [--told] [--bare]
  docker: as the `testbeds.toml` that CONGA_TESTBEDS names sets it up";

#[tokio::main]
async fn main() -> ExitCode {
    let all: Vec<String> = env::args().skip(1).collect();
    let is_told = all.iter().any(|arg| arg == "--told");
    let serves = !all.iter().any(|arg| arg == "--bare");
    let args: Vec<&str> = all.iter().map(String::as_str).filter(|arg| !arg.starts_with("--")).collect();
    // Docker's nodes have what their image has.
    if args.get(1) != Some(&"docker") && (!is_here("irmd") || !is_here("irm")) {
        println!("real networks: not run: no Ouroboros here (irmd and irm are not in PATH)");
        return ExitCode::SUCCESS;
    }
    match measure(&args, Manner { is_told, serves }).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("measure: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_here(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder: std::path::PathBuf| Path::new(&folder).join(program).is_file())
}

/// How runs are to go.
#[derive(Clone, Copy)]
struct Manner {
    /// Every record is shown.
    is_told: bool,
    /// Somebody serves, and is pinged.
    serves: bool,
}

impl Manner {
    /// The words that ask for this of another process of this program.
    fn words<'w>(self, args: &[&'w str]) -> Vec<&'w str> {
        let flags = [(self.is_told, "--told"), (!self.serves, "--bare")];
        args.iter().copied().chain(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag)).collect()
    }
}

async fn measure(args: &[&str], manner: Manner) -> Result<()> {
    let [way, testbed, form, n_nodes, rest @ ..] = args else { return everything().await };
    if *testbed == "local" && !apart::is_here() {
        return apart::run(&manner.words(args)).await;
    }
    let n_nodes = n_nodes.parse().context(USAGE)?;
    let shape = match *form {
        "star" => Shape::Star(n_nodes),
        "line" => Shape::Line(n_nodes),
        _ => return Err(anyhow!(USAGE)),
    };
    let n_runs: usize = rest.first().map_or(Ok(1), |n_runs| n_runs.parse()).context(USAGE)?;
    let plan = plan(shape, testbed, manner.serves)?;
    let mut sitting = Sitting { n_runs, ..Sitting::default() };
    // In turns: a machine that others use is not as fast now as it was.
    for run in 0..n_runs {
        if *way != "rumba" {
            sitting.add(ours::run(&bed(testbed)?, shape, plan.clone(), manner).await?);
        }
        if *way != "ours" && run % n_runs.div_ceil(MOST_OF_RUMBA) == 0 {
            sitting.theirs.push(rumba::run(testbed, &plan).await?);
        }
    }
    sitting.sort();
    println!("{shape} on {testbed}: {sitting}");
    Ok(())
}

fn bed(testbed: &str) -> Result<Bed> {
    match testbed {
        "local" => Ok(Arc::new(Local::default())),
        "namespaces" => Ok(Arc::new(Namespaces::default())),
        "docker" => docker().map(|settings| Arc::new(Docker::new(settings)) as Bed).context("no Docker is set up"),
        _ => Err(anyhow!(USAGE)),
    }
}

/// The engine to measure on; none if nobody names one.
fn docker() -> Option<DockerSettings> {
    testbeds::Settings::read(env::var_os("CONGA_TESTBEDS")?.into()).ok()?.docker
}

fn plan(shape: Shape, testbed: &str, serves: bool) -> Result<Arc<Plan>> {
    let design = Design::try_from(shape.draft(testbed, serves)).map_err(|findings| anyhow!("{findings:?}"))?;
    let prototype = prototypes::by_kind("ouroboros")?.set_up(&design).map_err(|faults| anyhow!(faults.join("; ")))?;
    Ok(Arc::new(Plan::of(&design, prototype.as_ref())))
}

/// Rumba's sequence is measured at most so often among many runs of ours: it takes long.
const MOST_OF_RUMBA: usize = 5;

/// Some runs in one sitting, and Rumba's sequence between them.
#[derive(Default)]
struct Sitting {
    n_runs: usize,
    swapped: Vec<Duration>,
    up: Vec<Duration>,
    pinged: Vec<Duration>,
    n_healed: usize,
    theirs: Vec<rumba::Sequence>,
}

impl Sitting {
    fn add(&mut self, outcome: ours::Outcome) {
        self.swapped.push(outcome.swapped);
        self.up.extend(outcome.up);
        self.pinged.extend(outcome.pinged);
        self.n_healed += outcome.n_healed;
        if let Some(why) = outcome.why {
            println!("  {why}");
        }
        let seconds = |time: Option<Duration>| {
            time.map_or_else(|| "never".to_owned(), |time| format!("{:.2} s", time.as_secs_f64()))
        };
        let (up, pinged) = (seconds(outcome.up), seconds(outcome.pinged));
        eprintln!("  up {up}, pinged {pinged}, healed {} times", outcome.n_healed);
    }

    fn sort(&mut self) {
        self.swapped.sort();
        self.up.sort();
        self.pinged.sort();
        self.theirs.sort_by_key(|sequence| sequence.up);
    }

    /// How many times as long Rumba's way takes; of both the middle.
    fn against(&self, rumba: &rumba::Sequence) -> String {
        let (swapped, up) = (rumba.swapped.as_secs_f64(), rumba.up.as_secs_f64());
        let (ours_swapped, ours_up) = (median(&self.swapped), median(&self.up));
        format!("ratio {:.1}, with the swap-in {:.1}", up / ours_up, (swapped + up) / (ours_swapped + ours_up))
    }
}

fn median(times: &[Duration]) -> f64 {
    times.get(times.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
}

impl std::fmt::Display for Sitting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { n_runs, swapped, up, pinged, n_healed, theirs } = self;
        if !swapped.is_empty() {
            write!(f, "swapped in, median {:.3} s; ", median(swapped))?;
            write!(f, "{} of {n_runs} up, median {:.3} s; ", up.len(), median(up))?;
            write!(f, "{} pinging, median {:.3} s; healed {n_healed} times", pinged.len(), median(pinged))?;
        }
        let Some(middle) = theirs.get(theirs.len() / 2) else { return Ok(()) };
        write!(f, "\n    Rumba's way {middle}, the middle of {}", theirs.len())?;
        if up.is_empty() { Ok(()) } else { write!(f, "\n    {}", self.against(middle)) }
    }
}

/// The figures of `cargo xtask bench --real`, with their goals.
const ALL: [(&[&str], f64); 7] = [
    (&["both", "local", "star", "4", "20"], 10.0),
    (&["both", "local", "star", "50", "3"], 3.0),
    (&["both", "local", "line", "20", "3"], 3.0),
    (&["both", "namespaces", "star", "4", "20"], 3.0),
    (&["both", "namespaces", "line", "20", "3"], 3.0),
    (&["both", "docker", "star", "4", "5"], 3.0),
    (&["both", "docker", "star", "20", "3"], 3.0),
];

async fn everything() -> Result<()> {
    if docker().is_none() {
        println!("docker: not run: CONGA_TESTBEDS names no testbeds.toml with a table [docker]");
    }
    for (words, goal) in ALL.into_iter().filter(|(words, _)| words[1] != "docker" || docker().is_some()) {
        // One daemon's programs reach each other past all layers: a ping there says nothing. Across a long line names are
        // found after minutes only, by the daemons' own directory.
        let manner = Manner { is_told: false, serves: words[1] != "local" && words[2] == "star" };
        Box::pin(measure(words, manner)).await?;
        println!("    goal {goal}");
    }
    Ok(())
}
