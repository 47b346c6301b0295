//! What the scripts of a survey make of an IPCP's files, on files as Ouroboros 0.23 writes them.

use crate::drafts::{STAR, builder, plan, with};
use planner::{Survey, Ties, Traffic, View};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use testbed::Command;

/// Counters of best effort, then of another class; a NUL ends a file.
fn counters(endpoint: &str, [sent, received, sent_from_here]: [u32; 3]) -> String {
    let class = |[sent, received, from_here]: [u32; 3]| {
        format!(
            " sent (packets):     {sent}\n sent (bytes):     {sent}\n rcvd (packets):     {received}\n rcvd (bytes):    7\n \
             local sent (packets):     {from_here}\n local rcvd (packets):     7\n"
        )
    };
    let head = format!("Flow established at: 2026-11-23 16:31:08\nEndpoint address:     {endpoint}\n");
    let queues = "Queued packets (rx):     7\nQueued packets (tx):     7\n\nQos cube   0:\n";
    [&head, queues, &class([sent, received, sent_from_here]), "Qos cube   1:\n", &class([0, 0, 0]), "\0"].concat()
}

/// Two flows, one of them silent, and a directory that has asked; a second IPCP counts nothing.
fn ipcps(root: &Path) {
    let write = |file: &str, text: &str| {
        let file = root.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    for link in [".dt.0a.02", ".mgmt.0a.02", ".dt.0a.03", "0a.01.0a.02", "0a.02.0a.01", "0a.01.0a.03"] {
        write(&format!("n1.a/lsdb/{link}"), "");
    }
    write("n1.a/dt.0a.01/1", &counters("dht", [0, 0, 0]));
    write("n1.a/dt.0a.01/66", &counters("0a.02", [2, 0, 2]));
    write("n1.a/dt.0a.01/69", &counters("0a.03", [0, 3, 0]));
    write("n1.b/lsdb/.dt.0a.01", "");
    write("n1.b/dt.0a.02/1", "");
}

fn ask(root: &Path, question: &Command) -> String {
    let place = root.to_str().expect("a name");
    let words = question.words().map(|word| word.replace("/tmp/ouroboros", place));
    let words: Vec<String> = words.collect();
    let said = std::process::Command::new(&words[0]).args(&words[1..]).output().expect("a shell");
    assert_eq!((said.status.code(), String::from_utf8_lossy(&said.stderr).as_ref()), (Some(0), ""));
    String::from_utf8(said.stdout).expect("text")
}

fn survey(testbed: &str) -> Survey {
    plan(with(builder(STAR), &[("testbed", testbed)])).survey.expect("a survey")
}

#[test]
fn scripts_read_what_an_ipcp_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    ipcps(root);
    let (apart, within) = (survey("namespaces"), survey("local"));
    let names = ["n1.a", "n1.b", "n1.gone"];
    let views = ask(root, &apart.views_of(names));
    let ties = ask(root, &apart.ties_of(names).expect("a question"));
    let counted = ask(root, &within.ties_of(names).expect("a question"));

    let views = View::read(&views);
    assert_eq!(views["n1.a"], View { n_links: 3, has_spoken: Some(false), has_asked: true });
    assert_eq!((views["n1.b"].has_spoken, views.len()), (None, 2));
    let flow = |peer: &str, has_sent, has_heard| Traffic { peer: peer.to_owned(), has_sent, has_heard };
    let flows = vec![flow("0a.02", true, false), flow("0a.03", false, true)];
    let ties = Ties::read(&ties);
    assert_eq!(ties["n1.a"], Ties { n_neighbours: 2, address: "0a.01".to_owned(), flows });
    assert_eq!(ties["n1.b"], Ties { n_neighbours: 1, ..Ties::default() });
    assert_eq!(Ties::read(&counted)["n1.a"], Ties { n_neighbours: 2, ..Ties::default() });
}

/// A daemon asks for names only that it knows; the name is gone afterwards, though nobody is there to connect to.
#[test]
fn who_is_to_get_acquainted_asks_for_a_name_that_nobody_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let irm = folder.path().join("irm");
    fs::write(&irm, "#!/bin/sh\necho \"$*\" >>\"$LOG\"\n[ \"$2\" != conn ]\n").expect("written");
    fs::set_permissions(&irm, fs::Permissions::from_mode(0o755)).expect("made a program");
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").expect("a path"));
    let question = survey("namespaces").acquaint.expect("a question");
    let words: Vec<&str> = question.words().chain(["n1.a", "3"]).collect();
    let mut process = std::process::Command::new(words[0]);
    let status = process.args(&words[1..]).env("PATH", path).env("LOG", &log).status().expect("a shell");
    assert!(status.success());
    let asked = "n c conga-asks-n1.a-3\ni conn n n1.a dst conga-asks-n1.a-3 component mgmt\nn d conga-asks-n1.a-3\n";
    assert_eq!(fs::read_to_string(log).expect("asked"), asked);
    assert_eq!(survey("local").acquaint, None, "one daemon finds what it has itself");
}
