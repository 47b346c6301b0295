//! The ways in which Ouroboros was and is spoken to.

use messages::{Id, id};
use model::LayerKind;
use testbed::Form;

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
    pub(super) const LIST: &[(&str, Id)] =
        &[("today", id!("dialect-today")), ("seed", id!("dialect-seed")), ("rumba", id!("dialect-rumba"))];

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

    /// How a name is registered with an IPCP.
    pub(super) fn register_form(self) -> &'static Form<2> {
        const OLD: Form<2> = Form::of(["irm\0r\0n\0", "\0ipcp\0"], "");
        const NEW: Form<2> = Form::of(["irm\0n\0r\0", "\0ipcp\0"], "");
        if self == Self::Rumba { &OLD } else { &NEW }
    }

    /// How a name is unregistered from an IPCP.
    pub(super) fn unregister_form(self) -> &'static Form<2> {
        // `u n` would be `unbind`, which stands before `unregister` in the old table.
        const OLD: Form<2> = Form::of(["irm\0unregister\0name\0", "\0ipcp\0"], "");
        const NEW: Form<2> = Form::of(["irm\0n\0u\0", "\0ipcp\0"], "");
        if self == Self::Rumba { &OLD } else { &NEW }
    }

    /// Whether a destination's name must exist on the node that asks for it.
    pub(super) fn names_destinations(self) -> bool {
        self == Self::Today
    }
}
