//! Every text that is said is in every language with the values it is given, and every text of the files is said somewhere.

use messages::{LANGUAGES, Language};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A place in the sources that says a text.
struct Use {
    at: String,
    id: String,
    /// The values it gives; none where the text is only named, to be said elsewhere.
    values: Option<BTreeSet<String>>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository").map(|entry| entry.expect("an entry").path())
    {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push(entry);
        }
    }
}

fn uses() -> Vec<Use> {
    let mut files = Vec::new();
    for package in fs::read_dir(root().join("crates")).expect("crates").map(|entry| entry.expect("a crate").path()) {
        sources(&package.join("src"), &mut files);
    }
    ["app/src", "server/src"].iter().for_each(|folder| sources(&root().join(folder), &mut files));
    let mut uses = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        for (mark, is_named) in [("say!(", false), ("id!(", true)] {
            for (at, _) in code.match_indices(mark) {
                let rest = code[at + mark.len()..].trim_start();
                let Some((id, rest)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
                let values = (!is_named).then(|| values(rest));
                uses.push(Use { at: file.display().to_string(), id: id.to_owned(), values });
            }
        }
    }
    uses
}

/// The names before `=` in `, node = name(x), n = 3)`.
fn values(rest: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut names = BTreeSet::new();
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let name: String =
                    rest[at + 1..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let follows = rest[at + 1..].trim_start()[name.len()..].trim_start();
                if !name.is_empty() && follows.starts_with('=') && !follows.starts_with("==") {
                    names.insert(name);
                }
            }
            _ => {}
        }
    }
    names
}

/// Each text of a language by its id, as its files have it.
fn texts(language: Language) -> BTreeMap<String, String> {
    let read = messages::texts(language).unwrap_or_else(|fault| panic!("{fault}"));
    read.into_iter().collect()
}

/// The names of the values in a catalogue's text.
fn named(text: &str) -> BTreeSet<String> {
    let after =
        |mark: char| text.split(mark).skip(1).map(|rest| rest.split('\u{4}').next().unwrap_or_default().to_owned());
    after('\u{1}').chain(after('\u{2}')).collect()
}

#[test]
fn what_is_said_is_in_every_language_and_what_is_there_is_said() {
    let uses = uses();
    assert!(uses.len() > 400, "only {} uses were found", uses.len());
    let said: BTreeSet<&str> = uses.iter().map(|place| place.id.as_str()).collect();
    let mut faults = Vec::new();
    for language in [Language::English, Language::German] {
        let (tag, texts) = (language.tag(), texts(language));
        for Use { at, id, values } in &uses {
            let Some(text) = texts.get(id) else {
                faults.push(format!("{at}: `{id}` is not in messages/{tag}"));
                continue;
            };
            let Some(values) = values else { continue };
            let missing: Vec<_> = named(text).difference(values).cloned().collect();
            if !missing.is_empty() {
                faults.push(format!("{at}: `{id}` in messages/{tag} names {missing:?}, which is not given"));
            }
        }
        for id in texts.keys().filter(|id| !said.contains(id.as_str())) {
            faults.push(format!("messages/{tag}: `{id}` is said nowhere"));
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Crates that are in no browser's module.
const NATIVE: [&str; 4] = ["/crates/formats/", "/crates/pictures/", "/crates/testbeds/", "/../../server/src/"];

#[test]
fn no_browser_is_sent_what_only_the_server_says() {
    let mut server = String::new();
    for entry in fs::read_dir(root().join("messages/en/server")).expect("a folder").map(|entry| entry.expect("a file"))
    {
        server += &fs::read_to_string(entry.path()).expect("a file of texts");
    }
    let is_servers = |id: &str| server.lines().any(|line| line.split_once(" =").is_some_and(|(known, _)| known == id));
    let mut by_pages = BTreeMap::new();
    for Use { at, id, .. } in uses() {
        *by_pages.entry(id).or_insert(false) |= !NATIVE.iter().any(|folder| at.contains(folder));
    }
    let wrong = by_pages.iter().filter(|(id, is_by_pages)| !*is_by_pages && !is_servers(id));
    let wrong: Vec<_> = wrong.map(|(id, _)| id.as_str()).collect();
    assert!(wrong.is_empty(), "these belong into messages/en/server: {wrong:?}");
}

#[test]
fn a_value_that_is_given_is_used() {
    let english = texts(Language::English);
    let german = texts(Language::German);
    let unused = |place: &Use| {
        let values = place.values.as_ref()?;
        let texts = [&english, &german].into_iter().filter_map(|texts| texts.get(&place.id));
        let used: BTreeSet<String> = texts.flat_map(|text| named(text)).collect();
        let left: Vec<_> = values.difference(&used).collect();
        (!left.is_empty()).then(|| format!("{}: `{}` is given {left:?}, which no language says", place.at, place.id))
    };
    let faults: Vec<String> = uses().iter().filter_map(unused).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_language_has_every_text_and_fits_a_catalogue() {
    for language in LANGUAGES {
        let lines = language.text().lines().count();
        assert_eq!(lines, Language::English.text().lines().count(), "{}", language.tag());
        assert!(language.text().lines().skip(2).all(|line| !line.is_empty()), "{}", language.tag());
    }
}
