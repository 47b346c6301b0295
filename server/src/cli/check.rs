//! `conga check`: everything wrong with an experiment, one finding a line, then a count.

use super::{Usage, input, output};
use crate::prepare::{Unprepared, Wanted, prepare};
use model::{Draft, Finding, Severity};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say everything that is wrong with an experiment.
#[derive(clap::Args)]
pub struct CheckArgs {
    /// The experiment, in any format known; - is standard input
    file: PathBuf,
}

/// Exit status 0 without errors, 1 with.
pub fn check(args: &CheckArgs) -> Result<ExitCode, Usage> {
    let draft = input::open(&args.file)?.draft;
    let findings = model::check::check(&draft);
    let mut text = lines(&findings, &draft);
    let mut n_errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let n_warnings = findings.len() - n_errors;
    if n_errors == 0 {
        let refused = refusals(draft);
        n_errors += refused.len();
        text.extend(refused.iter().map(|line| format!("error prototype experiment: {}\n", output::harmless(line))));
    }
    output::print(&format!("{text}{}\n", count(n_errors, n_warnings)))?;
    Ok(if n_errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Findings as `severity code place: message; mend`, one a line.
pub fn lines(findings: &[Finding], draft: &Draft) -> String {
    let line = |finding: &Finding| {
        let Finding { severity, code, at, message, advice, .. } = finding;
        let line = format!("{severity} {code} {}: {message}; {advice}", at.label(draft));
        format!("{}\n", output::harmless(&line))
    };
    findings.iter().map(line).collect()
}

/// What the experiment's prototype cannot do of it.
fn refusals(draft: Draft) -> Vec<String> {
    match prepare(draft, &Wanted::default()) {
        Ok(_) | Err(Unprepared::Findings(_)) => Vec::new(),
        Err(Unprepared::Prototype(refused)) => refused,
        Err(Unprepared::Unknown(refused)) => vec![refused],
    }
}

fn count(n_errors: usize, n_warnings: usize) -> String {
    let of = |n: usize, what: &str| match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let counts: Vec<String> = [of(n_errors, "error"), of(n_warnings, "warning")].into_iter().flatten().collect();
    if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_in_words() {
        assert_eq!(count(0, 0), "no findings");
        assert_eq!(count(2, 1), "2 errors, 1 warning");
        assert_eq!(count(0, 3), "3 warnings");
        assert_eq!(count(1, 0), "1 error");
    }
}
