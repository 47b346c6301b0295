//! How each prototype *says* it: one file a prototype, one list of them.
//!
//! It must not know any testbed.

mod ouroboros;

use planner::Family;

/// Every prototype, in the order menus list them. A new one is a file, its `mod` and its place here.
pub fn all() -> [&'static dyn Family; 1] {
    [&ouroboros::Ouroboros]
}

/// There is no such prototype.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no prototype `{asked}`; choose one of: {known}")]
pub struct NoSuchPrototype {
    /// The name asked for.
    pub asked: String,
    /// The names there are.
    pub known: String,
}

/// The prototype of this name.
///
/// Errors: [`NoSuchPrototype`] lists those there are.
pub fn by_kind(kind: &str) -> Result<&'static dyn Family, NoSuchPrototype> {
    all()
        .into_iter()
        .find(|family| family.kind() == kind)
        .ok_or_else(|| NoSuchPrototype { asked: kind.to_owned(), known: all().map(|family| family.kind()).join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_is_answered_with_the_right_ones() {
        let refused = by_kind("ouroborus").map(Family::kind).expect_err("no such prototype");
        assert_eq!(refused.to_string(), "there is no prototype `ouroborus`; choose one of: ouroboros");
    }
}
