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
        // One place further on than they belong: while lists are filled, each start moves on to where the next begins.
        let mut starts = vec![0; n_lists + 2];
        for (list, _) in pairs.clone() {
            starts[list as usize + 2] += 1;
        }
        for list in 0..n_lists {
            starts[list + 2] += starts[list + 1];
        }
        let mut items = vec![T::default(); starts[n_lists + 1] as usize];
        for (list, item) in pairs {
            let place = &mut starts[list as usize + 1];
            items[*place as usize] = item;
            *place += 1;
        }
        starts.pop();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_and_lists_may_be_empty() {
        let lists = Lists::group(4, [(3, 'a'), (1, 'b'), (3, 'c'), (0, 'd')].into_iter());
        let all: Vec<&[char]> = (0..lists.len() as u32).map(|list| lists.at(list)).collect();
        assert_eq!(all, [&['d'][..], &['b'], &[], &['a', 'c']]);
        assert_eq!(Lists::<u32>::group(0, [].into_iter()).len(), 0);
    }
}
