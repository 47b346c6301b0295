//! The languages there are: their files, their catalogues, and which of them a browser asks for.

use crate::{Catalogue, NAMES, fluent, pseudo};
use std::sync::LazyLock;

/// A language's files, compiled in.
macro_rules! files {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("../../../messages/", $path)))),+] };
}

/// English, which every other language is a translation of.
const ENGLISH: &[(&str, &str)] = files![
    "en/words.ftl",
    "en/list.ftl",
    "en/editor.ftl",
    "en/inspector.ftl",
    "en/actions.ftl",
    "en/edits.ftl",
    "en/findings.ftl",
    "en/steps.ftl",
    "en/run.ftl",
    "en/compare.ftl",
    "en/server/answers.ftl",
    "en/server/files.ftl",
    "en/server/pictures.ftl",
];
const GERMAN: &[(&str, &str)] = files![
    "de/words.ftl",
    "de/list.ftl",
    "de/editor.ftl",
    "de/inspector.ftl",
    "de/actions.ftl",
    "de/edits.ftl",
    "de/findings.ftl",
    "de/steps.ftl",
    "de/run.ftl",
    "de/compare.ftl",
    "de/server/answers.ftl",
    "de/server/files.ftl",
    "de/server/pictures.ftl",
];

/// A language texts are said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// English with accents, longer, in brackets: what is not so is no message, and what does not fit is seen.
    Pseudo,
}

/// Every language, English first.
pub const LANGUAGES: [Language; 3] = [Language::English, Language::German, Language::Pseudo];

/// The files of a language; the pseudo-language is made of English ones.
fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English | Language::Pseudo => ENGLISH,
        Language::German => GERMAN,
    }
}

/// Every text of a language by its id, in its files' order, as a catalogue has them.
///
/// Errors: the file and what is wrong in it.
pub fn texts(language: Language) -> Result<Vec<(String, String)>, String> {
    fluent::messages(files(language))
}

/// A language's catalogue, as it is sent and as it is read.
struct Loaded {
    /// What pages say; what only the server says comes after it.
    text: &'static str,
    catalogue: Catalogue,
}

impl Loaded {
    fn new(language: Language) -> Self {
        // A test reads the files; a fault in them is shown by the ids that are missing.
        let texts = fluent::texts(files(language)).unwrap_or_default();
        let texts = if language == Language::Pseudo { pseudo::texts(texts) } else { texts };
        let counting = if language == Language::Pseudo { Language::English } else { language };
        let write = |texts| crate::catalogue::write(language.tag(), counting.tag(), texts);
        let all: &'static str = write(&texts).leak();
        let n_sent = write(&texts[..NAMES.len().min(texts.len())]).len();
        Self { text: &all[..n_sent], catalogue: Catalogue::read(all) }
    }
}

impl Language {
    /// Its tag, as a page's `lang` has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Pseudo => "qps",
        }
    }

    /// The language of a tag, as `de` or `de-AT`.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.trim().split('-').next().unwrap_or_default();
        LANGUAGES.into_iter().find(|language| language.tag().eq_ignore_ascii_case(first))
    }

    /// The first language of a browser's list that there is, the most wanted first: `de-AT,de;q=0.9,en;q=0.5`.
    ///
    /// The pseudo-language is nobody's: it is had by choice only.
    pub fn wanted(accepted: &str) -> Self {
        const MOST: usize = 32;
        let mut best = (0.0, Self::English);
        for wish in accepted.split(',').take(MOST) {
            let (tag, rest) = wish.split_once(';').unwrap_or((wish, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse().ok());
            let language = Self::of(tag).filter(|language| *language != Self::Pseudo);
            if let (Some(weight), Some(language)) = (weight.filter(|weight: &f64| *weight > best.0), language) {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The name of the file its texts are sent as; another one for other texts.
    pub fn file(self) -> String {
        // FNV-1a (Fowler, Noll, Vo 1991).
        let mixed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        format!("{}-{:08x}.txt", self.tag(), self.text().bytes().fold(0x811c_9dc5, mixed))
    }

    /// Its texts, as a browser is sent them.
    pub fn text(self) -> &'static str {
        self.loaded().text
    }

    /// Every text there is, as this process says them.
    pub(crate) fn catalogue(self) -> &'static Catalogue {
        &self.loaded().catalogue
    }

    fn loaded(self) -> &'static Loaded {
        static ENGLISH: LazyLock<Loaded> = LazyLock::new(|| Loaded::new(Language::English));
        static GERMAN: LazyLock<Loaded> = LazyLock::new(|| Loaded::new(Language::German));
        static PSEUDO: LazyLock<Loaded> = LazyLock::new(|| Loaded::new(Language::Pseudo));
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::Pseudo => &PSEUDO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_there_is_wins() {
        use Language::{English, German};
        for (accepted, wanted) in [
            ("", English),
            ("de", German),
            ("de-AT,de;q=0.9,en;q=0.5", German),
            ("fr, en;q=0.8, de;q=0.7", English),
            ("fr;q=1.0, de;q=0.3", German),
            ("en;q=0.1,de;q=0.2", German),
            ("de;q=0", English),
            ("de;q=x", English),
            ("qps", English),
            ("*", English),
        ] {
            assert_eq!(Language::wanted(accepted), wanted, "{accepted}");
        }
    }
}
