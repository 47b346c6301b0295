//! Stress: the distances drawn come as near to the number of hops as the plane allows. Worked out in rounds.
//!
//! Sources: Zheng, Pawar and Goodman 2018, "Graph drawing by stochastic gradient descent", for the steps; Ortmann, Klimenta
//! and Brandes 2016, "A sparse stress model", for what stands for all pairs where they are too many; Gansner, Koren and
//! North 2004, "Graph drawing by stress majorization", for the last rounds.

use super::{SPACING, align::Fit, apart, dice::Dice, graph::Component, mds, pivots::Pivots};
use model::Point;

/// Rounds of steps; none from places that are nearly right.
const N_ROUNDS: usize = 12;
/// Rounds after those, in which all comes to rest; and from places that are nearly right.
const N_REST: usize = 5;
const N_REST_NEAR: usize = 15;
/// The last round moves a vertex by this part of the way that a neighbour asks for.
const LAST_STEP: f64 = 0.08;
/// Pivots taken in one slice of work.
const PIVOTS_A_SLICE: usize = 8;

/// One vertex wished at a distance from another.
#[derive(Clone, Copy, Debug)]
struct Wish {
    other: u32,
    distance: f32,
    weight: f32,
}

/// A piece of the graph being laid out.
#[derive(Debug, Default)]
pub(super) struct Stress {
    component: Component,
    /// Where vertices stand, in spacings.
    places: Vec<Point>,
    known: Vec<Option<Point>>,
    fixed: Vec<bool>,
    pivots: Pivots,
    weights: Vec<Vec<f32>>,
    /// By vertex, all pivots: hops.
    hops: Vec<u32>,
    near_starts: Vec<u32>,
    near: Vec<Wish>,
    order: Vec<u32>,
    dice: Dice,
    /// The first round's step, and how much smaller each next one is.
    step: f64,
    shrink: f64,
    n_left: Option<usize>,
    is_near: bool,
    /// How many spacings a hop is, where what is fixed says so.
    unit: f64,
}

impl Stress {
    /// `known` and `fixed` by vertex: where it stands, and whether it must stay there.
    pub(super) fn new(component: Component, known: Vec<Option<Point>>, fixed: Vec<bool>) -> Self {
        let in_spacings = |at: Point| Point { x: at.x / SPACING, y: at.y / SPACING };
        let known = known.into_iter().map(|at| at.map(in_spacings)).collect();
        Self { component, known, fixed, dice: Dice::new(1), unit: 1.0, ..Self::default() }
    }

    /// Does a slice of the work; false when all is done.
    pub(super) fn advance(&mut self) -> bool {
        if (0..PIVOTS_A_SLICE).all(|_| self.pivots.grow(&self.component)) {
            return true;
        }
        match self.n_left {
            None => self.begin(),
            Some(0) => return false,
            Some(n_left) => {
                if n_left > N_REST && !self.is_near {
                    self.round();
                } else {
                    self.settle();
                }
                self.n_left = Some(n_left - 1);
                if n_left == 1 {
                    self.end();
                }
            }
        }
        true
    }

    /// What part of the work is done, from 0 to 1.
    pub(super) fn done(&self) -> f64 {
        match self.n_left {
            None => 0.3 * self.pivots.chosen.len() as f64 / Pivots::wanted(self.component.n()) as f64,
            Some(n_left) => 1.0 - 0.7 * n_left as f64 / (N_ROUNDS + N_REST) as f64,
        }
    }

    /// Where the vertices stand by now, canvas units; none before there is a first picture.
    pub(super) fn places(&self) -> Option<Vec<Point>> {
        self.n_left.map(|_| scaled(&self.places, SPACING * self.unit))
    }

    pub(super) fn component(&self) -> &Component {
        &self.component
    }

    fn begin(&mut self) {
        let n = self.component.n();
        self.weights = self.pivots.weights();
        let n_pivots = self.pivots.chosen.len();
        self.hops = vec![0; n * n_pivots];
        for (pivot, hops) in self.pivots.hops.iter().enumerate() {
            for (vertex, hops) in hops.iter().enumerate() {
                self.hops[vertex * n_pivots + pivot] = *hops;
            }
        }
        if n_pivots < n {
            self.wish_near();
        } else {
            self.near_starts = vec![0; n + 1];
        }
        self.order = (0..n as u32).filter(|vertex| !self.is_fixed(*vertex as usize)).collect();
        let n_rounds = if self.start() { N_REST_NEAR } else { N_ROUNDS + N_REST };
        let longest = f64::from(self.pivots.longest());
        self.step = longest * longest / 4.0;
        self.shrink = host::power(LAST_STEP / self.step, 1.0 / (N_ROUNDS - 1) as f64);
        self.is_near = n_rounds == N_REST_NEAR;
        self.n_left = Some(if n < 2 { 0 } else { n_rounds });
        self.pivots.hops = Vec::new();
    }

