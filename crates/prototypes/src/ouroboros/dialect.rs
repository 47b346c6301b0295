//! The ways in which Ouroboros was and is spoken to.

use model::LayerKind;

/// A dialect of `irm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// 0.22 and later: names of destinations are created first; `udp4` and `udp6`.
    Today,
    /// 0.17 to 0.21: the dialect of Rumba's page.
    Seed,
    /// 0.16 and earlier, as Rumba 0.9 spoke: `irm r n`, `type normal`.
    Rumba,
}

impl Dialect {
    /// Keys and descriptions, the default first.
    pub(super) const LIST: &[(&str, &str)] = &[
        ("today", "Ouroboros 0.22 and later"),
        ("seed", "Ouroboros 0.17 to 0.21, as on Rumba's page"),
        ("rumba", "Ouroboros 0.16 and earlier, as Rumba 0.9 types it"),
    ];

    /// The dialect of this key; the default for none.
    pub(super) fn parse(key: Option<&str>) -> Option<Self> {
        match key {
            None | Some("today") => Some(Self::Today),
            Some("seed") => Some(Self::Seed),
            Some("rumba") => Some(Self::Rumba),
            Some(_) => None,
        }
    }

    /// What follows `type`. Source: the release notes of 0.15 (`normal`) and 0.22 (`udp`).
    pub(super) fn type_word(self, kind: LayerKind) -> &'static str {
        match (self, kind) {
            (Self::Rumba, LayerKind::Unicast) => "normal",
            (Self::Seed | Self::Rumba, LayerKind::Udp4) => "udp",
            _ => kind.as_str(),
        }
    }

    /// The words before a name that is registered.
    pub(super) fn register_words(self) -> [&'static str; 3] {
        if self == Self::Rumba { ["irm", "r", "n"] } else { ["irm", "n", "r"] }
    }

    /// The words before a name that is unregistered.
    pub(super) fn unregister_words(self) -> [&'static str; 3] {
        // `u n` would be `unbind`, which stands before `unregister` in the old table.
        if self == Self::Rumba { ["irm", "unregister", "name"] } else { ["irm", "n", "u"] }
    }

    /// Whether a destination's name must exist on the node that asks for it.
    pub(super) fn names_destinations(self) -> bool {
        self == Self::Today
    }
}
