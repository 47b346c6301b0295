//! What is asked of links and nodes while the network is up.

use super::typed::when_up;
use crate::{Refused, What};
use testbed::Shape;

fn cut() -> Shape {
    Shape { is_cut: true, ..Shape::default() }
}

#[test]
fn a_link_that_was_cut_is_whole_again_after_the_run() {
    let (ends, text) = when_up(|control| async move { control.shape("e1", None, &cut()).await.expect("shaped") });
    assert_eq!(ends.iter().map(|end| end.node.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert!(ends.iter().all(|end| end.in_force == Some(cut()) && end.why.is_none()));
    let order = ["shaping", "shaped", "\"state\":\"stopping\"", "\"is_cut\":false", "\"state\":\"clean\""];
    let text = text.replace("\"rate_mbit\":null}", "\"rate_mbit\":null,\"is_cut\":false}");
    let mut rest = text.as_str();
    for word in order {
        let at = rest.find(word).unwrap_or_else(|| panic!("{word} in its turn: {text}"));
        rest = &rest[at..];
    }
}

#[test]
fn one_end_of_a_link_is_shaped_alone() {
    let slow = Shape { delay_ms: 20.0, ..Shape::default() };
    let asked = slow.clone();
    let (ends, _) = when_up(|control| async move { control.shape("e1", Some("b"), &asked).await.expect("shaped") });
    assert_eq!(ends.len(), 1);
    assert_eq!((ends[0].node.as_str(), &ends[0].in_force), ("b", &Some(slow)));
}

#[test]
fn a_file_comes_back_as_it_was_put() {
    let (bytes, text) = when_up(|control| async move {
        control.put("c", "notes", vec![0, 159, 146, 150]).await.expect("put");
        control.fetch("c", "notes").await
    });
    assert_eq!(bytes, Ok(vec![0, 159, 146, 150]));
    assert!(text.contains("# put notes, 4 bytes") && text.contains("# fetch notes"), "{text}");
}

#[test]
fn what_cannot_be_done_is_refused_with_the_reason() {
    let cases = [
        ("nowhere", "x", "there is no node `nowhere` in this run"),
        ("c", "x", "there is no `x`"),
        ("c", "", "a file's path is plain text"),
        ("c", "-oops", "a file's path is plain text"),
    ];
    for (node, path, why) in cases {
        let (answer, _) = when_up(move |control| async move { control.fetch(node, path).await });
        assert!(matches!(&answer, Err(Refused::Not(said)) if said.contains(why)), "{path}: {answer:?}");
    }
    let (no_link, _) = when_up(|control| async move { control.shape("e9", None, &cut()).await });
    assert_eq!(no_link, Err(Refused::Not("there is no link `e9` in this run".into())));
    let (no_end, _) = when_up(|control| async move { control.shape("e1", Some("c"), &cut()).await });
    assert_eq!(no_end, Err(Refused::Not("e1 has no end on c".into())));
}

#[test]
fn what_is_shaped_is_known_from_the_moment_it_may_be() {
    let (link, node, interface) = ("e1".to_owned(), "a".to_owned(), "e1".to_owned());
    let mut progress = crate::progress::Progress::of(0);
    progress.apply(&What::Shaping { link, node, interface, asked: cut() });
    assert_eq!(progress.shaped.len(), 1, "a crash now leaves it shaped, perhaps");
    let (link, node, interface) = ("e1".to_owned(), "a".to_owned(), "e1".to_owned());
    let plain = Shape::default();
    progress.apply(&What::Shaped { link, node, interface, asked: plain.clone(), in_force: Some(plain), why: None });
    assert!(progress.shaped.is_empty());
}
