//! The same graph by other engines, where they are installed.

use crate::{
    Figures,
    graphs::{Graph, Kind},
    stress,
};
use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::Instant,
};

pub struct Rival {
    pub name: String,
    pub result: Result<Figures, String>,
}

/// Those that finish such a graph in less than a minute.
pub fn of(graph: &Graph) -> Vec<Rival> {
    let rival = |name: &str, result| Rival { name: name.into(), result };
    let mut rivals = vec![rival("Graphviz sfdp", graphviz(graph, "sfdp"))];
    if graph.n <= 1_000 {
        rivals.push(rival("Graphviz dot", graphviz(graph, "dot")));
        let algorithm = if graph.kind == Kind::Tree { "mrtree" } else { "layered" };
        rivals.push(rival(&format!("elkjs {algorithm}"), elk(graph, algorithm)));
    }
    rivals
}

fn graphviz(graph: &Graph, engine: &str) -> Result<Figures, String> {
    let mut text = String::from("graph {\n");
    for (a, b) in &graph.lines {
        writeln!(text, "{a} -- {b};").expect("a String takes all");
    }
    text.push('}');
    let (output, ms) = run(Command::new(engine).arg("-Tplain"), &text)?;
    let mut places = vec![(0.0, 0.0); graph.n];
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words: Vec<&str> = line.split(' ').collect();
        if let ["node", name, x, y, ..] = words[..] {
            let place = (x.parse().map_err(|_| "no number")?, y.parse().map_err(|_| "no number")?);
            places[name.parse::<usize>().map_err(|_| "no number")?] = place;
        }
    }
    Ok(Figures { ms, stress: stress::of(graph, &places) })
}

/// elkjs says itself how long it took, so that starting it does not count.
fn elk(graph: &Graph, algorithm: &str) -> Result<Figures, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end");
    if !folder.join("node_modules/elkjs").exists() {
        return Err("not here (`npm install --no-save elkjs` in end2end brings it)".into());
    }
    let mut text = format!("{algorithm} {}\n", graph.n);
    graph.lines.iter().for_each(|(a, b)| writeln!(text, "{a} {b}").expect("a String takes all"));
    let (output, _) = run(Command::new("node").arg("elk.mjs").current_dir(folder), &text)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match &numbers[..] {
        [ms, rest @ ..] if rest.len() == 2 * graph.n => {
            let places: Vec<(f64, f64)> = rest.chunks(2).map(|at| (at[0], at[1])).collect();
            Ok(Figures { ms: *ms, stress: stress::of(graph, &places) })
        }
        _ => Err("no answer".into()),
    }
}

/// What a program says to `input`, and its CPU time in milliseconds.
fn run(command: &mut Command, input: &str) -> Result<(Output, f64), String> {
    let (began, counted) = (Instant::now(), children_ms());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| "not here".to_owned())?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    let text = input.to_owned();
    let writer = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    drop(writer.join());
    let ms = children_ms().zip(counted).map(|(after, before)| after - before);
    Ok((output, ms.unwrap_or_else(|| began.elapsed().as_secs_f64() * 1e3)))
}

/// CPU time of all programs waited for, as Linux counts it, in hundredths of a second.
fn children_ms() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit(')').next()?.split_whitespace().collect();
    Some((fields.get(13)?.parse::<f64>().ok()? + fields.get(14)?.parse::<f64>().ok()?) * 10.0)
}
