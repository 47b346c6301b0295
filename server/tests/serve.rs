//! `conga serve` as it is started, killed and started again: nothing acknowledged is lost.

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A server and a browser that is signed in to it.
struct Served {
    child: Child,
    host: String,
    cookie: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended already needs no killing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn conga(folder: &TempDir, args: &[&str]) -> Command {
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("pkg")).expect("a site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conga"));
    command.arg("serve").args(args).arg("--data").arg(folder.path().join("data"));
    command.env("LEPTOS_SITE_ROOT", site).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn refused(folder: &TempDir, args: &[&str]) -> String {
    let Output { status, stderr, stdout } = conga(folder, args).output().expect("it ends");
    assert_eq!((status.code(), stdout.len()), (Some(1), 0));
    String::from_utf8(stderr).expect("text")
}

impl Served {
    fn start(folder: &TempDir) -> Self {
        let mut child = conga(folder, &["--listen", "127.0.0.1:0"]).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim_end().strip_prefix("conga: http://").unwrap_or_else(|| panic!("{line:?}"));
        let (host, key) = address.split_once("/sign-in?key=").expect("a sign-in link");
        let mut served = Self { child, host: host.to_owned(), cookie: String::new() };
        let answer = served.send("POST", "/sign-in", &json!({ "key": key }));
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        served.cookie = cookie.split(';').next().expect("its value").to_owned();
        served
    }

    /// The whole answer, head and body.
    fn send(&self, method: &str, path: &str, body: &Value) -> String {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        let body = body.to_string();
        let (host, cookie) = (&self.host, &self.cookie);
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn json(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.send(method, path, body);
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str(body).expect("json")
    }

    fn get(&self, path: &str) -> Value {
        self.json("GET", path, &Value::Null)
    }

    /// Sets the title of an experiment at this version; returns when that is acknowledged.
    fn set_title(&self, id: &str, version: u64, title: &str) {
        let path = format!("/api/experiments/{id}");
        let before = self.get(&path)["draft"]["settings"].clone();
        let mut after = before.clone();
        after["title"] = json!(title);
        let entry = json!({ "label": "title", "changes": [{ "settings": { "before": before, "after": after } }] });
        let saved =
            self.json("POST", &format!("{path}/edits"), &json!({ "version": version, "ops": [{ "do": entry }] }));
        assert_eq!(saved["version"], version + 1);
    }

    /// Starts a run slow enough to be cut off; its id.
    fn run_slowly(&self) -> String {
        let id = self.json("POST", "/api/experiments", &json!({ "example": "star" }))["id"].clone();
        let id = id.as_str().expect("an id");
        let start = json!({ "version": 0, "testbed": "emulator", "seed": 1, "pace": "eye", "on_failure": "roll-back" });
        let run = self.json("POST", &format!("/api/experiments/{id}/runs"), &start)["run"].clone();
        run.as_str().expect("an id").to_owned()
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }
}

#[test]
fn what_was_acknowledged_survives_being_killed_and_the_session_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut id = String::new();
    for version in 0..5 {
        let mut served = Served::start(&folder);
        if version == 0 {
            id = served.json("POST", "/api/experiments", &json!({ "blank": "0" }))["id"]
                .as_str()
                .expect("an id")
                .to_owned();
        }
        let opened = served.get(&format!("/api/experiments/{id}"));
        assert_eq!(opened["version"], version);
        assert_eq!(opened["draft"]["settings"]["title"], version.to_string());
        assert_eq!(opened["history"].as_array().map(Vec::len), Some(version as usize));
        served.set_title(&id, version, &(version + 1).to_string());
        served.child.kill().expect("killed");
        served.child.wait().expect("gone");
    }
}

#[test]
fn a_run_that_was_cut_off_is_cleaned_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Served::start(&folder);
    let run = first.run_slowly();
    first.child.kill().expect("killed");
    first.child.wait().expect("gone");
    let second = Served::start(&folder);
    let began = Instant::now();
    let card = loop {
        let card = second.get(&format!("/api/runs/{run}"))["card"].clone();
        if !card["ended_ms"].is_null() {
            break card;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{card}");
    };
    assert_eq!(card["state"], "clean");
    assert!(card["summary"].as_str().is_some_and(|summary| summary.contains("the server stopped")), "{card}");
}

#[test]
fn told_to_stop_it_cleans_up_and_is_gone_within_ten_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Served::start(&folder);
    let run = first.run_slowly();
    let began = Instant::now();
    first.signal("-TERM");
    let status = first.child.wait().expect("gone");
    assert!(status.success() && began.elapsed() < Duration::from_secs(10), "{status} {:?}", began.elapsed());
    let second = Served::start(&folder);
    assert_eq!(second.get(&format!("/api/runs/{run}"))["card"]["state"], "clean");
}

#[test]
fn a_port_or_a_folder_in_use_is_said_with_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let error = refused(&folder, &["--listen", &address]);
    assert!(error.contains(&address) && error.contains("in use") && error.contains("--listen 127.0.0.1:0"), "{error}");
    let _first = Served::start(&folder);
    let error = refused(&folder, &["--listen", "127.0.0.1:0"]);
    assert!(error.contains("in use by another conga") && error.contains("--data DIR"), "{error}");
}

#[test]
fn others_are_not_let_near_and_a_missing_page_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = refused(&folder, &["--listen", "0.0.0.0:0"]);
    assert!(error.contains("--allow-remote"), "{error}");
    let command = conga(&folder, &["--listen", "127.0.0.1:0"]);
    // Neither told, nor here, nor beside the program, which has a folder of its own.
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).expect("a folder");
    let copy = programs.join("conga");
    fs::copy(command.get_program(), &copy).expect("a copy");
    let mut alone = Command::new(copy);
    alone.args(command.get_args()).env_remove("LEPTOS_SITE_ROOT").current_dir(folder.path());
    fs::remove_dir_all(folder.path().join("site")).expect("removed");
    let output = alone.output().expect("it ends");
    let error = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.code() == Some(1) && error.contains("cargo xtask serve"), "{error}");
}

#[test]
fn another_link_is_printed_while_the_server_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let sign_in = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_conga"));
        command.arg("sign-in").args(args).arg("--data").arg(folder.path().join("data")).output().expect("it ends")
    };
    let idle = sign_in(&[]);
    assert!(String::from_utf8_lossy(&idle.stderr).contains("no server runs on the data folder"), "{idle:?}");
    let served = Served::start(&folder);
    for args in [&[] as &[&str], &["--as", "ada"]] {
        let link = String::from_utf8(sign_in(args).stdout).expect("text");
        let key =
            link.trim().strip_prefix(&format!("http://{}/sign-in?key=", served.host)).expect("a link of this server");
        let answer = served.send("POST", "/sign-in", &json!({ "key": key }));
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }
    assert_eq!(sign_in(&["--as", "a b"]).status.code(), Some(2));
}
