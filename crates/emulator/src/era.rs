//! Which years' Ouroboros the daemons are.

use serde::{Deserialize, Serialize};

/// The dialect the daemons and their tools speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Era {
    /// 0.22 and later: a destination's name must exist in the client's own daemon; `udp4` and `udp6`.
    #[default]
    Today,
    /// 0.17 to 0.21: no such rule; `udp`.
    Seed,
    /// 0.16 and before: `irm register`, `type normal`. Newer verbs are understood too.
    Rumba,
}

impl Era {
    /// The era of a dialect's key, as `today`, `seed` or `rumba`.
    pub fn by_key(key: &str) -> Option<Self> {
        match key {
            "today" => Some(Self::Today),
            "seed" => Some(Self::Seed),
            "rumba" => Some(Self::Rumba),
            _ => None,
        }
    }

    /// A name must exist in the client's daemon before a flow to it can be asked for.
    pub(crate) fn needs_names(self) -> bool {
        self == Self::Today
    }
}
