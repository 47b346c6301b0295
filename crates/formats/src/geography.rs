//! Places of other worlds on the canvas: longitude and latitude, and drawings of another scale.

use model::Node;

/// How wide and high a map becomes, in canvas units, for each square root of its number of nodes.
const UNITS_PER_NODE: f64 = 220.0;

/// Places of longitudes and latitudes, in degrees: north is up, and distances hold at the middle of the map.
///
/// Shape: one place an entry, in their order. Source: equirectangular projection with the mean latitude as parallel.
pub(crate) fn project(degrees: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let n = degrees.len().max(1) as f64;
    let mean_latitude = degrees.iter().map(|(_, latitude)| latitude).sum::<f64>() / n;
    let shrink = mean_latitude.to_radians().cos().max(0.2);
    let flat: Vec<(f64, f64)> = degrees.iter().map(|(longitude, latitude)| (longitude * shrink, -latitude)).collect();
    let low = |pick: fn(&(f64, f64)) -> f64| flat.iter().map(pick).fold(f64::MAX, f64::min);
    let high = |pick: fn(&(f64, f64)) -> f64| flat.iter().map(pick).fold(f64::MIN, f64::max);
    let (left, top) = (low(|at| at.0), low(|at| at.1));
    let extent = (high(|at| at.0) - left).max(high(|at| at.1) - top).max(1e-6);
    let scale = UNITS_PER_NODE * n.sqrt() / extent;
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    flat.into_iter().map(|(x, y)| (tenths((x - left) * scale + 100.0), tenths((y - top) * scale + 100.0))).collect()
}

/// Widens a drawing made of small symbols, until its mean room for a node is `width` squared; proportions stay.
pub(crate) fn spread(nodes: &mut [Node], width: f64) {
    let places = || nodes.iter().filter_map(|node| node.position);
    let n = places().count();
    let extent = |pick: fn(model::Point) -> f64| {
        let (low, high) = places().map(pick).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        (high - low).max(1.0)
    };
    if n < 2 {
        return;
    }
    let room = (extent(|at| at.x) * extent(|at| at.y) / n as f64).sqrt();
    let factor = width / room.max(1.0);
    if factor <= 1.0 || factor > 1_000.0 {
        return;
    }
    let tenths = |value: f64| (value * factor * 10.0).round() / 10.0;
    for at in nodes.iter_mut().filter_map(|node| node.position.as_mut()) {
        (at.x, at.y) = (tenths(at.x), tenths(at.y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_is_up_and_east_is_right() {
        let [lisbon, oslo, athens] = project(&[(-9.1, 38.7), (10.8, 59.9), (23.7, 38.0)])[..] else { panic!("three") };
        assert!(oslo.1 < lisbon.1 && lisbon.0 < oslo.0 && oslo.0 < athens.0);
        assert!(project(&[(0.0, 0.0); 2]).iter().all(|at| at.0.is_finite() && at.1.is_finite()));
        assert_eq!(project(&[]), []);
    }
}
