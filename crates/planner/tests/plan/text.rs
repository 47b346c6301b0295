//! Plans for people and programs: the listing and the script.

use crate::drafts::{builder, plan};
use expect_test::expect;
use planner::{listing, script};
use std::process::{Command, Stdio};

const PAIR: &str = "
    n1 unicast
    e1 eth-dix
    a: e1 n1<e1
    b: e1 n1<e1
";

#[test]
fn the_listing_has_every_decision_and_step() {
    let plan = plan(builder(PAIR));
    let mut value = serde_json::to_value(listing(&plan)).expect("JSON");
    let steps = value["steps"].take();
    expect![[r#"
        {
          "bootstrappers": [
            "e1.a",
            "e1.b",
            "n1.a"
          ],
          "layers": [
            {
              "bootstrapper": null,
              "enrollments": [],
              "flows": [],
              "graph": [],
              "kind": "eth-dix",
              "name": "e1"
            },
            {
              "bootstrapper": "n1.a",
              "enrollments": [
                {
                  "enrollee": "n1.b",
                  "enroller": "n1.a",
                  "via": "e1",
                  "why": "breadth-first from a through e1"
                }
              ],
              "flows": [
                {
                  "dst": "n1.a",
                  "src": "n1.b",
                  "why": "b enrolled through a"
                }
              ],
              "graph": [
                {
                  "a": "a",
                  "b": "b",
                  "via": "e1"
                }
              ],
              "kind": "unicast",
              "name": "n1"
            }
          ],
          "order": [
            "e1",
            "n1"
          ],
          "steps": null
        }"#]]
    .assert_eq(&format!("{value:#}"));
    expect![[r#"{"after":[8,9],"id":10,"make":[["echo"]],"node":"b","unmake":[],"what":"Enroll n1.b in n1 through n1.a over e1"}"#]].assert_eq(&steps[10].to_string());
}

#[test]
fn the_script_is_grouped_by_layer_and_node() {
    let script = script(&plan(builder(PAIR)));
    let up = script.split("up() {").nth(1).and_then(|rest| rest.split("down() {").next()).expect("what it does");
    expect![[r#"

            :

            # Daemons
            on a echo
            on b echo

            # IPCPs, a
            on a echo
            on a echo

            # IPCPs, b
            on b echo
            on b echo

            # Layer n1, a
            on a echo
            on a echo

            # Layer n1, b
            on b echo
            on b echo
            on b echo
            on b echo
        }

    "#]]
    .assert_eq(up);
}

/// A shell understands it; here every command says an empty line.
#[test]
fn the_script_runs() {
    let script = script(&plan(builder(PAIR)));
    let run = |goal: &str| {
        let output = Command::new("sh").args(["-c", &script, "script", goal]).stdin(Stdio::null()).output();
        let output = output.expect("a shell");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).lines().count())
    };
    assert_eq!(run("up"), (Some(0), 12));
    assert_eq!(run("down"), (Some(0), 0));
    assert_eq!(run("sideways"), (Some(2), 0));
}
