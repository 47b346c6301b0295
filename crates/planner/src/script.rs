//! A plan as text: a script for a shell, and the transcript people know.

pub fn script(_p: &crate::Plan) -> String {
    String::new()
}
pub fn transcript(_p: &crate::Plan) -> String {
    String::new()
}
