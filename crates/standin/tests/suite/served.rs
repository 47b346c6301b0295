//! `conga serve` as it is started and killed, and what its pages would ask it.

use crate::inventory::mark;
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a run may take to get anywhere.
const PATIENCE: Duration = Duration::from_secs(60);

/// The data folder, and how the server is started on it again and again.
pub struct House {
    folder: TempDir,
    server: PathBuf,
    environment: Vec<(String, String)>,
}

/// A server, and a browser that is signed in to it.
pub struct Served {
    child: Child,
    host: String,
    cookie: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended already needs no killing.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The program, as CONGA names it or as it was built beside the stand-in.
///
/// Errors: there is none.
pub fn server() -> Result<PathBuf, String> {
    let beside = Path::new(env!("CARGO_BIN_EXE_standin")).with_file_name("conga");
    let server = env::var_os("CONGA").map_or(beside, PathBuf::from);
    if server.is_file() { Ok(server) } else { Err("there is no server; `cargo build -p server` makes it".into()) }
}

impl House {
    /// Errors: there is no server to try.
    pub fn new(testbeds: &str, environment: Vec<(String, String)>) -> Result<Self, String> {
        let server = server()?;
        let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
        fs::create_dir_all(folder.path().join("site/pkg")).expect("a site");
        fs::create_dir_all(folder.path().join("data")).expect("a folder");
        fs::write(folder.path().join("data/testbeds.toml"), testbeds).expect("written");
        Ok(Self { folder, server, environment })
    }

    pub fn serve(&self) -> Served {
        let mut command = Command::new(&self.server);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(self.folder.path().join("data"));
        command.env("LEPTOS_SITE_ROOT", self.folder.path().join("site")).envs(self.environment.iter().cloned());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("started");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim_end().strip_prefix("conga: http://").unwrap_or_else(|| panic!("{line:?}"));
        let (host, key) = address.split_once("/sign-in?key=").expect("a sign-in link");
        let mut served = Served { child, host: host.to_owned(), cookie: String::new() };
        let answer = served.send("POST", "/sign-in", &json!({ "key": key })).expect("an answer");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        served.cookie = cookie.split(';').next().expect("its value").to_owned();
        served
    }
}

impl Served {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn is_dead(&mut self) -> bool {
        self.child.try_wait().expect("asked").is_some()
    }

    /// The whole answer, head and body; none if nobody answers.
    fn send(&self, method: &str, path: &str, body: &Value) -> Option<String> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        let body = body.to_string();
        let (host, cookie) = (&self.host, &self.cookie);
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// What the server answers; none if it was killed.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let mut answer = self.send(method, path, body)?;
        while answer.starts_with("HTTP/1.1 429") {
            // Asked all the time for more than a minute, as on a slow machine: it answers again a little later.
            std::thread::park_timeout(Duration::from_millis(500));
            answer = self.send(method, path, body)?;
        }
        let (head, body) = answer.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 20"), "{answer}");
        Some(serde_json::from_str(body).unwrap_or(Value::Null))
    }

    /// A page that is text.
    pub fn text(&self, path: &str) -> String {
        self.send("GET", path, &Value::Null).expect("an answer")
    }

    /// Makes an experiment of a file's text; its id.
    pub fn experiment(&self, text: &str) -> String {
        let file = json!({ "file": { "name": "pair.conga.toml", "text": text } });
        let made = self.ask("POST", "/api/experiments", &file).expect("made");
        made["id"].as_str().expect("an id").to_owned()
    }

    /// Starts a run; its id, or none if the server was killed meanwhile.
    pub fn run(&self, experiment: &str, testbed: &str) -> Option<String> {
        let start = json!({ "version": 0, "testbed": testbed, "seed": 1, "pace": "full", "on_failure": "roll-back" });
        let started = self.ask("POST", &format!("/api/experiments/{experiment}/runs"), &start)?;
        started["run"].as_str().map(str::to_owned)
    }

    pub fn decide(&self, run: &str, decision: &str) -> Option<Value> {
        self.ask("POST", &format!("/api/runs/{run}/decide"), &json!(decision))
    }

    /// The runs of an experiment, newest first.
    pub fn runs(&self, experiment: &str) -> Option<Vec<Value>> {
        let cards = self.ask("GET", &format!("/api/experiments/{experiment}/runs"), &Value::Null)?;
        cards.as_array().cloned()
    }

    /// How the things of this suite and of an experiment's runs are known on a host.
    pub fn marks(&self, experiment: &str) -> Vec<String> {
        let runs = self.runs(experiment).expect("an answer");
        let ids = runs.iter().filter_map(|card| card["id"].as_str().map(str::to_owned));
        std::iter::once(mark()).chain(ids).collect()
    }

    /// Types a line on a node; the number of its call.
    pub fn typed(&self, run: &str, node: &str, line: &str) -> u64 {
        let said = json!({ "node": node, "line": line });
        let begun = self.ask("POST", &format!("/api/runs/{run}/exec"), &said).expect("an answer");
        begun["call"].as_u64().expect("a call")
    }

    /// Ends what was typed.
    pub fn interrupt(&self, run: &str, call: u64) {
        self.ask("POST", &format!("/api/runs/{run}/interrupt"), &json!({ "call": call })).expect("an answer");
    }

    /// The state a run gets to first of these; none if the server was killed.
    pub fn wait_for(&mut self, run: &str, states: &[&str]) -> Option<String> {
        let began = Instant::now();
        loop {
            let page = self.ask("GET", &format!("/api/runs/{run}"), &Value::Null);
            let Some(page) = page else {
                while !self.is_dead() {
                    assert!(began.elapsed() < PATIENCE, "the server lives and does not answer");
                    std::thread::yield_now();
                }
                return None;
            };
            let state = page["card"]["state"].as_str().expect("a state").to_owned();
            if states.contains(&state.as_str()) {
                return Some(state);
            }
            assert!(began.elapsed() < PATIENCE, "{state} for ever: {}", page["card"]);
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }
}
