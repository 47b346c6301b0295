//! Notes on the map as the free texts among annotations.

use model::{Note, Point};
use serde_json::{Value as Json, json};

/// What the ids of our notes begin with; the note's place among all follows.
const OURS: &str = "conga-note-";

/// The free texts that stand for notes.
pub(super) fn write(notes: &[Note]) -> Vec<Json> {
    let text = |(place, note): (usize, &Note)| json!({"id": format!("{OURS}{place}"), "text": note.text, "position": {"x": note.at.x, "y": note.at.y}});
    notes.iter().enumerate().map(text).collect()
}

/// The notes that free texts stand for, and how many texts say no place or nothing. `carried`: the notes as they were
/// written, of which the file may have changed or left out some.
pub(super) fn read(texts: &[Json], carried: &[Note]) -> (Vec<Note>, usize) {
    let notes: Vec<Note> = texts.iter().filter_map(|text| note(text, carried)).collect();
    let n_lost = texts.len() - notes.len();
    (notes, n_lost)
}

fn note(text: &Json, carried: &[Note]) -> Option<Note> {
    let ours = text.get("id").and_then(Json::as_str).and_then(|id| id.strip_prefix(OURS)?.parse().ok());
    let unknown = ours.and_then(|place: usize| carried.get(place)).map(|note| note.unknown.clone());
    let at = |axis| text.get("position")?.get(axis)?.as_f64().filter(|number| number.is_finite());
    Some(Note {
        at: Point { x: at("x")?, y: at("y")? },
        text: text.get("text")?.as_str()?.to_owned(),
        unknown: unknown.unwrap_or_default(),
    })
}
