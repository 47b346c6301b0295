//! Routes, from outside: experiments, history, files, limits.

use crate::testing::{Bench, request, send};
use api::{Card, Create, Created, Entry, Op, Opened, Save, Saved, Upload};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use model::{
    Change, Draft, Edit, Node, NodeId, Point, Swap,
    edit::{self, SettingsField},
};
use std::sync::Arc;

fn entry(draft: &Draft, edit: &Edit) -> Entry {
    Entry { label: "an edit".into(), changes: edit::lower(draft, edit).expect("an edit that fits") }
}

fn add_node(name: &str) -> Edit {
    Edit::AddNode { name: Some(name.into()), at: Point { x: 0.1, y: 1.0 / 3.0 } }
}

async fn opened(bench: &Bench, id: &str) -> Opened {
    bench.get(&format!("/api/experiments/{id}")).await.json()
}

async fn save(bench: &Bench, id: &str, version: u64, ops: Vec<Op>) -> crate::testing::Answer {
    bench.post(&format!("/api/experiments/{id}/edits"), &Save { version, ops }).await
}

fn names(opened: &Opened) -> Vec<&str> {
    opened.draft.nodes().map(|(_, node)| node.name.as_str()).collect()
}

#[tokio::test]
async fn history_is_one_and_survives_a_restart() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let first = entry(&opened(&bench, &id).await.draft, &add_node("a"));
    assert_eq!(save(&bench, &id, 0, vec![Op::Do(first)]).await.json::<Saved>().version, 1);
    let second = entry(&opened(&bench, &id).await.draft, &add_node("b"));
    save(&bench, &id, 1, vec![Op::Do(second), Op::Undo]).await.json::<Saved>();
    let bench = bench.again().await;
    let now = opened(&bench, &id).await;
    assert_eq!((names(&now), now.version, now.history.len(), now.n_done), (vec!["a"], 3, 2, 1));
    save(&bench, &id, 3, vec![Op::Redo]).await.json::<Saved>();
    assert_eq!(names(&opened(&bench, &id).await), ["a", "b"]);
    save(&bench, &id, 4, vec![Op::Undo, Op::Undo]).await.json::<Saved>();
    assert_eq!(save(&bench, &id, 6, vec![Op::Undo]).await.code(), "invalid");
    assert_eq!(opened(&bench, &id).await.n_done, 0);
}

#[tokio::test]
async fn something_new_ends_what_could_be_redone() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let empty = opened(&bench, &id).await.draft;
    let ops = vec![Op::Do(entry(&empty, &add_node("a"))), Op::Undo, Op::Do(entry(&empty, &add_node("b")))];
    save(&bench, &id, 0, ops).await.json::<Saved>();
    let now = opened(&bench, &id).await;
    assert_eq!((names(&now), now.history.len()), (vec!["b"], 1));
    assert_eq!(save(&bench, &id, 3, vec![Op::Redo]).await.code(), "invalid");
}

#[tokio::test]
async fn a_second_tab_is_told_and_both_versions_can_be_kept() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let both_saw = opened(&bench, &id).await;
    let (ours, theirs) = (entry(&both_saw.draft, &add_node("ours")), entry(&both_saw.draft, &add_node("theirs")));
    save(&bench, &id, 0, vec![Op::Do(ours)]).await.json::<Saved>();
    let refused = save(&bench, &id, 0, vec![Op::Do(theirs.clone())]).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "stale"));
    let mut their_draft = both_saw.draft;
    model::change::apply(&mut their_draft, &theirs.changes).expect("their own edit");
    let copy = bench.create(&Create::Draft(Box::new(their_draft))).await;
    assert_eq!(names(&opened(&bench, &id).await), ["ours"]);
    assert_eq!(names(&opened(&bench, &copy).await), ["theirs"]);
}

#[tokio::test]
async fn a_save_whose_answer_was_lost_can_be_sent_again() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let ops = vec![Op::Do(entry(&opened(&bench, &id).await.draft, &add_node("a")))];
    for _ in 0..2 {
        assert_eq!(save(&bench, &id, 0, ops.clone()).await.json::<Saved>().version, 1);
    }
    assert_eq!(names(&opened(&bench, &id).await), ["a"]);
}

#[tokio::test]
async fn a_save_is_all_or_nothing_and_hostile_changes_are_nothing() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let good = entry(&opened(&bench, &id).await.draft, &add_node("a"));
    let dangling =
        Node { name: "evil".into(), members: vec![model::Member::of(model::LayerId(99))], ..Node::default() };
    let swap = Swap { before: None, after: Some(Arc::new(dangling)) };
    let evil = Entry { label: "x".into(), changes: vec![Change::Node(NodeId(7), swap)] };
    let refused = save(&bench, &id, 0, vec![Op::Do(good), Op::Do(evil)]).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let now = opened(&bench, &id).await;
    assert_eq!((now.version, now.draft.nodes().len()), (0, 0));
}

