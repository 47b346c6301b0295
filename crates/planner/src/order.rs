//! The order of layers: every layer after all it stands on; ties as declared.

use crate::{
    lists::Lists,
    roster::{LayerRow, Places},
};
use model::Draft;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Layers as positions, lower before upper. What two nodes say of the same two layers is merged.
///
/// Source: Kahn 1962, with a heap so that of the layers that are ready the one declared first comes first.
pub(crate) fn order(layers: &[LayerRow], draft: &Draft, places: &Places) -> Vec<u32> {
    let above = registrations(layers, draft, places);
    let all = 0..layers.len() as u32;
    let mut missing = vec![0_u32; layers.len()];
    all.clone().flat_map(|lower| above.at(lower)).for_each(|upper| missing[*upper as usize] += 1);
    let mut ready: BinaryHeap<_> = all.filter(|layer| missing[*layer as usize] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(layers.len());
    while let Some(Reverse(layer)) = ready.pop() {
        order.push(layer);
        for upper in above.at(layer) {
            missing[*upper as usize] -= 1;
            if missing[*upper as usize] == 0 {
                ready.push(Reverse(*upper));
            }
        }
    }
    order
}

/// The layers above each, once for every registration.
fn registrations(layers: &[LayerRow], draft: &Draft, places: &Places) -> Lists<u32> {
    let mut pairs = Vec::with_capacity(4 * layers.len());
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        let Some(upper) = places.at(member.layer.0) else { continue };
        if layers[upper as usize].kind.is_hardware() {
            continue;
        }
        pairs.extend(member.over.iter().filter_map(|lower| Some((places.at(lower.0)?, upper))));
    }
    Lists::group(layers.len(), pairs.iter().copied())
}
