//! Mutated files: whatever is done to a text, reading it neither panics nor takes long.

use super::best_time;
use crate::{Format, all, examples};
use std::time::Duration;

/// Release builds read as many as the promise names; debug builds are for the panics.
const N_MUTANTS: u64 = if cfg!(debug_assertions) { 40 } else { 10_000 };

/// The promise is for release; debug builds are some ten times slower, and share their cores.
const LONGEST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 50 });

const SCRIPTS: [&str; 3] = [
    include_str!("../rumba/fixtures/rumba_example.py"),
    include_str!("../rumba/fixtures/mesh.py"),
    include_str!("../rumba/fixtures/everything.py"),
];

/// Files as other tools write them.
const FILES: [(&str, &str); 3] = [
    ("containerlab", include_str!("fixtures/wan.clab.yml")),
    ("graphml", include_str!("fixtures/yed.graphml")),
    ("rspec", include_str!("fixtures/jacks.rspec")),
];

/// Splitmix64: small, seeded, good enough to break files with.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) % n.max(1) as u64) as usize
    }
}

/// The text with a few pieces cut, doubled, moved, or replaced by what breaks parsers.
fn mutated(text: &str, dice: &mut Dice) -> String {
    const SPLINTERS: [&str; 38] = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "\n",
        "\t",
        "#",
        "\\",
        "\u{feff}",
        "é",
        "0",
        "9999999999",
        "-",
        "* ",
        "range(",
        "while True:\n ",
        "[[node]]\n",
        "= 1\n",
        "conga = 2",
        "<a>",
        "</",
        "&x;",
        "<![CDATA[",
        "xmlns:x=\"y\" ",
        "*a ",
        "&a [*a, *a]",
        "- ",
        ": ",
        "? ",
        "|\n",
        "<<: *x\n",
        "subgraph {",
        " -- {a b c} -- ",
    ];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(6) {
        let from = dice.below(chars.len());
        let to = (from + dice.below(40)).min(chars.len());
        let piece: Vec<char> = chars[from..to].to_vec();
        match dice.below(5) {
            0 => drop(chars.drain(from..to)),
            1 => drop(chars.splice(from..from, piece)),
            2 => {
                let at = dice.below(chars.len());
                chars.splice(at..at, piece);
            }
            3 => drop(chars.splice(from..to, SPLINTERS[dice.below(SPLINTERS.len())].chars())),
            _ => {
                let splinter = SPLINTERS[dice.below(SPLINTERS.len())].repeat(dice.below(200));
                chars.splice(from..from, splinter.chars());
            }
        }
    }
    chars.into_iter().collect()
}

/// Reads mutants of `texts`, and says how long the slowest took.
fn slowest(format: &dyn Format, texts: &[&str]) -> Duration {
    let mut dice = Dice(2026);
    let mut slowest = Duration::ZERO;
    for n in 0..N_MUTANTS {
        let text = mutated(texts[n as usize % texts.len()], &mut dice);
        slowest = slowest.max(best_time(LONGEST, || drop(format.read(&text))));
        if let Ok(imported) = format.read(&text) {
            // What was read can be written, whatever it is.
            assert!(format.write(&imported.draft).is_ok(), "{text}");
        }
    }
    slowest
}

/// What a format has to read: files of its own, and drafts of every kind written in it.
fn seeds(format: &dyn Format) -> Vec<String> {
    let own: Vec<String> = match format.key() {
        "rumba" => SCRIPTS.map(str::to_owned).to_vec(),
        "sndlib" => vec![
            "?SNDlib native format\nNODES (\n a ( 1 2 )\n b ( 3 4 )\n)\nLINKS (\n L ( a b ) 1 0 0 0 ( 2 3 )\n)\n"
                .into(),
        ],
        "kathara" => vec!["LAB_NAME=\"x\"\nr1[0]=\"A\"\nr2[0]=A\nr2[image]='y'\nr3[1]=B/02:00:00:00:00:01\n".into()],
        _ => FILES.iter().filter(|(key, _)| *key == format.key()).map(|(_, text)| (*text).to_owned()).collect(),
    };
    if format.key() == "rumba" {
        return own;
    }
    let drafts = examples().iter().filter_map(|example| Some(crate::open(example.key, example.text).ok()?.draft));
    own.into_iter().chain(drafts.filter_map(|draft| format.write(&draft).ok()?)).collect()
}

fn survives_mutation(key: &str) {
    let format = crate::by_key(key).expect(key);
    let seeds = seeds(format);
    let slowest = slowest(format, &seeds.iter().map(String::as_str).collect::<Vec<_>>());
    println!("formats: {key}: {N_MUTANTS} mutated files, the slowest in {:.1} ms", slowest.as_secs_f64() * 1e3);
    assert!(slowest < LONGEST, "{key}: the slowest took {slowest:?}");
}

macro_rules! each {
    ($($test:ident $key:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            survives_mutation($key);
        })*

        #[test]
        fn every_format_is_mutated() {
            assert_eq!(all().map(|format| format.key()).to_vec().len(), [$($key),*].len());
        }
    };
}

// One test a format: they run beside each other, and a failure names it.
each! {
    mutated_native_files_are_read_or_refused "native",
    mutated_rumba_scripts_are_read_or_refused "rumba",
    mutated_irati_files_are_read_or_refused "irati",
    mutated_rlite_files_are_read_or_refused "rlite",
    mutated_containerlab_files_are_read_or_refused "containerlab",
    mutated_graphml_files_are_read_or_refused "graphml",
    mutated_dot_files_are_read_or_refused "dot",
    mutated_rspec_files_are_read_or_refused "rspec",
    mutated_espec_files_are_read_or_refused "espec",
    mutated_irmd_files_are_read_or_refused "irmd",
    mutated_sndlib_files_are_read_or_refused "sndlib",
    mutated_kathara_files_are_read_or_refused "kathara",
}