#[tokio::test]
async fn the_newest_two_hundred_steps_can_be_undone() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let mut draft = opened(&bench, &id).await.draft;
    let ops = (0..250).map(|n| {
        let entry = entry(&draft, &Edit::SetSettings(SettingsField::Title(format!("title {n}"))));
        model::change::apply(&mut draft, &entry.changes).expect("a title");
        Op::Do(entry)
    });
    let ops: Vec<Op> = ops.collect();
    save(&bench, &id, 0, ops).await.json::<Saved>();
    let now = opened(&bench, &id).await;
    assert_eq!((now.history.len(), now.n_done), (200, 200));
    save(&bench, &id, 250, vec![Op::Undo; 200]).await.json::<Saved>();
    assert_eq!(opened(&bench, &id).await.draft.settings().title, "title 49");
}

#[tokio::test]
async fn opening_writes_nothing() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    let before = bench.get("/api/experiments").await.text;
    opened(&bench, &id).await;
    assert_eq!(bench.get("/api/experiments").await.text, before);
}

#[tokio::test]
async fn a_copy_says_so_and_what_is_deleted_can_be_restored() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Blank("Mine".into())).await;
    bench.create(&Create::Copy(id.clone())).await;
    let delete = request(Method::DELETE, &format!("/api/experiments/{id}")).header(header::COOKIE, &bench.cookie);
    let answer = send(&bench.router, delete.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let titles = |cards: Vec<Card>| cards.into_iter().map(|card| card.title).collect::<Vec<_>>();
    assert_eq!(titles(bench.get("/api/experiments").await.json()), ["Mine (copy)"]);
    assert_eq!(bench.get(&format!("/api/experiments/{id}")).await.code(), "not-found");
    bench.post(&format!("/api/experiments/{id}/restore"), &()).await;
    assert_eq!(bench.get("/api/experiments").await.json::<Vec<Card>>().len(), 2);
    assert_eq!(names(&opened(&bench, &id).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_file_comes_in_with_its_report_and_goes_out_again() {
    let bench = Bench::new().await;
    let text = "from rumba.model import *\ne1 = ShimEthDIF(\"e1\")\na = Node(\"a\", difs=[e1])\nb = Node(\"b\", difs=[e1])\nexp = Experiment(None, nodes=[a, b])\n";
    let upload = Upload { name: "two.py".into(), text: text.into() };
    let report: api::Report = bench.post("/api/inspect", &upload).await.json();
    assert_eq!((report.nodes, report.links, report.ipcps), (2, 1, 2));
    assert_eq!(bench.get("/api/experiments").await.text, "[]", "inspecting makes nothing");
    let created: Created = bench.post("/api/experiments", &Create::File(upload)).await.json();
    assert_eq!(created.report, Some(report));
    let out = bench.get(&format!("/api/experiments/{}/export/native", created.id)).await;
    assert!(out.text.starts_with("conga = 1"), "{out:?}");
    assert_eq!(out.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"two.conga.toml\"");
    assert_eq!(bench.get(&format!("/api/experiments/{}/export/word", created.id)).await.code(), "not-found");
}

#[tokio::test]
async fn a_broken_file_is_refused_with_its_place() {
    let bench = Bench::new().await;
    let upload = Upload { name: "x.conga.toml".into(), text: "conga = 1\ntitle = \"".into() };
    let refused = bench.post("/api/inspect", &upload).await;
    assert_eq!(refused.code(), "invalid");
    assert!(refused.json::<api::Problem>().message.starts_with("line 2, column"), "{refused:?}");
}

#[tokio::test]
async fn every_example_opens() {
    let bench = Bench::new().await;
    for example in formats::examples() {
        let id = bench.create(&Create::Example(example.key.into())).await;
        assert!(opened(&bench, &id).await.draft.nodes().len() > 1, "{}", example.key);
    }
    assert_eq!(bench.post("/api/experiments", &Create::Example("none".into())).await.code(), "not-found");
}

#[tokio::test]
async fn bodies_have_limits_in_size_and_depth() {
    let bench = Bench::new().await;
    let huge = Upload { name: "x".into(), text: "x".repeat(17 * 1024 * 1024) };
    let refused = bench.post("/api/inspect", &huge).await;
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let request = request(Method::POST, "/api/experiments")
        .header(header::COOKIE, &bench.cookie)
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(send(&bench.router, request.body(Body::from(deep)).expect("a request")).await.code(), "invalid");
}

#[tokio::test]
async fn ids_are_ids_and_nothing_else() {
    let bench = Bench::new().await;
    for id in ["x", "..%2f..%2fetc", "%00", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdef"] {
        assert_eq!(bench.get(&format!("/api/experiments/{id}")).await.code(), "not-found", "{id}");
    }
}

#[tokio::test]
async fn a_topology_comes_in_with_a_layer_that_can_be_taken_back() {
    let bench = Bench::new().await;
    let upload = Upload { name: "pair.dot".into(), text: "graph pair { a -- b }".into() };
    let id = bench.create(&Create::FileWithLayer(upload)).await;
    let now = opened(&bench, &id).await;
    let n_uppers = |opened: &Opened| opened.draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()).count();
    assert_eq!((n_uppers(&now), now.version, now.history.len()), (1, 1, 1));
    save(&bench, &id, 1, vec![Op::Undo]).await.json::<Saved>();
    assert_eq!(n_uppers(&opened(&bench, &id).await), 0);
}
