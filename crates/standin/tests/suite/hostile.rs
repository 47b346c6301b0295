//! Names that would like to be commands: through every sink, and nothing is executed.

use crate::ground::{Ground, tag};
use std::{fs, sync::Arc};
use testbed::{Command, Deaf};

/// What runs `touch CANARY` where a name is read as more than a name.
const TRAPS: [&str; 25] = [
    "$(touch CANARY)",
    "`touch CANARY`",
    ";touch CANARY",
    "; touch CANARY #",
    "| touch CANARY",
    "|| touch CANARY",
    "&& touch CANARY",
    "& touch CANARY &",
    "\ntouch CANARY\n",
    "\rtouch CANARY",
    "'; touch CANARY; '",
    "\"; touch CANARY; \"",
    "'$(touch CANARY)'",
    "\"$(touch CANARY)\"",
    "\\'; touch CANARY; \\'",
    "${IFS}touch${IFS}CANARY",
    "{touch,CANARY}",
    "<(touch CANARY)",
    "-oProxyCommand=touch CANARY",
    "--privileged",
    "@CANARY",
    "~/$(touch CANARY)",
    "* ? [a-z] !!",
    "%s%n$((1+1))",
    "\u{1b}]0;touch CANARY\u{7}",
];

/// What stands around a trap.
const COATS: [(&str, &str); 20] = [
    ("", ""),
    ("a", ""),
    ("", "a"),
    ("a ", " a"),
    ("'", "'"),
    ("\"", "\""),
    ("'", ""),
    ("\"", ""),
    ("\\", ""),
    ("", "\\"),
    ("-", ""),
    ("--", ""),
    ("../", ""),
    ("/", "/"),
    ("=", "="),
    ("#", "#"),
    ("\t", "\t"),
    ("$", "$"),
    ("é", "✓"),
    ("((", "))"),
];

pub async fn all(ground: &Ground) {
    let tag = tag("hostile");
    ground.claim(&tag, Arc::new(Deaf)).await;
    // The same place on this host and in a container: both are looked at.
    let folder = tempfile::Builder::new().prefix(&tag.0).tempdir_in("/var/tmp").expect("a folder");
    let canary = folder.path().join("canary");
    let canary_text = canary.display().to_string();
    if ground.is_real() {
        ground.fine(&tag, &format!("mkdir -p {}", folder.path().display())).await;
    }
    let names: Vec<String> = TRAPS
        .iter()
        .flat_map(|trap| COATS.iter().map(move |(before, after)| format!("{before}{trap}{after}")))
        .map(|name| name.replace("CANARY", &canary_text))
        .collect();
    assert_eq!(names.len(), 500);
    if ground.is_real() {
        as_arguments(ground, &tag, &names).await;
    }
    // One command a name takes long where each is a connection's round trip.
    let quick = ground.dockerd.is_none() && ground.sshd.is_none();
    for name in names.iter().step_by(if quick { 9 } else { 45 }) {
        let bed = &ground.bed;
        assert!(bed.exec(&tag, name, &Command::of("true"), &Deaf).await.is_err(), "a machine named {name:?}");
        // Programs and files of such names are not there; what happens else is the canary's to tell.
        _ = bed.exec(&tag, "a", &Command::new([name.as_str()]), &Deaf).await;
        assert!(bed.fetch(&tag, "a", &format!("no/{name}")).await.is_err());
        if ground.is_real() && bed.put(&tag, "a", name, name.as_bytes()).await.is_ok() {
            assert_eq!(bed.fetch(&tag, "a", name).await.as_deref(), Ok(name.as_bytes()));
        }
        _ = bed.shape(&tag, "a", name, &testbed::Shape { delay_ms: 1.0, ..Default::default() }).await;
    }
    assert!(!fs::exists(&canary).expect("asked"), "something was executed");
    if ground.is_real() {
        let looked = ground.fine(&tag, &format!("test ! -e {canary_text}")).await;
        assert_eq!(looked.status, 0, "something was executed there");
    }
    ground.release(&tag).await;
    as_machines(ground, &tag, &names).await;
    assert!(!fs::exists(&canary).expect("asked"), "something was executed");
}

/// Machines of such names: told apart, and named to their commands as they are.
async fn as_machines(ground: &Ground, tag: &testbed::RunTag, names: &[String]) {
    let mut site = crate::ground::site();
    site.wires.clear();
    for (machine, name) in site.machines.iter_mut().zip(names.iter().skip(7).step_by(167)) {
        machine.name.clone_from(name);
    }
    ground.bed.claim(tag, &site, Arc::new(Deaf)).await.expect("claimed");
    for machine in site.machines.iter().filter(|_| ground.is_real()) {
        let print = Command::new(["sh", "-c", r#"printf %s "$CONGA_NODE""#]);
        let exit = ground.bed.exec(tag, &machine.name, &print, &Deaf).await.expect("ran");
        assert_eq!(exit.output, machine.name);
    }
    ground.release(tag).await;
}

/// Every name comes out as it went in.
async fn as_arguments(ground: &Ground, tag: &testbed::RunTag, names: &[String]) {
    for some in names.chunks(100) {
        let script = ["sh", "-c", r#"for word; do printf '<%s>' "$word"; done"#, "sh"].map(str::to_owned);
        let words = script.into_iter().chain(some.iter().cloned());
        let exit = ground.bed.exec(tag, "a", &Command::new(words), &Deaf).await.expect("ran");
        let expected: String = some.iter().map(|name| format!("<{name}>")).collect();
        assert_eq!(exit.output, expected);
    }
}
