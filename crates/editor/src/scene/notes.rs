//! Notes on the map's ground: free text in a box of its own size.

use crate::Rect;
use model::{Draft, Note, Point};

/// Height of a line.
pub const LINE_H: f64 = 16.0;
/// Size of the letters.
pub const TEXT: f64 = 12.0;
/// Advance of the letters.
const ADVANCE: f64 = 7.25;
/// Free around the text, across and down.
const PADDING: (f64, f64) = (10.0, 7.0);
/// The smallest box is so wide.
const NARROWEST: f64 = 60.0;

/// A note as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteShape {
    /// What is written, and where.
    pub note: Note,
    /// Its box.
    pub rect: Rect,
}

impl NoteShape {
    /// A note in a box around its text.
    pub fn of(note: Note) -> Self {
        let longest = note.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let w = (longest as f64 * ADVANCE + 2.0 * PADDING.0).max(NARROWEST);
        let h = note.text.lines().count().max(1) as f64 * LINE_H + 2.0 * PADDING.1;
        Self { rect: Rect::around(note.at, w, h), note }
    }

    /// The middle of each line.
    pub fn places(&self) -> impl Iterator<Item = (&str, Point)> {
        self.note.text.lines().enumerate().map(|(nth, line)| {
            let x = self.rect.x + PADDING.0 + line.chars().count() as f64 * ADVANCE / 2.0;
            (line, Point { x, y: self.rect.y + PADDING.1 + LINE_H * (nth as f64 + 0.5) })
        })
    }
}

/// Every note, in the order written.
pub(super) fn notes(draft: &Draft) -> Vec<NoteShape> {
    draft.settings().notes.iter().cloned().map(NoteShape::of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_room_for_its_lines() {
        let written = |text: &str| Note { at: Point { x: 10.0, y: 20.0 }, text: text.into(), ..Note::default() };
        let note = NoteShape::of(written("one\na longer second"));
        assert_eq!(note.rect.centre(), Point { x: 10.0, y: 20.0 });
        for (line, at) in note.places() {
            assert!(note.rect.contains(Rect::around(at, line.len() as f64 * ADVANCE, LINE_H).corners()[0]), "{line}");
        }
        assert!(NoteShape::of(written("")).rect.w >= NARROWEST);
    }
}
