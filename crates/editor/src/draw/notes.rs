//! Notes, over everything else. In the editor they are the page's own elements; these are for pictures.

use super::{Brush, Mark};
use crate::scene::notes;

impl Brush<'_> {
    pub(super) fn notes(&self) {
        for note in &self.scene.notes {
            self.put(Mark::Begin);
            self.put(Mark::Box(note.rect, 4.0));
            self.fill(&self.ink.note);
            self.stroke(&self.ink.edge_strong, 1.0);
            self.font(notes::TEXT, false);
            self.put(Mark::Color(&self.ink.ink));
            note.places().for_each(|(line, at)| self.text(line, at));
        }
    }
}
