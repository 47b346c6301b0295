//! Sorting is the standard library's, whatever is sorted.

use crate::order;
use proptest::prelude::*;

proptest! {
    #[test]
    fn equals_keep_their_order(keys in prop::collection::vec(0_u8..8, 0..60)) {
        let items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let (mut ours, mut theirs) = (items.clone(), items.clone());
        order::sort_by_key(&mut ours, |(key, _)| std::cmp::Reverse(*key));
        theirs.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
        prop_assert_eq!(&ours, &theirs);
        order::sort(&mut ours);
        theirs.sort_unstable();
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(order::map(items.clone()), items.iter().copied().collect());
        prop_assert_eq!(order::set(items.clone()), items.into_iter().collect());
    }
}
