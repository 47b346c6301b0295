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

/// Where in items ordered by their keys one has this key; at once where keys have no gaps, as ids where nothing was deleted.
pub fn position<T>(items: &[T], key: u32, key_of: impl Fn(&T) -> u32) -> Option<usize> {
    let guess = key.checked_sub(key_of(items.first()?))? as usize;
    let is_at = |at: &usize| items.get(*at).is_some_and(|item| key_of(item) == key);
    let searched = || items.partition_point(|item| key_of(item) < key);
    Some(guess).filter(is_at).or_else(|| Some(searched()).filter(is_at))
}

fn sorted(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_key_is_found_with_gaps_and_without() {
        for items in [vec![], vec![7], vec![3, 4, 5, 6], vec![0, 2, 3, 90, u32::MAX]] {
            let found: Vec<u32> =
                (0..100).chain([u32::MAX]).filter(|key| position(&items, *key, |item| *item).is_some()).collect();
            assert_eq!(found, items);
        }
    }
}
