//! What is asked of a run's links, nodes and testbeds, from outside.

use super::*;
use api::{Bed, End, Shaping};
use testbed::Shape;

fn cut() -> Shape {
    Shape { is_cut: true, ..Shape::default() }
}

impl Bench {
    /// Whether a ping from a client comes back.
    async fn pings(&self, run: &str) -> bool {
        let ping = self.exec(run, "oping -n oping_server -i 10ms -c 5").await.call;
        let is_end = |what: &What| matches!(what, What::Exited { call, .. } if *call == ping);
        let events = self.wait(run, is_end).await;
        let is_answer = |what: &What| matches!(what, What::Line { text, call: Some(call), .. } if *call == ping && text.contains("64 bytes from"));
        events.iter().any(|event| is_answer(&event.what))
    }
}

async fn up() -> (Bench, String) {
    let bench = Bench::new().await;
    let run = bench.run_star().await;
    bench.wait_for(&run, State::Up).await;
    (bench, run)
}

#[tokio::test]
async fn a_link_is_cut_and_mended_and_packets_know() {
    let (bench, run) = up().await;
    let address = format!("/api/runs/{run}/shape");
    let all = Shaping { link: "e2".into(), node: None, shape: cut() };
    let ends: Vec<End> = bench.post(&address, &all).await.json();
    assert!(ends.len() == 2 && ends.iter().all(|end| end.in_force == Some(cut()) && end.why.is_none()), "{ends:?}");
    assert!(!bench.pings(&run).await, "nothing passes");
    let one = Shaping { link: "e2".into(), node: Some("server".into()), shape: Shape::default() };
    assert_eq!(bench.post(&address, &one).await.json::<Vec<End>>().len(), 1);
    bench.post(&address, &Shaping { shape: Shape::default(), ..all }).await;
    // Routes come back a moment after the cable.
    let mut n_tries = 0;
    while !bench.pings(&run).await {
        n_tries += 1;
        assert!(n_tries < 50, "packets find their way again");
    }
    let log = bench.get(&format!("/api/runs/{run}/log")).await.text;
    assert!(log.contains("-- e2 at server is cut") && log.contains("-- e2 at router shall be perfect"), "{log}");
}

#[tokio::test]
async fn what_no_wire_can_be_is_refused() {
    let (bench, run) = up().await;
    let address = format!("/api/runs/{run}/shape");
    let shape = |link: &str, shape| Shaping { link: link.into(), node: None, shape };
    let fast = Shape { delay_ms: -1.0, ..Shape::default() };
    let fault = bench.post(&address, &shape("e1", fast)).await;
    assert!(fault.status == StatusCode::UNPROCESSABLE_ENTITY && fault.text.contains("from 0 to 60000 ms"), "{fault:?}");
    let nowhere = bench.post(&address, &shape("e9", cut())).await;
    assert!(nowhere.text.contains("there is no link `e9` in this run"), "{nowhere:?}");
}

#[tokio::test]
async fn a_file_goes_to_a_node_and_comes_back() {
    let (bench, run) = up().await;
    let address = format!("/api/runs/{run}/file?node=client1&path=a%20b.txt");
    assert_eq!(bench.post(&address, &"hello").await.status, StatusCode::NO_CONTENT);
    let back = bench.get(&address).await;
    assert_eq!(back.text, "\"hello\"");
    let name = back.headers[header::CONTENT_DISPOSITION].to_str().expect("text");
    assert_eq!(name, "attachment; filename=\"a_b.txt\"");
    let none = bench.get(&format!("/api/runs/{run}/file?node=client1&path=none")).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("no file `none`"), "{none:?}");
    bench.wait(&run, |what| matches!(what, What::Command { line, .. } if line == "# put a b.txt, 7 bytes")).await;
}

#[tokio::test]
async fn the_emulator_is_there_for_everybody() {
    let bench = Bench::new().await;
    let beds: Vec<Bed> = bench.get("/api/testbeds").await.json();
    assert_eq!((beds[0].kind.as_str(), &beds[0].missing), ("emulator", &None));
    let key = bench.lab.store.new_sign_in_key(Some("ada")).await.expect("a key");
    let cookie = crate::testing::sign_in(&bench.router, &key).await.expect("signed in");
    let ada = Bench { cookie, ..bench };
    assert_eq!(ada.get("/api/testbeds").await.json::<Vec<Bed>>(), beds);
}
