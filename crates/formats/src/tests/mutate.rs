//! Mutated files: whatever is done to a text, reading it neither panics nor takes long.

use super::best_time;
use crate::{Format, all, examples};
use std::time::Duration;

/// Release builds read as many as the promise names; debug builds are for the panics.
const N_MUTANTS: u64 = if cfg!(debug_assertions) { 400 } else { 10_000 };

/// The promise is for release; debug builds are some ten times slower, and share their cores.
const LONGEST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 50 });

const SCRIPTS: [&str; 3] = [
    include_str!("../rumba/fixtures/rumba_example.py"),
    include_str!("../rumba/fixtures/mesh.py"),
    include_str!("../rumba/fixtures/everything.py"),
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
    const SPLINTERS: [&str; 24] = [
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

#[test]
fn mutated_files_neither_panic_nor_take_long() {
    let natives: Vec<&str> = examples().iter().map(|example| example.text).collect();
    for format in all() {
        let texts = if format.key() == "native" { &natives[..] } else { &SCRIPTS };
        let slowest = slowest(format, texts);
        assert!(slowest < LONGEST, "{}: the slowest took {slowest:?}", format.key());
    }
}
