//! Numbers and times in words people read.

use messages::{decimal, say};

/// How long ago, as `5 min ago`; from a minute on it changes seldom enough to stand still.
pub fn ago(then_ms: u64, now_ms: u64) -> String {
    let minutes = now_ms.saturating_sub(then_ms) / 60_000;
    match minutes {
        0 => say!("just-now").to_owned(),
        1..60 => say!("minutes-ago", n = minutes),
        60..1_440 => say!("hours-ago", n = minutes / 60),
        1_440..43_200 => say!("days-ago", n = minutes / 1_440),
        _ => say!("months-ago", n = (minutes / 43_200).max(2)),
    }
}

/// A duration, as `0:07`, `12:30` or `1:02:03`.
pub fn clock(ms: f64) -> String {
    let seconds = (ms.max(0.0) / 1000.0) as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// How long a step took, as `0.4 ms`, `12 ms` or `3.1 s`.
pub fn took(ms: f64) -> String {
    match ms {
        ms if ms < 1.0 => say!("milliseconds", n = decimal(&format!("{ms:.1}"))),
        ms if ms < 1000.0 => say!("milliseconds", n = format!("{ms:.0}")),
        ms if ms < 100_000.0 => say!("seconds", n = decimal(&format!("{:.1}", ms / 1000.0))),
        ms => clock(ms),
    }
}

/// A message as a sentence: a capital letter first, a full stop last.
pub fn sentence(message: &str) -> String {
    let mut text = message.trim().to_owned();
    if let Some(first) = text.chars().next().map(char::len_utf8) {
        let large = host::large(&text[..first]);
        text.replace_range(..first, &large);
    }
    if !text.is_empty() && !text.ends_with(['.', '!', '?', ')', '`']) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_past() {
        let minute = 60_000;
        let said: Vec<String> = [0, 1, 59, 60, 1_439, 1_440, 100_000].map(|n| ago(0, n * minute)).into();
        assert_eq!(said, ["just now", "1 min ago", "59 min ago", "1 h ago", "23 h ago", "1 d ago", "2 months ago"]);
        assert_eq!(ago(10, 5), "just now", "a clock that is behind");
    }

    #[test]
    fn messages_become_sentences() {
        assert_eq!(sentence("you are signed out; sign in"), "You are signed out; sign in.");
        assert_eq!((sentence("Done."), sentence("öl"), sentence("")), ("Done.".into(), "Öl.".into(), String::new()));
    }

    #[test]
    fn durations() {
        assert_eq!([0.0, 7_900.0, 750_000.0, 3_723_000.0].map(clock), ["0:00", "0:07", "12:30", "1:02:03"]);
        assert_eq!([0.41, 12.2, 3_140.0, 130_000.0].map(took), ["0.4 ms", "12 ms", "3.1 s", "2:10"]);
    }
}
