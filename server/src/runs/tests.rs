//! Runs, from outside: their events exactly once, slow viewers, full disks, crashes.

use super::{Asked, Runs, journal::Journal, lock};
use crate::{
    store::RunRecord,
    testing::{Bench, HOST, ORIGIN},
};
use api::{Create, Decision, Exec, Execed, OnFailure, Pace, RunCard, Start, Started};
use axum::http::{StatusCode, header};
use futures::StreamExt;
use model::{
    Draft, Edit, edit,
    edit::{ServiceField, SettingsField},
    generate,
};
use planner::StepId;
use runner::{Event, Journal as _, State, What};
use std::{sync::Arc, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

mod machines;

type Socket = WebSocketStream<TcpStream>;

/// Nothing here takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

fn start() -> Start {
    Start { version: 0, testbed: "emulator".into(), seed: 1, pace: Pace::Full, on_failure: OnFailure::RollBack }
}

fn star() -> Draft {
    let mut draft = generate::seed_star();
    let (server, n1) = (draft.node_named("server").expect("a node"), draft.layer_named("n1").expect("a layer"));
    let serve = Edit::AddService { name: Some("oping_server".into()), nodes: vec![server], layers: vec![n1] };
    change(&mut draft, &serve);
    let service = draft.services().next().expect("a service").0;
    change(&mut draft, &Edit::SetService(service, ServiceField::Program("oping".into(), vec!["--listen".into()])));
    draft
}

fn change(draft: &mut Draft, edit: &Edit) {
    let changes = edit::lower(draft, edit).expect("an edit that fits");
    model::change::apply(draft, &changes).expect("its changes");
}

impl Bench {
    async fn run_star(&self) -> String {
        let id = self.create(&Create::Draft(Box::new(star()))).await;
        self.post(&format!("/api/experiments/{id}/runs"), &start()).await.json::<Started>().run
    }

    /// Waits until the run's events satisfy `enough`; all of them.
    async fn wait(&self, run: &str, mut enough: impl FnMut(&What) -> bool) -> Vec<Event> {
        let feed = self.lab.runs.open(run).expect("an open run").feed;
        let mut head = feed.head();
        let mut events: Vec<Event> = Vec::new();
        loop {
            let is_over = head.borrow_and_update().is_over;
            let news = feed.read(events.len() as u64, 1000).await.expect("events");
            let news: Vec<Event> = news.iter().map(|event| serde_json::from_str(event).expect("an event")).collect();
            let found = news.iter().any(|event| enough(&event.what));
            events.extend(news.clone());
            if found || (is_over && news.is_empty()) {
                return events;
            }
            if news.is_empty() {
                let changed = tokio::time::timeout(PATIENCE, head.changed()).await;
                changed.unwrap_or_else(|_| panic!("nothing more happens after {:?}", events.last())).expect("a feed");
            }
        }
    }

    async fn wait_for(&self, run: &str, wanted: State) -> Vec<Event> {
        self.wait(run, |what| matches!(what, What::State { state, .. } if *state == wanted)).await
    }

    async fn exec(&self, run: &str, line: &str) -> Execed {
        let exec = Exec { node: "client1".into(), line: line.into() };
        self.post(&format!("/api/runs/{run}/exec"), &exec).await.json()
    }

    async fn decide(&self, run: &str, decision: Decision) {
        self.post(&format!("/api/runs/{run}/decide"), &decision).await;
    }

    async fn card(&self, run: &str) -> RunCard {
        self.lab.store.run_card(run).await.expect("a store").expect("a run")
    }

    /// A real port, for websockets.
    async fn listen(&self) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(axum::serve(listener, self.router.clone()).into_future());
        address
    }

    async fn watch(&self, port: std::net::SocketAddr, run: &str, from: u64) -> Result<Socket, Box<Error>> {
        let mut request =
            format!("ws://{HOST}/api/runs/{run}/live?from={from}").into_client_request().expect("a request");
        request.headers_mut().insert(header::ORIGIN, ORIGIN.parse().expect("an origin"));
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().expect("a cookie"));
        let stream = TcpStream::connect(port).await.expect("a connection");
        client_async(request, stream).await.map(|(socket, _)| socket).map_err(Box::new)
    }
}

/// The next frame's events; none when the server closed.
async fn frame(socket: &mut Socket) -> Option<Vec<Event>> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return Some(serde_json::from_str(&text).expect("an array of events")),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

async fn all(socket: &mut Socket) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(more) = frame(socket).await {
        events.extend(more);
    }
    events
}

fn assert_without_gap(events: &[Event]) {
    assert!(events.iter().enumerate().all(|(place, event)| event.seq == place as u64), "gap or duplicate");
}

