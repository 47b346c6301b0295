//! From a draft to what a run needs: the draft as it will be run, the design checked, the plan made.

use messages::say;
use model::{Change, Design, Draft, Finding, Settings, Swap, change};
use planner::{Family, Plan};
use std::sync::Arc;

/// What is asked for beside what the draft says; none means as the draft says.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The prototype's dialect.
    pub dialect: Option<String>,
    /// The testbed's kind.
    pub testbed: Option<String>,
}

/// All that a run needs.
#[derive(Debug)]
pub struct Prepared {
    /// The draft as it will be run.
    pub draft: Draft,
    /// What will be done.
    pub plan: Plan,
    /// The dialect it is said in.
    pub dialect: String,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum Unprepared {
    /// The draft has errors: all findings, warnings too.
    #[error("{}", say!("experiment-has-errors"))]
    Findings(Vec<Finding>),
    /// The prototype cannot do what the draft asks for, in sentences.
    #[error("{}", .0.join("; "))]
    Prototype(Vec<String>),
    /// There is no such prototype, or dialect of it.
    #[error("{0}")]
    Unknown(String),
}

/// Checks `draft` with what is `wanted`, and plans it.
pub fn prepare(mut draft: Draft, wanted: &Wanted) -> Result<Prepared, Unprepared> {
    let family = family(&draft)?;
    let dialect = dialect(family, &draft, wanted)?;
    settle(&mut draft, &dialect, wanted.testbed.as_deref());
    let design = Design::try_from(draft).map_err(Unprepared::Findings)?;
    let plan = {
        let prototype = family.set_up(&design).map_err(Unprepared::Prototype)?;
        Plan::of(&design, prototype.as_ref())
    };
    Ok(Prepared { draft: design.draft().clone(), plan, dialect })
}

fn family(draft: &Draft) -> Result<&'static dyn Family, Unprepared> {
    prototypes::by_kind(&draft.settings().prototype.kind).map_err(|error| Unprepared::Unknown(error.to_string()))
}

fn dialect(family: &dyn Family, draft: &Draft, wanted: &Wanted) -> Result<String, Unprepared> {
    let known: Vec<&str> = family.dialects().iter().map(|(key, _)| *key).collect();
    let said = wanted.dialect.as_ref().or_else(|| draft.settings().prototype.options.get("dialect"));
    match said {
        None => Ok(known.first().copied().unwrap_or_default().to_owned()),
        Some(said) if known.contains(&said.as_str()) => Ok(said.clone()),
        Some(said) => {
            let known = known.join(", ");
            Err(Unprepared::Unknown(say!("has-no-dialect", prototype = family.kind(), asked = said, known = known)))
        }
    }
}

/// Writes the choices into the settings, so that the record of a run says what was run.
fn settle(draft: &mut Draft, dialect: &str, testbed: Option<&str>) {
    let before = draft.settings().clone();
    let mut after: Settings = before.clone();
    after.prototype.options.insert("dialect".to_owned(), dialect.to_owned());
    if let Some(testbed) = testbed {
        testbed.clone_into(&mut after.testbed.kind);
    }
    let swap = Swap { before: Some(Arc::new(before)), after: Some(Arc::new(after)) };
    change::apply(draft, &[Change::Settings(swap)]).expect("the settings were read a line above");
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Builder;

    #[test]
    fn an_unknown_dialect_is_answered_with_the_known_ones() {
        let wanted = Wanted { dialect: Some("klingon".into()), ..Wanted::default() };
        let refused = prepare(Builder::default().finish(), &wanted).expect_err("no such dialect");
        assert_eq!(refused.to_string(), "ouroboros has no dialect `klingon`; choose one of: today, seed, rumba");
    }

    #[test]
    fn what_was_chosen_is_in_the_draft_that_is_run() {
        let mut draft = Builder::default().finish();
        settle(&mut draft, "seed", Some("emulator"));
        assert_eq!(draft.settings().prototype.options["dialect"], "seed");
        assert_eq!(draft.settings().testbed.kind, "emulator");
    }
}
