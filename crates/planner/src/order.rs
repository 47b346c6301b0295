//! The order of layers: every layer after all it stands on; ties as declared.

use crate::lists::Lists;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Layers as positions, lower before upper. What two nodes say of the same two layers is merged.
///
/// `registrations`: each lower layer with an upper one, perhaps more than once.
/// Source: Kahn 1962; of the layers that are ready the one declared first comes first.
pub(crate) fn order(n_layers: usize, registrations: &[(u32, u32)]) -> Vec<u32> {
    let above = Lists::group(n_layers, registrations.iter().copied());
    let mut missing = vec![0_u32; n_layers];
    registrations.iter().for_each(|(_, upper)| missing[*upper as usize] += 1);
    // Most layers are declared after those they stand on; only the others ever wait in the heap.
    let mut passed = BinaryHeap::new();
    let mut order = Vec::with_capacity(n_layers);
    for next in 0..n_layers as u32 {
        let mut now = (missing[next as usize] == 0).then_some(next);
        while let Some(layer) = now {
            order.push(layer);
            for upper in above.at(layer) {
                missing[*upper as usize] -= 1;
                if missing[*upper as usize] == 0 && *upper < next {
                    passed.push(Reverse(*upper));
                }
            }
            now = passed.pop().map(|Reverse(layer)| layer);
        }
    }
    order
}
