//! Finding by a few letters: words in any order, letters with gaps.

use model::order;

/// How well `query` fits `text`; more is better, none where a word of it does not fit. An empty query fits everything alike.
///
/// Each word is looked for by itself: at the start of a word of the text best, anywhere in it next, letter by letter last.
pub fn score(text: &str, query: &str) -> Option<i32> {
    let text = host::small(text);
    query.split_whitespace().try_fold(0, |sum, word| Some(sum + score_word(&text, &host::small(word))?))
}

fn score_word(text: &str, word: &str) -> Option<i32> {
    let starts = |at: usize| {
        at == 0 || !text[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric() || !letter.is_ascii())
    };
    let whole =
        text.match_indices(word).map(|(at, _)| (starts(at), at)).max_by_key(|(starts, at)| (*starts, -(*at as i64)));
    if let Some((starts, at)) = whole {
        return Some(if starts { 200 } else { 100 } - at.min(60) as i32);
    }
    let mut letters = word.chars().peekable();
    let (mut n_gaps, mut was_hit) = (0, true);
    for letter in text.chars() {
        let is_hit = letters.next_if_eq(&letter).is_some();
        n_gaps += i32::from(was_hit && !is_hit);
        was_hit = is_hit;
    }
    // One letter or two, scattered, fit nearly everything.
    (letters.peek().is_none() && word.chars().nth(2).is_some()).then(|| 60 - n_gaps.min(50))
}

/// The best `most` of `candidates`, the best first; of equals the first.
pub fn best<T>(query: &str, candidates: impl Iterator<Item = (String, T)>, most: usize) -> Vec<(String, T)> {
    let scored = candidates.filter_map(|(text, thing)| Some((score(&text, query)?, text, thing)));
    let mut found: Vec<(i32, String, T)> = scored.collect();
    order::sort_by_key(&mut found, |(score, ..)| -score);
    found.truncate(most);
    found.into_iter().map(|(_, text, thing)| (text, thing)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(query: &str, texts: &[&str]) -> Vec<String> {
        let candidates = texts.iter().map(|text| ((*text).to_owned(), ()));
        best(query, candidates, 10).into_iter().map(|(text, ())| text).collect()
    }

    #[test]
    fn the_start_of_a_word_comes_before_its_middle_and_that_before_scattered_letters() {
        let texts = ["Rows by recursion level", "Place a node", "Unlink", "Link the selected nodes", "Align in a row"];
        assert_eq!(order("link", &texts), ["Link the selected nodes", "Unlink"]);
        assert_eq!(order("row", &texts), ["Rows by recursion level", "Align in a row"]);
        assert_eq!(order("plcnd", &texts), ["Place a node"]);
        assert_eq!(order("node link", &texts), ["Link the selected nodes"]);
    }

    #[test]
    fn nothing_asked_keeps_the_order_and_nonsense_finds_nothing() {
        assert_eq!(order("", &["b", "a"]), ["b", "a"]);
        assert_eq!(order("zq", &["b", "a"]), Vec::<String>::new());
        assert_eq!(order("ÄRGER", &["großer ärger"]), ["großer ärger"]);
    }
}
