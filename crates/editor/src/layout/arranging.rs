//! A layout under way: done in slices, so that it can be watched, given up, and shares its thread with others.

use super::{Kind, align, circle, graph::Component, grid, layered, pack, sketch::Sketch, stress::Stress, tree};
use model::Point;

/// A layout under way.
#[derive(Debug, Default)]
pub struct Arranging {
    sketch: Sketch,
    kind: Option<Kind>,
    pieces: Vec<Piece>,
    // The first piece that is not done.
    at: usize,
}

#[derive(Debug)]
enum Piece {
    Waiting(Component),
    UnderWay(Box<Stress>),
    Done(Component, Vec<Point>),
}

impl Arranging {
    /// Begins to lay `sketch` out; nothing is worked out yet.
    pub fn new(sketch: Sketch, kind: Kind) -> Self {
        let pieces = match kind {
            Kind::Circle | Kind::Grid => Vec::new(),
            _ => sketch.graph().components().into_iter().map(Piece::Waiting).collect(),
        };
        Self { sketch, kind: Some(kind), pieces, at: 0 }
    }

    /// Does a slice of the work, some milliseconds at ten thousand nodes; false when all is done.
    pub fn advance(&mut self) -> bool {
        let Some(piece) = self.pieces.get_mut(self.at) else { return false };
        match piece {
            Piece::Waiting(component) => {
                *piece = begin(std::mem::take(component), &self.sketch, self.kind.unwrap_or(Kind::Auto));
            }
            Piece::UnderWay(stress) => {
                if !stress.advance() {
                    *piece = Piece::Done(stress.component().clone(), stress.places().unwrap_or_default());
                    self.at += 1;
                }
            }
            Piece::Done(..) => self.at += 1,
        }
        self.at < self.pieces.len()
    }

    /// What part of the work is done, from 0 to 1.
    pub fn done(&self) -> f64 {
        let n_of = |piece: &Piece| match piece {
            Piece::Waiting(component) => (component.n() as f64, 0.0),
            Piece::UnderWay(stress) => (stress.component().n() as f64, stress.done()),
            Piece::Done(component, _) => (component.n() as f64, 1.0),
        };
        let (all, done) = self.pieces.iter().map(n_of).fold((0.0, 0.0), |sum, (n, part)| (sum.0 + n, sum.1 + n * part));
        if all > 0.0 { done / all } else { 1.0 }
    }

    /// Where the nodes go, as far as is known by now; none while there is nothing to show.
    ///
    /// Shape: one entry a node, in the sketch's order. Units: canvas units.
    pub fn places(&self) -> Option<Vec<Point>> {
        let n = self.sketch.n_nodes as usize;
        let mut places = match self.kind? {
            Kind::Circle => circle::place(n),
            Kind::Grid => grid(n),
            Kind::Auto | Kind::Force | Kind::Keep if self.is_held() => return self.kept(),
            _ => pack::shelves(self.ready()?, n),
        };
        align::align(&mut places, &self.sketch, self.kind == Some(Kind::Force));
        Some(places)
    }

    /// What is fixed says where the rest goes.
    fn is_held(&self) -> bool {
        self.kind == Some(Kind::Keep) || (0..self.sketch.n_nodes).any(|node| self.sketch.is_fixed(node))
    }

    /// Pieces with their places by now.
    fn ready(&self) -> Option<Vec<(&Component, Vec<Point>)>> {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Waiting(_) => None,
                Piece::UnderWay(stress) => stress.places().map(|places| (stress.component(), places)),
                Piece::Done(component, places) => Some((component, places.clone())),
            })
            .collect()
    }

    /// What is fixed stays; pieces without anything fixed go below it.
    fn kept(&self) -> Option<Vec<Point>> {
        let is_anchored =
            |piece: &(&Component, Vec<Point>)| piece.0.vertices.iter().any(|vertex| self.sketch.is_fixed(*vertex));
        let (anchored, loose): (Vec<_>, Vec<_>) = self.ready()?.into_iter().partition(is_anchored);
        let n = self.sketch.n_nodes as usize;
        let bottom = anchored.iter().flat_map(|(_, places)| places).map(|at| at.y).reduce(f64::max);
        let mut places = pack::shelves(loose, n);
        let by = bottom.unwrap_or(0.0);
        places.iter_mut().for_each(|at| at.y += by);
        for (component, piece) in anchored {
            for (vertex, at) in component.vertices.iter().zip(piece) {
                if let Some(place) = places.get_mut(*vertex as usize) {
                    *place = at;
                }
            }
        }
        for (vertex, place) in places.iter_mut().enumerate() {
            let stays = self.sketch.is_fixed(vertex as u32).then(|| self.sketch.place(vertex as u32)).flatten();
            *place = stays.unwrap_or(Point { x: place.x.round(), y: place.y.round() });
        }
        Some(places)
    }
}

fn begin(component: Component, sketch: &Sketch, kind: Kind) -> Piece {
    let is_anchored = component.vertices.iter().any(|vertex| sketch.is_fixed(*vertex));
    let places = match kind {
        Kind::Tree => tree::place(&component),
        Kind::Layered => layered::place(&component),
        Kind::Levels => layered::by_level(&component, sketch),
        Kind::Auto if !is_anchored && component.is_tree() && component.n() > 12 => tree::place(&component),
        _ => {
            // The best fit is the same whatever was there before, but for what is fixed; "spread out" goes on from what is there.
            let is_known = |vertex: u32| kind != Kind::Auto || sketch.is_fixed(vertex);
            let known = |vertex: &u32| if is_known(*vertex) { sketch.place(*vertex) } else { None };
            let known = component.vertices.iter().map(known).collect();
            let fixed = component.vertices.iter().map(|vertex| sketch.is_fixed(*vertex)).collect();
            return Piece::UnderWay(Box::new(Stress::new(component, known, fixed)));
        }
    };
    Piece::Done(component, places)
}
