//! Names that are safe everywhere: parsed once, never checked again.

use crate::Text;
use messages::say;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// The longest name allowed, in characters.
pub const LONGEST_NAME: usize = 63;

/// Why a text is not a name, and a name close to it that is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not a name: {why}; try `{hint}`")]
pub struct BadName {
    /// The text given.
    pub got: String,
    /// What is wrong with it.
    pub why: &'static str,
    /// A legal name made from it.
    pub hint: String,
}

/// What is wrong with `text` as a name, if anything is.
///
/// Names are 1–63 of `a-z A-Z 0-9 - _` and do not begin with `-`: nothing a shell, an interface or `irm` could misread.
pub fn fault(text: &str) -> Option<&'static str> {
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if text.is_empty() {
        Some(say!("it-is-empty"))
    } else if text.len() > LONGEST_NAME {
        Some(say!("has-more-than-63"))
    } else if text.starts_with('-') {
        Some(say!("begins-with-dash"))
    } else if !text.chars().all(legal) {
        Some(say!("has-characters-other-than"))
    } else {
        None
    }
}

/// The nearest legal name to `text`; `fallback` where nothing legal is left.
pub fn mended(text: &str, fallback: &str) -> String {
    let replaced: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    let trimmed: String = replaced.trim_matches('-').chars().take(LONGEST_NAME).collect();
    if trimmed.is_empty() { fallback.to_owned() } else { trimmed }
}

/// `text` as messages show it: shortened, and without characters that a terminal would obey.
pub fn shown(text: &str) -> Cow<'_, str> {
    if fault(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for c in text.chars().take(LONGEST_NAME) {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if text.chars().nth(LONGEST_NAME).is_some() {
        shown.push('…');
    }
    Cow::Owned(shown)
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $fallback:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Text);

        impl $name {
            /// The only way in.
            ///
            /// Errors: [`BadName`] says what is wrong and offers a legal name.
            pub fn parse(text: &str) -> Result<Self, BadName> {
                match fault(text) {
                    None => Ok(Self(text.to_owned().into())),
                    Some(why) => Err(BadName { got: text.to_owned(), why, hint: mended(text, $fallback) }),
                }
            }

            /// Those of `texts` that are names, with what they name. They stand on one text, which lives as long as one
            /// of them.
            pub(crate) fn all<'t, I>(texts: impl ExactSizeIterator<Item = (I, &'t str)>) -> Vec<(I, Self)> {
                let mut sheet = String::with_capacity(8 * texts.len());
                let legal = texts.filter(|(_, text)| fault(text).is_none());
                let ends: Vec<(I, usize)> = legal
                    .map(|(named, text)| {
                        sheet.push_str(text);
                        (named, sheet.len())
                    })
                    .collect();
                Text::all(sheet, ends).map(|(named, text)| (named, Self(text))).collect()
            }

            /// The name as text.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadName;
            fn try_from(text: String) -> Result<Self, BadName> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.as_str().to_owned()
            }
        }
    };
}

name!(
    /// A node's name, unique in a design.
    NodeName,
    "node"
);
name!(
    /// A layer's name, unique in a design.
    LayerName,
    "layer"
);
name!(
    /// A service's name, unique in a design and different from every layer's.
    ServiceName,
    "service"
);

/// An IPCP's name: `layer.node`, each part a name, so the dot splits it without doubt.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IpcpName(Text);

impl IpcpName {
    /// The IPCP of `layer` on `node`.
    pub fn of(layer: &LayerName, node: &NodeName) -> Self {
        let mut text = String::with_capacity(layer.as_str().len() + 1 + node.as_str().len());
        text.push_str(layer.as_str());
        text.push('.');
        text.push_str(node.as_str());
        Self(text.into())
    }

    /// The IPCPs of these layers on these nodes. Their names stand on one text, which lives as long as one of them.
    pub fn all<'n>(ipcps: impl ExactSizeIterator<Item = (&'n LayerName, &'n NodeName)>) -> Vec<Self> {
        let mut sheet = String::with_capacity(16 * ipcps.len());
        let write = |(layer, node): (&LayerName, &NodeName)| {
            [layer.as_str(), ".", node.as_str()].into_iter().for_each(|part| sheet.push_str(part));
            ((), sheet.len())
        };
        let ends: Vec<((), usize)> = ipcps.map(write).collect();
        Text::all(sheet, ends).map(|((), text)| Self(text)).collect()
    }

    /// The name as text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as shared text.
    #[inline]
    pub fn text(&self) -> &Text {
        &self.0
    }
}

impl fmt::Display for IpcpName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for IpcpName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_names_pass() {
        for text in ["a", "n1", "client_1", "_x", "9lives", &"x".repeat(63)] {
            assert_eq!(NodeName::parse(text).map(|n| n.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_refusal_offers_a_name_that_passes() {
        for text in ["", "-x", "a.b", "a b", "$(id)", "e;x", "naïve", "--", &"x".repeat(64)] {
            let refused = NodeName::parse(text).expect_err(text);
            assert!(NodeName::parse(&refused.hint).is_ok(), "{refused}");
        }
    }
}
