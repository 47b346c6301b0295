//! Checks: everything wrong with a draft, at once.

use crate::{Draft, Finding};

/// Every code a finding can have, with what it means.
pub const CODES: &[(&str, &str)] = &[];

/// Everything wrong with `draft`, errors first, then by place. Linear in the size of the draft.
pub fn check(_draft: &Draft) -> Vec<Finding> {
    Vec::new()
}
