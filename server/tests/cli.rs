//! The `conga` binary as people and scripts use it: what it prints, and its exit status.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

/// The star as Rumba's documentation brings it up.
const SEED_COMMANDS: &str = include_str!("../../crates/prototypes/tests/ouroboros/seed.txt");

/// What people type on the server and on a client once the star is up.
const PING: [&str; 4] = [
    "server: irm bind prog oping name oping_server",
    "server: irm name register oping_server layer n1",
    "server: oping --listen > /dev/null 2>&1 &",
    "client1: oping -n oping_server -i 10ms -c 100",
];

/// Two nodes and a link, but the layer above is registered on one of them only.
const UNREGISTERED: &str = r#"
conga = 1
title = "Half"

[[layer]]
name = "n1"
kind = "unicast"

[[layer]]
name = "e1"
kind = "eth-dix"

[[node]]
name = "a"
layers = ["e1", { name = "n1", over = ["e1"] }]

[[node]]
name = "b"
layers = ["e1", "n1"]
"#;

fn star() -> String {
    format!("{}/../examples/star.conga.toml", env!("CARGO_MANIFEST_DIR"))
}

fn conga(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conga"));
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> (i32, String, String) {
    said(conga(args).output().expect("conga starts"))
}

fn run_on(input: &str, args: &[&str]) -> (i32, String, String) {
    let mut child = start(conga(args).stdin(Stdio::piped()));
    // A program that does not read its input to the end is no fault of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    said(child.wait_with_output().expect("conga ends"))
}

fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("conga starts")
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit status"), text(output.stdout), text(output.stderr))
}

