//! Link quality in the words of `tc netem`, as rlite's and IRATI's files hold it.

use model::{Distribution, LinkQuality};

/// Rate, delay, jitter and loss as `tc netem` takes them; empty for a perfect wire.
pub(crate) fn words(quality: &LinkQuality) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(rate) = quality.rate_mbit {
        words.extend(["rate".to_owned(), rate_word(rate)]);
    }
    if quality.delay_ms.is_some() || quality.jitter_ms.is_some() {
        words.extend(["delay".to_owned(), format!("{}ms", quality.delay_ms.unwrap_or(0.0))]);
        words.extend(quality.jitter_ms.map(|jitter| format!("{jitter}ms")));
        if quality.jitter_ms.is_some() {
            words.extend(quality.delay_correlation_percent.map(|percent| format!("{percent}%")));
        }
        if let Some(distribution) = quality.distribution {
            words.extend(["distribution".to_owned(), format!("{distribution:?}").to_ascii_lowercase()]);
        }
    }
    if let Some(loss) = quality.loss_percent {
        words.extend(["loss".to_owned(), format!("{loss}%")]);
        words.extend(quality.loss_correlation_percent.map(|percent| format!("{percent}%")));
    }
    words
}

/// A rate in the largest unit that says it in whole numbers.
fn rate_word(mbit: f64) -> String {
    for (unit, per_mbit) in [("gbit", 0.001), ("mbit", 1.0), ("kbit", 1_000.0)] {
        let n = mbit * per_mbit;
        if n >= 1.0 && (n.round() - n).abs() < 1e-9 {
            return format!("{}{unit}", n.round());
        }
    }
    format!("{}bit", (mbit * 1e6).round())
}

/// The quality that words of `tc netem` describe, and the words not understood.
pub(crate) fn parse<'w>(words: &[&'w str]) -> (LinkQuality, Vec<&'w str>) {
    let (mut quality, mut unknown, mut at) = (LinkQuality::default(), Vec::new(), 0);
    while at < words.len() {
        let rest = &words[at + 1..];
        let value = |n: usize, parse: fn(&str) -> Option<f64>| rest.get(n).and_then(|word| parse(word));
        let n_values = match words[at] {
            "rate" => value(0, rate).map_or(0, |mbit| {
                quality.rate_mbit = (mbit > 0.0).then_some(mbit);
                1
            }),
            "delay" | "latency" => {
                quality.delay_ms = value(0, time_ms);
                quality.jitter_ms = quality.delay_ms.and_then(|_| value(1, time_ms)).filter(|jitter| *jitter > 0.0);
                quality.delay_correlation_percent = quality.jitter_ms.and_then(|_| value(2, percent));
                count([quality.delay_ms, quality.jitter_ms, quality.delay_correlation_percent])
            }
            "distribution" => rest.first().and_then(|word| distribution(word)).map_or(0, |distribution| {
                quality.distribution = Some(distribution);
                1
            }),
            "loss" | "drop" => {
                let n_random = usize::from(rest.first() == Some(&"random"));
                quality.loss_percent = value(n_random, percent);
                quality.loss_correlation_percent = quality.loss_percent.and_then(|_| value(n_random + 1, percent));
                let n = count([quality.loss_percent, quality.loss_correlation_percent]);
                if n > 0 { n + n_random } else { 0 }
            }
            _ => 0,
        };
        if n_values == 0 {
            unknown.push(words[at]);
        }
        at += 1 + n_values;
    }
    (quality, unknown)
}

fn count<const N: usize>(values: [Option<f64>; N]) -> usize {
    values.iter().flatten().count()
}

fn distribution(word: &str) -> Option<Distribution> {
    match word {
        "normal" => Some(Distribution::Normal),
        "pareto" => Some(Distribution::Pareto),
        "paretonormal" => Some(Distribution::Paretonormal),
        _ => None,
    }
}

/// A number that is none below 0, and its unit.
fn measured(word: &str) -> Option<(f64, String)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let number: f64 = word[..end].parse().ok()?;
    Some((number, word[end..].to_ascii_lowercase()))
}

fn percent(word: &str) -> Option<f64> {
    measured(word).filter(|(number, unit)| unit == "%" && *number <= 100.0).map(|found| found.0)
}

/// Milliseconds; a bare number counts microseconds, as for `tc`.
fn time_ms(word: &str) -> Option<f64> {
    let (number, unit) = measured(word)?;
    match unit.as_str() {
        "s" | "sec" | "secs" => Some(number * 1_000.0),
        "ms" | "msec" | "msecs" => Some(number),
        "" | "us" | "usec" | "usecs" => Some(number / 1_000.0),
        _ => None,
    }
}

/// Mbit/s; 0 stands for no limit.
pub(crate) fn rate(word: &str) -> Option<f64> {
    let (number, unit) = measured(word)?;
    match unit.as_str() {
        "gbit" | "gbps" => Some(number * 1_000.0),
        "mbit" | "mbps" => Some(number),
        "kbit" | "kbps" => Some(number / 1_000.0),
        "bit" | "bps" => Some(number / 1_000_000.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let quality = LinkQuality {
            delay_ms: Some(10.5),
            jitter_ms: Some(2.0),
            delay_correlation_percent: Some(25.0),
            distribution: Some(Distribution::Pareto),
            loss_percent: Some(0.1),
            loss_correlation_percent: Some(5.0),
            rate_mbit: Some(2.5),
        };
        let written = words(&quality);
        assert_eq!(written.join(" "), "rate 2500kbit delay 10.5ms 2ms 25% distribution pareto loss 0.1% 5%");
        let read: Vec<&str> = written.iter().map(String::as_str).collect();
        assert_eq!(parse(&read), (quality, vec![]));
    }

    #[test]
    fn words_not_understood_are_told() {
        let (quality, unknown) = parse(&["rate", "10gbit", "duplicate", "1%", "delay", "1000", "loss", "random", "3%"]);
        assert_eq!((quality.rate_mbit, quality.delay_ms, quality.loss_percent), (Some(10_000.0), Some(1.0), Some(3.0)));
        assert_eq!(unknown, ["duplicate", "1%"]);
        assert_eq!(parse(&["loss", "random", "x"]).1, ["loss", "random", "x"]);
    }
}
