//! The same by JavaScript.

use js_sys::{JsString, Math, wasm_bindgen::JsValue};

/// The number nearest to a decimal text; none where it is no number.
pub(crate) fn nearest(text: &str) -> Option<f64> {
    Some(JsValue::from_str(text).unchecked_into_f64()).filter(|number| !number.is_nan())
}

pub(crate) fn small(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

pub(crate) fn large(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

/// The cosine and the sine of an angle, radians.
pub fn direction(angle: f64) -> (f64, f64) {
    (Math::cos(angle), Math::sin(angle))
}

/// A number to the power of another.
pub fn power(base: f64, exponent: f64) -> f64 {
    Math::pow(base, exponent)
}
