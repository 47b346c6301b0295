//! Sorting, and collecting in order, compiled once for everything.
//!
//! The standard library compiles its sort anew for each type, and a `BTreeSet` or `BTreeMap` collects by sorting: in the browser's
//! module that is a thirtieth of all. Here places are sorted, whatever stands at them; that takes about twice the time.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Sorts, as `compare` has it; equals keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = sorted(items.len(), &|a, b| compare(&items[a], &items[b]));
    // What belongs at a place is fetched there; what stood there goes where that came from, and so on around.
    for start in 0..from.len() {
        let mut at = start;
        while from[at] != start {
            items.swap(at, from[at]);
            at = std::mem::replace(&mut from[at], at);
        }
        from[at] = at;
    }
}

/// Sorts by what `key` makes of each; equals keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Items once each, in order.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// Values by key, in order; of equal keys the last.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in items {
        map.insert(key, value);
    }
    map
}

fn sorted(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}
