//! A language nobody speaks, made from English: every letter with an accent, a third longer, in brackets.

use crate::{
    NAMES,
    pattern::{ARGUMENT, ARM, CHOICE, END},
};

/// The texts of the pseudo-language.
pub(crate) fn texts(english: Vec<String>) -> Vec<String> {
    let unchanged = |place: usize| NAMES.get(place) == Some(&"decimal-point");
    let text = |(place, text): (usize, String)| if unchanged(place) { text } else { said(&text) };
    english.into_iter().enumerate().map(text).collect()
}

/// `⟦Rüñ···⟧`: dots for the third that other languages are longer. What is in a choice or names a value stays findable.
fn said(english: &str) -> String {
    let mut text = String::from('⟦');
    let mut in_name = false;
    let mut n_letters = 0;
    for letter in english.chars() {
        match letter {
            ARGUMENT | CHOICE | ARM => in_name = true,
            END => in_name = false,
            _ => {}
        }
        text.push(if in_name { letter } else { accented(letter) });
        n_letters += usize::from(!in_name && !letter.is_control());
    }
    text.extend(std::iter::repeat_n('·', (n_letters * 35).div_ceil(100)));
    text.push('⟧');
    text
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "AEIOUYCNSZaeiouycnsz";
    const ACCENTED: &str = "ÄËÏÖÜŸÇÑŠŽäëïöüÿçñšž";
    PLAIN.chars().position(|plain| plain == letter).and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_stays_as_it_is() {
        assert_eq!(said("Run"), "⟦Rüñ··⟧");
        let (argument, end) = (ARGUMENT, END);
        assert_eq!(said(&format!("Go to {argument}node{end}")), format!("⟦Gö tö {argument}node{end}···⟧"));
    }
}
