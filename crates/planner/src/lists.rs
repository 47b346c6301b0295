//! Lists of lists in two allocations, for graphs of any size.

/// Invariant: `starts` has one entry more than there are lists, ascending from 0 to `items.len()`.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Sorts `pairs` of (list, item) into `n_lists` lists; items keep their order. Linear.
    pub(crate) fn group(n_lists: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0; n_lists + 1];
        for (list, _) in pairs.clone() {
            starts[list as usize + 1] += 1;
        }
        for list in 0..n_lists {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut items = vec![T::default(); starts[n_lists] as usize];
        for (list, item) in pairs {
            let place = &mut next[list as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        Self { starts, items }
    }

    /// One list.
    pub(crate) fn at(&self, list: u32) -> &[T] {
        &self.items[self.starts[list as usize] as usize..self.starts[list as usize + 1] as usize]
    }

    /// How many lists.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }
}