#[tokio::test]
async fn a_run_is_driven_though_who_started_it_goes_away() {
    let bench = Bench::new().await;
    let (store, runs) = (&bench.lab.store, &bench.lab.runs);
    let experiment = bench.create(&Create::Draft(Box::new(star()))).await;
    for n_known in 0..20 {
        let asked = Asked { experiment: experiment.clone(), draft: star(), start: start(), person: None };
        let recorded = async { while store.open_runs().await.expect("runs").len() == n_known {} };
        tokio::select! {
            biased;
            () = recorded => {}
            begun = runs.start(asked) => drop(begun.expect("a run")),
        }
    }
    let driven = async {
        for run in store.open_runs().await.expect("runs") {
            while runs.open(&run).is_none() {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::time::timeout(PATIENCE, driven).await.expect("each that is recorded is driven");
}

#[tokio::test]
async fn a_run_comes_up_answers_a_command_and_is_cleaned_up() {
    let bench = Bench::new().await;
    let run = bench.run_star().await;
    bench.wait_for(&run, State::Up).await;
    assert!(bench.card(&run).await.summary.starts_with("up, "));
    let call = bench.exec(&run, "oping -n oping_server -i 10ms -c 5").await.call;
    bench.wait(&run, |what| matches!(what, What::Exited { call: ended, status: 0, .. } if *ended == call)).await;
    let feed = bench.lab.runs.open(&run).expect("open").feed;
    bench.decide(&run, Decision::CleanUp).await;
    feed.head().wait_for(|head| head.is_over).await.expect("the end");
    let card = bench.card(&run).await;
    assert_eq!((card.state.as_str(), card.ended_ms.is_some()), ("clean", true));
    let log = bench.get(&format!("/api/runs/{run}/log")).await.text;
    assert!(log.contains("client1 >> oping -n oping_server") && log.trim_end().contains("-- clean"), "{log}");
}

#[tokio::test]
async fn an_experiment_with_errors_or_changed_elsewhere_is_not_run() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Draft(Box::new(star()))).await;
    let address = format!("/api/experiments/{id}/runs");
    assert_eq!(bench.post(&address, &Start { version: 7, ..start() }).await.code(), "stale");
    let nowhere = bench.post(&address, &Start { testbed: "moon".into(), ..start() }).await;
    assert!(nowhere.text.contains("there is no testbed `moon` here; choose one of: emulator"), "{nowhere:?}");
    assert_eq!(bench.get(&address).await.text, "[]");
}

#[tokio::test]
async fn who_reloads_in_the_middle_sees_every_event_once() {
    let bench = Bench::new().await;
    let port = bench.listen().await;
    let run = bench.run_star().await;
    let mut socket = bench.watch(port, &run, 0).await.expect("a socket");
    let mut events = frame(&mut socket).await.expect("events");
    drop(socket);
    bench.wait_for(&run, State::Up).await;
    let mut socket = bench.watch(port, &run, events.len() as u64).await.expect("a socket");
    bench.exec(&run, "oping -n oping_server -i 10ms -c 20").await;
    bench.decide(&run, Decision::CleanUp).await;
    events.extend(all(&mut socket).await);
    assert_without_gap(&events);
    assert!(matches!(events.last().map(|event| &event.what), Some(What::State { state: State::Clean, .. })));
    // Long after, from disk, the same.
    let mut late = bench.watch(port, &run, 0).await.expect("a socket");
    assert_eq!(all(&mut late).await, events);
}

#[tokio::test]
async fn a_viewer_that_does_not_read_holds_nobody_up_and_misses_nothing() {
    let bench = Bench::new().await;
    let port = bench.listen().await;
    let run = bench.run_star().await;
    bench.wait_for(&run, State::Up).await;
    let mut slow = bench.watch(port, &run, 0).await.expect("a socket");
    let feed = bench.lab.runs.open(&run).expect("open").feed;
    let call = bench.exec(&run, "oping -n oping_server -i 1ms -c 3000").await.call;
    bench.wait(&run, |what| matches!(what, What::Exited { call: ended, .. } if *ended == call)).await;
    bench.decide(&run, Decision::CleanUp).await;
    feed.head().wait_for(|head| head.is_over).await.expect("the end");
    let events = all(&mut slow).await;
    assert_without_gap(&events);
    assert_eq!(events.len() as u64, feed.head().borrow().next);
}

#[tokio::test]
async fn only_so_many_watch_and_only_who_is_signed_in() {
    let bench = Bench::new().await;
    let port = bench.listen().await;
    let run = bench.run_star().await;
    let refused = |result: Result<Socket, Box<Error>>| match result.map_err(|error| *error) {
        Err(Error::Http(response)) => response.status(),
        other => panic!("{other:?}"),
    };
    let stranger = Bench { cookie: "conga-0=x".into(), ..Bench::new().await };
    assert_eq!(refused(stranger.watch(port, &run, 0).await), StatusCode::UNAUTHORIZED);
    let all = bench.lab.runs.viewers.clone().acquire_many_owned(super::MAX_VIEWERS as u32).await.expect("all");
    assert_eq!(refused(bench.watch(port, &run, 0).await), StatusCode::SERVICE_UNAVAILABLE);
    drop(all);
    assert!(bench.watch(port, &run, 0).await.is_ok());
}

#[tokio::test]
async fn a_run_that_a_crash_cut_off_is_cleaned_and_says_so() {
    let bench = Bench::new().await;
    let experiment = bench.create(&Create::Draft(Box::new(star()))).await;
    let prepared = super::prepared(star(), "emulator".into()).await.expect("a plan");
    let record = RunRecord { experiment, start: start(), draft: prepared.draft, plan: prepared.plan };
    let store = bench.lab.store.clone();
    let run = store.create_run(&record, 1).await.expect("a run");
    let journal = Journal::begin(&store, &run, record.plan.steps.len(), 0);
    for what in [What::State { state: State::Starting, why: None }, What::Started { step: StepId(0) }] {
        journal.record(what).expect("taken");
    }
    journal.settle().await.expect("safe");
    drop(journal);
    let runs = Runs::new(store.clone());
    runs.recover().await.expect("recovery");
    let feed = runs.open(&run).expect("picked up").feed;
    feed.head().wait_for(|head| head.is_over).await.expect("the end");
    let card = bench.card(&run).await;
    assert_eq!(card.state, "clean");
    assert!(card.summary.contains("the server stopped"), "{card:?}");
    let events = store.events_from(&run, 0, 1000).await.expect("events");
    let events: Vec<Event> = events.iter().map(|event| serde_json::from_str(event).expect("an event")).collect();
    assert_without_gap(&events);
}

#[tokio::test]
async fn a_stopping_server_cleans_its_runs_up_within_seconds() {
    let bench = Bench::new().await;
    let id = bench.create(&Create::Draft(Box::new(star()))).await;
    let slow = Start { pace: Pace::Eye, ..start() };
    let run = bench.post(&format!("/api/experiments/{id}/runs"), &slow).await.json::<Started>().run;
    bench.wait(&run, |what| matches!(what, What::Command { .. })).await;
    bench.lab.runs.stop().await;
    assert_eq!(bench.card(&run).await.state, "clean");
    assert_eq!(bench.post(&format!("/api/experiments/{id}/runs"), &start()).await.code(), "busy");
}

#[tokio::test]
async fn a_full_disk_is_said_and_what_was_saved_stays() {
    let bench = Bench::new().await;
    let run = bench.run_star().await;
    bench.wait_for(&run, State::Up).await;
    let feed = bench.lab.runs.open(&run).expect("open").feed;
    let before = bench.get("/api/experiments").await.text;
    bench.lab.store.fill_disk(true).await;
    let mut huge = star();
    change(&mut huge, &Edit::SetSettings(SettingsField::Note("n".repeat(9_999))));
    let refused = loop {
        let answer = bench.post("/api/experiments", &Create::Draft(Box::new(huge.clone()))).await;
        if !answer.status.is_success() {
            break answer;
        }
    };
    assert_eq!((refused.status, refused.code().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "storage"));
    assert!(refused.text.contains("is full"), "{refused:?}");
    bench.decide(&run, Decision::CleanUp).await;
    bench.lab.store.fill_disk(false).await;
    feed.head().wait_for(|head| head.is_over).await.expect("the end");
    let cards: Vec<api::Card> = bench.get("/api/experiments").await.json();
    assert!(cards.len() > serde_json::from_str::<Vec<api::Card>>(&before).expect("cards").len());
    assert!(lock(&bench.lab.runs.open).is_empty() || bench.card(&run).await.state == "clean");
}

#[tokio::test]
async fn a_journal_that_fails_says_so_and_goes_on_when_the_disk_does() {
    let bench = Bench::new().await;
    let experiment = bench.create(&Create::Draft(Box::new(star()))).await;
    let prepared = super::prepared(star(), "emulator".into()).await.expect("a plan");
    let record = RunRecord { experiment, start: start(), draft: prepared.draft, plan: prepared.plan };
    let run = bench.lab.store.create_run(&record, 1).await.expect("a run");
    let journal = Journal::begin(&bench.lab.store, &run, 1, 0);
    bench.lab.store.fill_disk(true).await;
    let line = |n: usize| What::Line {
        node: "a".into(),
        voice: testbed::Voice::Out,
        text: format!("{n}{}", "x".repeat(5_000)),
        call: None,
    };
    (0..100).for_each(|n| journal.record(line(n)).expect("taken"));
    assert!(journal.settle().await.is_err());
    bench.lab.store.fill_disk(false).await;
    let mut head = journal.feed().head();
    head.wait_for(|head| head.next == 100).await.expect("written after all");
    let events = bench.lab.store.events_from(&run, 0, 1000).await.expect("events");
    let events: Vec<Event> = events.iter().map(|event| serde_json::from_str(event).expect("an event")).collect();
    assert_without_gap(&events);
    drop(Arc::clone(&journal));
}
