//! The same by Rust's own library.

/// The number nearest to a decimal text; none where it is no number.
pub(crate) fn nearest(text: &str) -> Option<f64> {
    text.parse().ok()
}

pub(crate) fn small(text: &str) -> String {
    text.to_lowercase()
}

pub(crate) fn large(text: &str) -> String {
    text.to_uppercase()
}

/// The cosine and the sine of an angle, radians.
pub fn direction(angle: f64) -> (f64, f64) {
    (angle.cos(), angle.sin())
}

/// A number to the power of another.
pub fn power(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}
