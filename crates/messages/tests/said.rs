//! Texts said: in the language spoken, with values, by number.

use messages::{Language, carried, decimal, say, speak, spoken};
use proptest::prelude::*;

#[test]
fn a_text_is_said_in_the_language_spoken_and_english_after() {
    assert_eq!(say!("undo"), "Undo");
    assert_eq!(speak(Language::German, || say!("undo")), "Rückgängig");
    assert_eq!(speak(Language::Pseudo, || say!("undo")), "⟦Üñdö··⟧");
    assert_eq!((say!("undo"), spoken().language()), ("Undo", "en"));
}

#[test]
fn a_panic_does_not_leave_its_language_behind() {
    let panics = std::panic::catch_unwind(|| speak(Language::German, || panic!("on purpose")));
    assert!(panics.is_err());
    assert_eq!(spoken().language(), "en");
}

#[test]
fn another_thread_speaks_as_the_one_that_sends_it_there() {
    let said = speak(Language::German, || std::thread::spawn(carried(|| say!("undo"))).join());
    assert_eq!(said.expect("no panic"), "Rückgängig");
}

#[test]
fn what_only_the_server_says_is_sent_to_no_browser() {
    let said = speak(Language::German, || say!("too-large"));
    assert!(said.starts_with("das ist zu groß"), "{said}");
    assert!(Language::German.text().contains("Rückgängig") && !Language::German.text().contains(said));
}

#[test]
fn numbers_choose_their_words() {
    let nodes = || [0, 1, 2].map(|n| say!("n-links", n = n));
    assert_eq!(nodes(), ["0 links", "1 link", "2 links"]);
    assert_eq!(speak(Language::German, nodes), ["0 Links", "1 Link", "2 Links"]);
    assert_eq!(speak(Language::Pseudo, nodes), ["⟦0 lïñkš·····⟧", "⟦1 lïñk·····⟧", "⟦2 lïñkš·····⟧"]);
    assert_eq!((decimal("3.1"), speak(Language::German, || decimal("3.1"))), ("3.1".into(), "3,1".into()));
}

#[test]
fn a_value_nobody_gave_is_shown_by_its_name() {
    assert_eq!(say!("n-links", m = 1), "n links");
}

proptest! {
    #[test]
    fn a_value_is_put_in_as_it_is(name in any::<String>()) {
        prop_assert_eq!(say!("link-named", name = name), format!("Link {name}"));
        prop_assert_eq!(say!("n-links", n = name).contains(&name), true);
    }

    #[test]
    fn any_wish_for_languages_is_answered(wish in any::<String>()) {
        prop_assert_ne!(Language::wanted(&wish), Language::Pseudo);
    }
}
