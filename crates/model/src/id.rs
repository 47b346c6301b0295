//! Identities that stay the same when a name changes.
//!
//! Ids order records as they were declared: a new record takes the highest id plus one, so taking back a removal puts
//! the record where it was. They live in memory and in the journal; files know names only.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);
    };
}

id!(
    /// A node of a draft.
    NodeId
);
id!(
    /// A layer of a draft.
    LayerId
);
id!(
    /// A service (a name with programs) of a draft.
    ServiceId
);
