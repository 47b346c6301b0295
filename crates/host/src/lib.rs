//! What a browser can do anyway and need not be sent: the case of letters of every script, decimal numbers, angles and powers.
//!
//! Rust brings tables and code for them: 30 kB of what a browser loads first. Elsewhere they are there, and used.
//! Of angles and powers the last bit may differ between the two.

#[cfg_attr(target_arch = "wasm32", path = "browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "elsewhere.rs")]
mod own;

pub use own::{direction, power};

/// The decimal number a text says, with or without sign, fraction and exponent; the nearest there is.
pub fn number(text: &str) -> Option<f64> {
    exact(text).or_else(|| is_decimal(text).then(|| own::nearest(text)).flatten())
}

/// The text in small letters, for comparing it whatever its case.
pub fn small(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { own::small(text) }
}

/// The text in large letters.
pub fn large(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { own::large(text) }
}

/// A number of few digits: one exact operation on two exact numbers, so nothing is rounded twice (Clinger 1990).
fn exact(text: &str) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if whole.is_empty() || whole.len() + fraction.len() > MOST_DIGITS || !digits().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = digits().fold(0, |number: u64, digit| 10 * number + u64::from(digit - b'0'));
    let scale = fraction.bytes().fold(1, |scale: u64, _| 10 * scale);
    let size = number as f64 / scale as f64;
    Some(if unsigned.len() < text.len() { -size } else { size })
}

/// Both have words for the infinite, and each other ones.
fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_is_read_as_it_was(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            prop_assert_eq!(super::number(&number.to_string()).map(f64::to_bits), Some(number.to_bits()));
            prop_assert_eq!(super::number(&format!("{number:e}")).map(f64::to_bits), Some(number.to_bits()));
        }

        #[test]
        fn short_numbers_are_the_nearest(whole in 0u64..1_000_000_000, fraction in "[0-9]{0,6}", minus in "-?") {
            let text = format!("{minus}{whole}.{fraction}");
            prop_assert_eq!(exact(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
        }

        #[test]
        fn what_is_no_number_is_refused(text in "[-+.eE0-9infaNx ]{0,6}") {
            let theirs = text.parse::<f64>().ok().filter(|_| text.bytes().all(|byte| !b"infaN".contains(&byte)));
            prop_assert_eq!(super::number(&text).map(f64::to_bits), theirs.map(f64::to_bits));
        }
    }

    #[test]
    fn letters_of_every_script_change_their_case() {
        assert_eq!(large("öl Ж"), "ÖL Ж");
        assert_eq!(small("Router ÄÖ Ж"), "router äö ж");
    }
}
