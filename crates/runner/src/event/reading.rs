//! Events read back: which of the words there are depends on what happened.
//!
//! A derived reader would keep all it reads aside until it meets the word that says what happened, and be compiled once more
//! for what was kept: much for the browser, where this is read.

use super::{Event, State, What};
use planner::StepId;
use serde::{Deserialize, Deserializer, de::Error};
use testbed::{Shape, Voice};

#[derive(Deserialize)]
struct Written {
    seq: u64,
    at_ms: u64,
    event: Word,
    #[serde(default)]
    steps: Vec<StepId>,
    state: Option<State>,
    why: Option<String>,
    step: Option<StepId>,
    took_ms: Option<f64>,
    wait_ms: Option<u64>,
    link: Option<String>,
    node: Option<String>,
    interface: Option<String>,
    asked: Option<Shape>,
    in_force: Option<Shape>,
    line: Option<String>,
    call: Option<u64>,
    status: Option<i32>,
    voice: Option<Voice>,
    text: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    State,
    Started,
    Done,
    Failed,
    Again,
    Mending,
    Undoing,
    Undone,
    UndoFailed,
    Skipped,
    Shaping,
    Shaped,
    Command,
    Exited,
    Line,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let (seq, at_ms) = (written.seq, written.at_ms);
        let what =
            what(written).ok_or_else(|| D::Error::custom(format_args!("event {seq} lacks a word of its kind")))?;
        Ok(Self { seq, at_ms, what })
    }
}

fn what(written: Written) -> Option<What> {
    let Written { state, why, step, steps, took_ms, wait_ms, call, .. } = written;
    let Written { link, node, interface, asked, in_force, line, status, voice, text, .. } = written;
    Some(match written.event {
        Word::State => What::State { state: state?, why },
        Word::Started => What::Started { step: step? },
        Word::Done => What::Done { step: step?, took_ms: took_ms? },
        Word::Failed => What::Failed { step: step?, why: why?, took_ms: took_ms? },
        Word::Again => What::Again { step: step?, why: why?, wait_ms: wait_ms? },
        Word::Mending => What::Mending { why: why?, steps },
        Word::Undoing => What::Undoing { step: step? },
        Word::Undone => What::Undone { step: step? },
        Word::UndoFailed => What::UndoFailed { step: step?, why: why? },
        Word::Skipped => What::Skipped { step: step? },
        Word::Shaping => What::Shaping { link: link?, node: node?, interface: interface?, asked: asked? },
        Word::Shaped => What::Shaped { link: link?, node: node?, interface: interface?, asked: asked?, in_force, why },
        Word::Command => What::Command { node: node?, line: line?, step, call: call? },
        Word::Exited => What::Exited { call: call?, status: status?, took_ms: took_ms? },
        Word::Line => What::Line { node: node?, voice: voice?, text: text?, call },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<What> {
        let (link, node, interface) = (|| "e1".to_owned(), || "n1".to_owned(), || "e1-n1".to_owned());
        let (why, step) = (|| "it broke".to_owned(), StepId(7));
        let cut = Shape { is_cut: true, ..Shape::default() };
        vec![
            What::State { state: State::Up, why: None },
            What::State { state: State::Paused, why: Some(why()) },
            What::Started { step },
            What::Done { step, took_ms: 0.1 },
            What::Failed { step, why: why(), took_ms: 3.0 },
            What::Again { step, why: why(), wait_ms: 50 },
            What::Mending { why: why(), steps: Vec::new() },
            What::Mending { why: why(), steps: vec![step] },
            What::Undoing { step },
            What::Undone { step },
            What::UndoFailed { step, why: why() },
            What::Skipped { step },
            What::Shaping { link: link(), node: node(), interface: interface(), asked: cut.clone() },
            What::Shaped {
                link: link(),
                node: node(),
                interface: interface(),
                asked: cut.clone(),
                in_force: Some(cut),
                why: None,
            },
            What::Shaped {
                link: link(),
                node: node(),
                interface: interface(),
                asked: Shape::default(),
                in_force: None,
                why: Some(why()),
            },
            What::Command { node: node(), line: "irm name create".into(), step: Some(step), call: 3 },
            What::Command { node: node(), line: "date".into(), step: None, call: 4 },
            What::Exited { call: 3, status: -9, took_ms: 12.5 },
            What::Line { node: node(), voice: Voice::Out, text: "ü".into(), call: Some(3) },
            What::Line { node: node(), voice: Voice::Log, text: String::new(), call: None },
        ]
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (seq, what) in (0..).zip(all()) {
            let event = Event { seq, at_ms: 1_700_000_000_000, what };
            let text = serde_json::to_string(&event).expect("JSON");
            assert_eq!(serde_json::from_str::<Event>(&text).expect("an event"), event);
        }
    }

    #[test]
    fn a_word_that_is_missing_is_an_error_and_words_too_many_are_none() {
        let read = |text: &str| serde_json::from_str::<Event>(text).map_err(|error| error.to_string());
        let lacking = read(r#"{"seq":3,"at_ms":0,"event":"done","step":1}"#).unwrap_err();
        assert!(lacking.starts_with("event 3 lacks a word of its kind"), "{lacking}");
        assert!(read(r#"{"seq":3,"at_ms":0,"event":"flew","step":1}"#).is_err());
        let more = read(r#"{"seq":3,"at_ms":0,"event":"undone","step":1,"why":"?","new":[]}"#);
        assert_eq!(more.map(|event| event.what), Ok(What::Undone { step: StepId(1) }));
    }
}
