//! Frames: a box with a title around each group of nodes that is not folded.

use super::{Scene, build::shortened};
use crate::{Rect, palette};
use model::order;
use model::{Draft, NodeId, Point};
use std::collections::BTreeMap;

/// How far a frame stands off its nodes.
const MARGIN: f64 = 18.0;
/// Height of the title.
const TITLE_H: f64 = 22.0;
/// Height of a line of the note.
const LINE_H: f64 = 14.0;
/// Advance of the title's and note's letters.
const ADVANCE: f64 = 6.6;
/// The most lines of a note that are shown.
const MOST_LINES: usize = 4;

/// The frame around a group.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameShape {
    /// The group's name, shortened to fit.
    pub title: String,
    /// Lines of its note, shortened to fit.
    pub note: Vec<String>,
    /// Its box.
    pub rect: Rect,
    /// The user's colour.
    pub color: Option<String>,
    /// Its nodes, as declared.
    pub nodes: Vec<NodeId>,
}

impl FrameShape {
    /// Where it is taken hold of.
    pub fn head(&self) -> Rect {
        Rect { h: TITLE_H + LINE_H * self.note.len() as f64, ..self.rect }
    }

    /// Where the title and each line of the note have their middles.
    pub fn lines(&self) -> impl Iterator<Item = (&str, Point)> {
        let texts = std::iter::once(&self.title).chain(&self.note);
        texts.enumerate().map(|(nth, text)| {
            let w = text.chars().count() as f64 * ADVANCE;
            let y = self.rect.y + TITLE_H / 2.0 + LINE_H * nth as f64 + 1.0;
            (text.as_str(), Point { x: self.rect.x + 10.0 + w / 2.0, y })
        })
    }
}

/// The frames of all groups whose nodes are drawn one by one.
pub(super) fn frames(scene: &Scene, draft: &Draft) -> Vec<FrameShape> {
    let mut groups: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in draft.nodes() {
        let is_drawn = || scene.node(id).is_some_and(|shape| shape.fold.is_none());
        if let Some(group) = node.group.as_deref().filter(|_| is_drawn()) {
            groups.entry(group).or_default().push(id);
        }
    }
    let frames = groups.into_iter().filter_map(|(name, nodes)| {
        let inside = Rect::union(nodes.iter().filter_map(|id| scene.node(*id)).map(|node| node.rect))?.grown(MARGIN);
        let look = draft.settings().frames.get(name);
        let longest = ((inside.w.max(120.0) - 20.0) / ADVANCE) as usize;
        let note = look.map_or("", |look| look.note.trim());
        let note: Vec<String> = note.lines().take(MOST_LINES).map(|line| shortened(line, longest)).collect();
        let head = TITLE_H + LINE_H * note.len() as f64 - MARGIN / 2.0;
        let rect = Rect { y: inside.y - head, h: inside.h + head, w: inside.w.max(120.0), ..inside };
        let color = look.and_then(|look| look.color.clone()).filter(|color| palette::is_color(color));
        Some(FrameShape { title: shortened(name, longest), note, rect, color, nodes })
    });
    let mut frames: Vec<FrameShape> = frames.collect();
    // A small one in a large one lies on top.
    order::sort_by(&mut frames, |a, b| (b.rect.w * b.rect.h).total_cmp(&(a.rect.w * a.rect.h)));
    frames
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Placement, scene::Input};
    use model::{Builder, Frame, Node, Settings};

    #[test]
    fn a_frame_is_around_its_nodes_with_its_note_above_them() {
        let frame = Frame { note: "first\nsecond".into(), color: Some("red".into()), ..Frame::default() };
        let frames = BTreeMap::from([("site".to_owned(), frame)]);
        let mut builder = Builder::new(Settings { frames, ..Settings::default() });
        for (name, x, group) in [("a", 0.0, Some("site")), ("b", 300.0, Some("site")), ("c", 900.0, None)] {
            let position = Some(Point { x, y: 0.0 });
            builder.node(Node { name: name.into(), position, group: group.map(str::to_owned), ..Node::default() });
        }
        let scene = Scene::of(&Input { draft: builder.draft(), placement: &Placement::default(), findings: &[] });
        let [frame] = &scene.frames[..] else { panic!("one frame, not {:?}", scene.frames) };
        assert_eq!((frame.title.as_str(), frame.note.len(), frame.nodes.len()), ("site", 2, 2));
        assert_eq!(frame.color, None, "a colour that is none is not used");
        for node in &scene.nodes[..2] {
            assert!(node.rect.corners().iter().all(|corner| frame.rect.contains(*corner)));
            assert!(!frame.head().meets(&node.rect), "the words are above the nodes");
        }
        assert!(!frame.rect.meets(&scene.nodes[2].rect));
    }
}
