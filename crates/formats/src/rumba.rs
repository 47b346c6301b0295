//! Rumba.
use crate::{Format, FormatError, Imported, Report, WriteError};
use model::Draft;
pub(crate) struct Rumba;
impl Format for Rumba {
    fn key(&self) -> &'static str {
        "rumba"
    }
    fn title(&self) -> &'static str {
        "Rumba script"
    }
    fn endings(&self) -> &'static [&'static str] {
        &[".py"]
    }
    fn looks_like(&self, text: &str) -> bool {
        text.contains("rumba")
    }
    fn read(&self, _text: &str) -> Result<Imported, FormatError> {
        let draft = Draft::default();
        Ok(Imported { report: Report::of("rumba", &draft), draft })
    }
    fn write(&self, _draft: &Draft) -> Result<Option<String>, WriteError> {
        Ok(None)
    }
}