    /// Neighbours, and some of their neighbours: pivots cannot tell apart what hangs on the same vertex.
    fn wish_near(&mut self) {
        const MOST_NEXT: usize = 12;
        self.near_starts = vec![0];
        for vertex in 0..self.component.n() {
            let near = self.component.near(vertex);
            self.near.extend(near.iter().map(|other| Wish { other: *other, distance: 1.0, weight: 1.0 }));
            let own = self.near.len();
            for middle in near.iter().take(MOST_NEXT) {
                let beyond = self.component.near(*middle as usize);
                // Of a long list those beside it: each is pushed by others, and a ring comes about.
                let at = beyond.partition_point(|other| (*other as usize) < vertex);
                for by in 1..=3.min(beyond.len().saturating_sub(1)) {
                    for other in [beyond[(at + by) % beyond.len()], beyond[(at + beyond.len() - by) % beyond.len()]] {
                        let is_new = other as usize != vertex && near.binary_search(&other).is_err();
                        if is_new && self.near[own..].iter().all(|wish| wish.other != other) {
                            self.near.push(Wish { other, distance: 2.0, weight: 0.25 });
                        }
                    }
                }
                if self.near.len() - own >= MOST_NEXT {
                    break;
                }
            }
            self.near_starts.push(self.near.len() as u32);
        }
    }

    fn is_fixed(&self, vertex: usize) -> bool {
        self.fixed.get(vertex).copied().unwrap_or(false)
    }

    /// Puts the vertices where they begin; true where they stand nearly right already.
    fn start(&mut self) -> bool {
        let fresh = scaled(&mds::place(&self.component, &self.pivots), 1.0 / SPACING);
        let n_known = self.known.iter().flatten().count();
        let is_anchored = self.fixed.iter().any(|fixed| *fixed);
        if is_anchored && n_known * 2 <= self.component.n() {
            self.begin_around(&fresh);
            return false;
        }
        if is_anchored || n_known * 2 > self.component.n() {
            let kept = self.completed();
            let unit = self.unit(&kept);
            let kept = scaled(&kept, 1.0 / unit);
            self.unit = if is_anchored { unit } else { 1.0 };
            if is_anchored || self.stress(&kept) <= self.stress(&fresh) {
                self.places = kept;
                self.scatter(0.02);
                return true;
            }
        }
        self.places = fresh;
        self.scatter(0.3);
        false
    }

    /// Lays a fresh picture over the few that are fixed, as large as they say; from there all others go around them.
    fn begin_around(&mut self, fresh: &[Point]) {
        let fixed: Vec<(usize, Point)> =
            (0..fresh.len()).filter(|at| self.is_fixed(*at)).filter_map(|at| Some((at, self.known[at]?))).collect();
        let fit = Fit::of(fresh, &fixed);
        self.unit = fit.scale;
        self.places = fresh.iter().map(|at| fit.lay(*at)).collect();
        self.scatter(0.3);
        for (vertex, at) in fixed {
            self.places[vertex] = Point { x: at.x / self.unit, y: at.y / self.unit };
        }
    }

