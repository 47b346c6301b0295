//! Networks drawn at once: which kinds there are, how large they may be, and where they go on the map.

use crate::Rect;
use messages::say;
use model::{Edit, Point, edit::Clip, generate::Shape};

/// The kind of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One after the other.
    Line,
    /// A closed line.
    #[default]
    Ring,
    /// All around one.
    Star,
    /// Each above two others.
    Tree,
    /// Rows and columns.
    Grid,
    /// Each linked to every other.
    Mesh,
    /// Half as many links again as nodes, drawn by lot.
    Random,
}

/// Free space between what is there and what is drawn beside it, canvas units.
const GAP: f64 = 160.0;
/// Nodes below each node of a tree.
const FANOUT: usize = 2;

impl Kind {
    /// All, as a menu lists them.
    pub const ALL: [Self; 7] = [Self::Line, Self::Ring, Self::Star, Self::Tree, Self::Grid, Self::Mesh, Self::Random];

    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Ring => "ring",
            Self::Star => "star",
            Self::Tree => "tree",
            Self::Grid => "grid",
            Self::Mesh => "mesh",
            Self::Random => "random",
        }
    }

    /// In a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::Line => say!("line-one-after-other"),
            Self::Ring => say!("ring-closed-line"),
            Self::Star => say!("star-around-one"),
            Self::Tree => say!("tree-each-above-two"),
            Self::Grid => say!("grid-rows-columns"),
            Self::Mesh => say!("mesh-each-every-other"),
            Self::Random => say!("random-connected-by-lot"),
        }
    }

    /// The kind of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The most nodes that still make a picture; a mesh has links by the square.
    pub fn most(self) -> usize {
        if self == Self::Mesh { 60 } else { 2_000 }
    }

    /// About `n` nodes of this kind: between 2 and [`Kind::most`], and as many as fill a grid's rows.
    pub fn shape(self, n: usize) -> Shape {
        let n = n.clamp(2, self.most());
        match self {
            Self::Line => Shape::line(n),
            Self::Ring => Shape::ring(n),
            Self::Star => Shape::star(n),
            Self::Tree => Shape::tree(n, FANOUT),
            Self::Grid => {
                let width = (n as f64).sqrt().ceil() as usize;
                Shape::grid(width, n.div_ceil(width))
            }
            Self::Mesh => Shape::full_mesh(n),
            Self::Random => Shape::random(n, n + n / 2, n as u64),
        }
    }
}

/// Draws `shape` beside what is there, as one step of undo; `with_layer` draws a unicast layer over it.
pub fn draw(kind: Kind, shape: &Shape, with_layer: bool, there: Option<Rect>) -> Edit {
    let spot = |at: &Point| Rect::around(*at, 0.0, 0.0);
    let own = Rect::union(shape.nodes.iter().map(spot)).unwrap_or_default();
    let by = there.map_or(Point { x: 0.0, y: 0.0 }, |there| Point {
        x: there.x + there.w + GAP - own.x,
        y: there.centre().y - own.centre().y,
    });
    let clip = Clip::all(&shape.draft(with_layer));
    let by = Point { x: by.x.round(), y: by.y.round() };
    Edit::Batch(say!("draw-a-network", kind = kind.as_str()), vec![Edit::Paste(clip, by)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Draft, change, check, edit};

    fn drawn(kind: Kind, n: usize) -> Draft {
        let mut draft = Draft::default();
        for there in [None, Some(Rect { x: 0.0, y: 0.0, w: 500.0, h: 300.0 })] {
            let changes = edit::lower(&draft, &draw(kind, &kind.shape(n), true, there)).expect("an edit");
            change::apply(&mut draft, &changes).expect("changes that fit");
        }
        draft
    }

    #[test]
    fn every_kind_can_be_drawn_twice_and_is_right() {
        for kind in Kind::ALL {
            let draft = drawn(kind, 7);
            assert_eq!(check::check(&draft), [], "{kind:?}");
            assert_eq!(draft.nodes().len(), 2 * kind.shape(7).nodes.len());
        }
    }

    #[test]
    fn the_second_stands_beside_what_is_there() {
        let draft = drawn(Kind::Line, 3);
        let xs: Vec<f64> = draft.nodes().filter_map(|(_, node)| node.position).map(|at| at.x).collect();
        assert_eq!(xs, [0.0, 140.0, 280.0, 660.0, 800.0, 940.0]);
    }

    #[test]
    fn words_come_back_and_sizes_are_bounded() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(kind.shape(0), kind.shape(2));
        }
        assert_eq!(Kind::Mesh.shape(1_000_000).nodes.len(), 60);
        assert_eq!(Kind::Grid.shape(7).nodes.len(), 9);
    }
}