/// The commands of `node >> irm …` lines.
fn irm_lines(transcript: &str) -> String {
    transcript.lines().filter(|line| line.contains(" >> irm ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn check_of_a_good_experiment() {
    assert_eq!(run(&["check", &star()]), (0, "no findings\n".into(), String::new()));
}

#[test]
fn check_says_what_where_and_how_to_mend() {
    let (status, out, _) = run_on(UNREGISTERED, &["check", "-"]);
    assert_eq!(status, 1, "{out}");
    let lines: Vec<&str> = out.lines().collect();
    let (count, findings) = lines.split_last().expect("a count");
    assert!(count.contains("error"), "{out}");
    assert!(findings.iter().any(|line| line.starts_with("error member-without-registration ipcp n1.b: ")), "{out}");
    assert!(findings.iter().all(|line| line.contains(": ") && line.contains("; ")), "{out}");
}

#[test]
fn a_name_cannot_move_the_cursor() {
    let (_, out, err) = run_on(&UNREGISTERED.replace("\"a\"", "\"a\\u001b[2J\\nb\""), &["check", "-"]);
    assert!(!out.contains('\x1b') && !err.contains('\x1b'), "{out}");
    let a_line = |line: &str| line.starts_with("error ") || line.starts_with("warning ") || line.contains(" error");
    assert!(out.lines().all(a_line), "one finding a line: {out}");
}

#[test]
fn a_wrong_command_line_or_file_is_status_2() {
    for args in
        [&["check"][..], &["chekc", "x"], &["plan", "--json", "--script", "x"], &["run", "--seed", "x", "y"], &[]]
    {
        assert_eq!(run(args).0, 2, "{args:?}");
    }
    for args in
        [&["check", "/nowhere/at/all"][..], &["plan", "/"], &["run", "/nowhere"], &["convert", "/nowhere", "x.py"]]
    {
        let (status, out, err) = run(args);
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(err.starts_with("conga: ") && err.contains(args[1]), "{err}");
    }
    let (status, _, err) = run_on("conga = 1\ntitle = \"unfinished\n", &["check", "-"]);
    assert_eq!(status, 2);
    assert!(err.contains("line 2"), "{err}");
    let (status, _, err) = run_on(&"x".repeat(10_000_001), &["check", "-"]);
    assert_eq!(status, 2);
    assert!(err.contains("bytes"), "{err}");
}

#[test]
fn help_is_no_error() {
    let (status, out, _) = run(&["--help"]);
    assert_eq!(status, 0);
    for verb in ["serve", "check", "plan", "run", "convert", "inspect"] {
        assert!(out.contains(verb), "{out}");
    }
}

#[test]
fn plan_as_json_has_what_rumba_decided() {
    let (status, out, _) = run(&["plan", "--json", &star()]);
    assert_eq!(status, 0);
    let plan: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(plan["order"], serde_json::json!(["e1", "e2", "e3", "n1"]));
    let n1 = &plan["layers"][3];
    assert_eq!((n1["name"].as_str(), n1["bootstrapper"].as_str()), (Some("n1"), Some("n1.client1")));
    let pairs = |list: &serde_json::Value, from: &str, to: &str| -> Vec<String> {
        let list = list.as_array().expect("a list");
        list.iter().map(|one| format!("{} {}", one[from].as_str().unwrap(), one[to].as_str().unwrap())).collect()
    };
    let expected = ["n1.router n1.client1", "n1.client2 n1.router", "n1.server n1.router"];
    assert_eq!(pairs(&n1["enrollments"], "enrollee", "enroller"), expected);
    assert_eq!(pairs(&n1["flows"], "src", "dst"), expected);
    assert_eq!(n1["graph"].as_array().map(Vec::len), Some(3));
    assert_eq!(plan["bootstrappers"].as_array().map(Vec::len), Some(7));
    let step = &plan["steps"][5];
    assert_eq!(step["make"][0][0], "irm");
    assert!(step["after"].is_array() && step["unmake"].is_array() && step["what"].is_string(), "{step}");
}

#[test]
fn plan_as_transcript_has_the_24_commands() {
    let (status, out, _) = run(&["plan", "--transcript", "--dialect", "seed", &star()]);
    assert_eq!((status, irm_lines(&out)), (0, SEED_COMMANDS.to_owned()));
}

/// A script means what it does under Rumba, whatever testbed it names: here one of real machines, where a layer that
/// does not say who starts it would start at its best-connected member.
#[test]
fn plan_of_rumbas_own_script_is_rumbas() {
    let script = format!("{}/../crates/formats/src/rumba/fixtures/rumba_example.py", env!("CARGO_MANIFEST_DIR"));
    let (status, out, _) = run(&["plan", "--transcript", &script]);
    assert_eq!((status, irm_lines(&out).trim()), (0, SEED_COMMANDS.trim()));
}

#[test]
fn plan_as_script_is_a_script() {
    let (status, out, _) = run(&["plan", "--script", &star()]);
    assert_eq!(status, 0);
    assert!(out.starts_with("#!/bin/sh\n") && out.contains("irm"), "{out}");
}

#[test]
fn plan_of_what_has_errors_says_the_errors() {
    let (status, out, err) = run_on(UNREGISTERED, &["plan", "-"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("member-without-registration"), "{err}");
}

#[test]
fn plan_in_another_dialect() {
    let (status, out, _) = run(&["plan", "--transcript", "--dialect", "rumba", &star()]);
    assert_eq!(status, 0);
    assert!(out.contains("client1 >> irm r n n1.client1 ipcp e1.client1\n"), "{out}");
    let (status, _, err) = run(&["plan", "--dialect", "klingon", &star()]);
    assert_eq!(status, 2);
    assert!(err.contains("today, seed, rumba"), "{err}");
}

#[test]
fn run_brings_the_star_up_pings_and_cleans_up() {
    let star = star();
    let mut args = vec!["run", &star];
    PING.iter().for_each(|typed| args.extend(["--then", typed]));
    let (status, out, err) = run(&args);
    assert_eq!(status, 0, "{out}\n{err}");
    assert!(irm_lines(&out).starts_with(SEED_COMMANDS), "{out}");
    assert!(out.contains("100 packets transmitted, 100 received"), "{out}");
    assert!(out.contains("client1 << irm "), "what was made is unmade: {out}");
}

#[test]
fn every_dialect_runs() {
    for dialect in ["today", "seed", "rumba"] {
        let (status, out, err) = run(&["run", &star(), "--dialect", dialect]);
        assert_eq!(status, 0, "{dialect}: {out}\n{err}");
    }
}

#[test]
fn the_same_seed_prints_the_same() {
    let once = || run(&["run", &star(), "--seed", "7"]);
    assert_eq!(once(), once());
}

#[test]
fn run_as_json_has_every_event_in_order() {
    let (status, out, _) = run(&["run", "--json", &star()]);
    assert_eq!(status, 0);
    let events: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(events.iter().enumerate().all(|(seq, event)| event["seq"] == seq as u64));
    let last = events.last().expect("events");
    assert_eq!((last["event"].as_str(), last["state"].as_str()), (Some("state"), Some("clean")));
}

#[test]
fn a_command_that_fails_fails_the_run() {
    let (status, out, _) =
        run(&["run", &star(), "--then", "client1: no-such-program", "--then", "client1: echo after"]);
    assert_eq!(status, 1);
    assert!(out.contains("\nafter\n"), "the others are run all the same: {out}");
    assert!(out.contains("client1 << irm "), "{out}");
    let (status, out, err) = run(&["run", &star(), "--then", "nobody: true"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("client1, client2, router, server"), "{err}");
}

#[test]
fn a_kept_run_takes_commands_until_the_input_ends() {
    let (status, out, err) = run_on("client1: echo hello\nnonsense\n", &["run", &star(), "--keep"]);
    assert_eq!(status, 0, "{out}\n{err}");
    assert!(out.contains("client1 >> echo hello\nhello\n"), "{out}");
    assert!(err.contains("NODE: COMMAND"), "{err}");
    assert!(out.contains("client1 << irm "), "{out}");
}

#[test]
fn control_c_cleans_up() {
    let mut command = conga(&["run", &star()]);
    for typed in &PING[..3] {
        command.args(["--then", typed]);
    }
    let mut child = start(command.args(["--then", "client1: oping -n oping_server -i 10ms"]));
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains(">> oping") {
        line.clear();
        assert!(out.read_line(&mut line).expect("text") > 0, "the ping begins");
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("text");
    assert_eq!(child.wait().expect("an end").code(), Some(1));
    assert!(rest.contains("client1 << irm "), "{rest}");
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    for args in [&["run"][..], &["run", "--json"], &["plan"], &["check"]] {
        let mut child = start(conga(args).arg(star()));
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("text");
        let (_, _, err) = said(child.wait_with_output().expect("an end"));
        assert!(!err.contains("panicked"), "{args:?}: {err}");
    }
}

#[test]
fn convert_there_and_back() {
    let (status, script, err) = run(&["convert", &star(), "-", "--to", "rumba"]);
    assert_eq!(status, 0, "{err}");
    assert!(script.contains("NormalDIF("), "{script}");
    let (status, inspected, _) = run_on(&script, &["inspect", "--json", "-"]);
    assert_eq!(status, 0);
    let report: serde_json::Value = serde_json::from_str(&inspected).expect("JSON");
    let counts = ["nodes", "links", "layers", "ipcps"].map(|key| report[key].as_u64());
    assert_eq!((report["format"].as_str(), counts), (Some("rumba"), [Some(4), Some(3), Some(1), Some(10)]));
    let (status, out, err) = run_on(&script, &["run", "-", "--dialect", "seed"]);
    assert_eq!((status, irm_lines(&out)), (0, SEED_COMMANDS.to_owned()), "{err}");
}

#[test]
fn convert_writes_a_file_whole() {
    let folder = std::env::temp_dir().join(format!("conga-cli-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let out = folder.join("star.conga.toml");
    let (status, _, err) = run(&["convert", &star(), out.to_str().expect("text")]);
    let written = std::fs::read_to_string(&out);
    let names: Vec<_> = std::fs::read_dir(&folder).expect("a folder").collect();
    std::fs::remove_dir_all(&folder).expect("removed");
    assert_eq!((status, names.len()), (0, 1), "{err}");
    assert_eq!(written.expect("a file"), std::fs::read_to_string(star()).expect("the example"));
    let (status, _, err) = run(&["convert", &star(), "star.unknown"]);
    assert_eq!(status, 2);
    assert!(err.contains("--to"), "{err}");
}
#[test]
fn a_command_that_only_waits_lets_the_next_begin() {
    let star = star();
    let mut args = vec!["run", &star, "--then", PING[0], "--then", PING[1], "--then", "server: oping --listen"];
    args.extend(["--then", PING[3]]);
    let (status, out, err) = run(&args);
    assert_eq!(status, 0, "{out}\n{err}");
    assert!(out.contains("100 packets transmitted, 100 received"), "{out}");
    assert!(err.contains("server: `oping --listen` waits"), "{err}");
}

#[test]
fn testbeds_are_listed_with_what_they_lack() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("testbeds.toml"), "[local]\n[ssh]\nknown_hosts = \"/nowhere\"\n")
        .expect("written");
    let data = folder.path().to_str().expect("text");
    let (status, out, _) = run(&["testbeds", "--data", data]);
    assert_eq!(status, 0);
    assert!(out.starts_with("emulator    Emulator, built in: ready."), "{out}");
    assert!(out.contains("ssh         Hosts reached by SSH: lacks: no hosts are set up"), "{out}");
    let (_, json, _) = run(&["testbeds", "--data", data, "--json"]);
    let beds: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let kinds: Vec<_> = beds.as_array().expect("a list").iter().map(|bed| bed["kind"].clone()).collect();
    assert_eq!(kinds, ["emulator", "local", "ssh"]);
    std::fs::write(folder.path().join("testbeds.toml"), "[docker]\nimmage = 1\n").expect("written");
    let (status, _, err) = run(&["testbeds", "--data", data]);
    assert!(status == 2 && err.contains("line 2"), "{err}");
}