    /// Known places; what has none stands amid its neighbours.
    fn completed(&self) -> Vec<Point> {
        let mut places = self.known.clone();
        let mut missing: Vec<usize> = (0..places.len()).filter(|at| places[*at].is_none()).collect();
        while !missing.is_empty() {
            let place = |vertex: &usize| {
                let near = self.component.near(*vertex).iter().filter_map(|other| places[*other as usize]);
                let (sum, n) =
                    near.fold((Point::default(), 0.0), |(sum, n), at| (crate::geometry::add(sum, at), n + 1.0));
                (n > 0.0).then(|| (*vertex, Point { x: sum.x / n, y: sum.y / n }))
            };
            let found: Vec<(usize, Point)> = missing.iter().filter_map(place).collect();
            if found.is_empty() {
                break;
            }
            found.into_iter().for_each(|(vertex, at)| places[vertex] = Some(at));
            missing.retain(|vertex| places[*vertex].is_none());
        }
        places.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Parts what stands in the same place, for forces cannot.
    fn scatter(&mut self, radius: f64) {
        for vertex in 0..self.places.len() {
            if !self.is_fixed(vertex) {
                let (x, y) = host::direction(vertex as f64 * 2.399_963);
                let radius = radius * (0.2 + (vertex % 17) as f64 / 17.0);
                let at = self.places[vertex];
                self.places[vertex] = Point { x: at.x + radius * x, y: at.y + radius * y };
            }
        }
    }

    /// How far places are from what is wished, by pivots alone.
    fn stress(&self, places: &[Point]) -> f64 {
        let n_pivots = self.pivots.chosen.len();
        let of = |vertex: usize| {
            let hops = &self.hops[vertex * n_pivots..][..n_pivots];
            let miss = |(pivot, hops): (usize, &u32)| {
                let other = places[self.pivots.chosen[pivot] as usize];
                let d = crate::geometry::distance(places[vertex], other) - f64::from(*hops);
                if *hops == 0 { 0.0 } else { d * d / (f64::from(*hops) * f64::from(*hops)) }
            };
            hops.iter().enumerate().map(miss).sum::<f64>()
        };
        (0..places.len()).map(of).sum()
    }

    /// How many spacings a hop is in places given.
    fn unit(&self, places: &[Point]) -> f64 {
        let n_pivots = self.pivots.chosen.len();
        let (mut lengths, mut squares) = (0.0, 0.0);
        for (vertex, at) in places.iter().enumerate() {
            for (pivot, hops) in self.hops[vertex * n_pivots..][..n_pivots].iter().enumerate() {
                if *hops > 0 {
                    let ratio =
                        crate::geometry::distance(*at, places[self.pivots.chosen[pivot] as usize]) / f64::from(*hops);
                    (lengths, squares) = (lengths + ratio, squares + ratio * ratio);
                }
            }
        }
        if lengths > 1e-9 { squares / lengths } else { 1.0 }
    }

    fn round(&mut self) {
        let n_pivots = self.pivots.chosen.len();
        self.dice.shuffle(&mut self.order);
        for at in 0..self.order.len() {
            let vertex = self.order[at] as usize;
            let mut here = self.places[vertex];
            for wish in &self.near[self.near_starts[vertex] as usize..self.near_starts[vertex + 1] as usize] {
                let pull = (f64::from(wish.weight) * self.step).min(1.0);
                go(&mut here, self.places[wish.other as usize], f64::from(wish.distance), pull);
            }
            let hops = &self.hops[vertex * n_pivots..][..n_pivots];
            // Another pivot has the last word each time.
            let first = self.dice.below(n_pivots);
            for pivot in (first..n_pivots).chain(0..first) {
                let weight = self.weights[pivot][hops[pivot] as usize];
                if weight > 0.0 {
                    let pull = (f64::from(weight) * self.step).min(1.0);
                    go(&mut here, self.places[self.pivots.chosen[pivot] as usize], f64::from(hops[pivot]), pull);
                }
            }
            self.places[vertex] = here;
        }
        self.step *= self.shrink;
    }

    /// Every vertex goes to the mean of what is wished of it: what the steps left in unrest comes to rest.
    fn settle(&mut self) {
        let n_pivots = self.pivots.chosen.len();
        for vertex in self.order.iter().map(|vertex| *vertex as usize) {
            let here = self.places[vertex];
            let (mut sum, mut weights) = (Point::default(), 0.0);
            let mut wish = |other: Point, distance: f64, weight: f64| {
                let (dx, dy) = (here.x - other.x, here.y - other.y);
                let by = distance / (dx * dx + dy * dy).sqrt().max(1e-9);
                sum = Point { x: sum.x + weight * (other.x + dx * by), y: sum.y + weight * (other.y + dy * by) };
                weights += weight;
            };
            for near in &self.near[self.near_starts[vertex] as usize..self.near_starts[vertex + 1] as usize] {
                wish(self.places[near.other as usize], f64::from(near.distance), f64::from(near.weight));
            }
            for (pivot, hops) in self.hops[vertex * n_pivots..][..n_pivots].iter().enumerate() {
                let weight = f64::from(self.weights[pivot][*hops as usize]);
                wish(self.places[self.pivots.chosen[pivot] as usize], f64::from(*hops), weight);
            }
            if weights > 0.0 {
                self.places[vertex] = Point { x: sum.x / weights, y: sum.y / weights };
            }
        }
    }

    /// Room for every vertex to be seen.
    fn end(&mut self) {
        self.places = scaled(&self.places, self.unit);
        self.unit = 1.0;
        if !self.fixed.iter().any(|fixed| *fixed) {
            apart::widen(&mut self.places);
        }
        apart::part(&mut self.places, &self.fixed);
    }
}

fn scaled(places: &[Point], by: f64) -> Vec<Point> {
    places.iter().map(|at| Point { x: at.x * by, y: at.y * by }).collect()
}

/// Goes half of `pull` of the way to where the distance is right; the other end goes its own half in its turn.
fn go(here: &mut Point, other: Point, distance: f64, pull: f64) {
    let (dx, dy) = (here.x - other.x, here.y - other.y);
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let by = pull * (distance - length) / (2.0 * length);
    here.x += dx * by;
    here.y += dy * by;
}
