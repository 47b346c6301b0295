//! All texts of one language, found by the place of their id among all ids.
//!
//! As text it is a line for the language's tag, a line with the plural category of each number, and a line a text.

/// Numbers whose plural category is written down: those below 100, and those of each hundred after it.
#[cfg(not(target_arch = "wasm32"))]
const WRITTEN: u64 = 200;

/// The categories a plural can have (Unicode's names), each with its letter in the catalogue.
pub(crate) const CATEGORIES: [(char, &str); 6] =
    [('o', "other"), ('1', "one"), ('2', "two"), ('0', "zero"), ('f', "few"), ('m', "many")];

/// All texts of one language.
#[derive(Debug)]
pub struct Catalogue {
    language: &'static str,
    plurals: &'static str,
    /// In the order of their ids; one that is missing is empty.
    texts: Vec<&'static str>,
}

impl Catalogue {
    /// Reads a catalogue. Texts that are missing are shown by their ids.
    pub fn read(text: &'static str) -> Self {
        let mut lines = text.split('\n');
        let language = lines.next().unwrap_or_default();
        let plurals = lines.next().unwrap_or_default();
        Self { language, plurals, texts: lines.collect() }
    }

    /// The language's tag, as `de`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    pub(crate) fn text(&self, place: u16) -> Option<&'static str> {
        self.texts.get(usize::from(place)).copied().filter(|text| !text.is_empty())
    }

    /// The plural category of a number of things.
    pub(crate) fn category(&self, n: u64) -> &'static str {
        let at = if n < 100 { n } else { 100 + n % 100 };
        let letter = self.plurals.as_bytes().get(at as usize).copied().unwrap_or(b'o');
        CATEGORIES.iter().find(|(known, _)| *known as u8 == letter).map_or("other", |(_, category)| category)
    }
}

/// A catalogue as text; `counting` is the language whose plurals it has.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn write(language: &str, counting: &str, texts: &[String]) -> String {
    let mut written = format!("{language}\n{}", plurals(counting));
    for text in texts {
        written.push('\n');
        written.push_str(text);
    }
    written
}

/// A letter for the plural category of each written number.
///
/// Source: Unicode's rules for cardinal numbers. For whole numbers they ask for the last two digits and for small numbers; what some
/// languages say of whole millions is not kept.
#[cfg(not(target_arch = "wasm32"))]
fn plurals(language: &str) -> String {
    use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
    let tag = language.parse::<unic_langid::LanguageIdentifier>().ok();
    let rules = tag.and_then(|tag| PluralRules::create(tag, PluralRuleType::CARDINAL).ok());
    let letter = |n: u64| match rules.as_ref().and_then(|rules| rules.select(n).ok()) {
        Some(PluralCategory::ONE) => '1',
        Some(PluralCategory::TWO) => '2',
        Some(PluralCategory::ZERO) => '0',
        Some(PluralCategory::FEW) => 'f',
        Some(PluralCategory::MANY) => 'm',
        Some(PluralCategory::OTHER) | None => 'o',
    };
    (0..WRITTEN).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use intl_pluralrules::{PluralRuleType, PluralRules};

    fn named(language: &str, n: u64) -> String {
        let tag: unic_langid::LanguageIdentifier = language.parse().expect("a tag");
        let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).expect("known");
        format!("{:?}", rules.select(n).expect("a number")).to_lowercase()
    }

    #[test]
    fn the_written_categories_hold_for_every_number_below_a_million() {
        for language in ["en", "de", "fr", "pl", "ru", "ar", "ja", "cs"] {
            let text = write(language, language, &[]);
            let catalogue = Catalogue::read(text.leak());
            for n in (0..2_000).chain((2_000..999_999).step_by(997)) {
                assert_eq!(catalogue.category(n), named(language, n), "{language} {n}");
            }
        }
    }

    #[test]
    fn a_torn_catalogue_is_read_as_far_as_it_goes() {
        let catalogue = Catalogue::read("de\n1o\neins\n\ndrei");
        assert_eq!([0, 1, 2, 3].map(|place| catalogue.text(place)), [Some("eins"), None, Some("drei"), None]);
        assert_eq!((catalogue.category(0), catalogue.category(1_000_000)), ("one", "other"));
        assert_eq!(Catalogue::read("").text(0), None);
    }
}
