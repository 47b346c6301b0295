//! Keys as people read them, and whether one was pressed.

use messages::say;

/// Keys as the language names them: `Ctrl+Shift+Z` is `Strg+Umschalt+Z` in German.
pub fn named(keys: &str) -> String {
    if let Some(rest) = keys.strip_prefix("Ctrl+") {
        return say!("with-ctrl", key = named(rest));
    }
    if let Some(rest) = keys.strip_prefix("Shift+") {
        return say!("with-shift", key = named(rest));
    }
    let name = match keys {
        "Del" => say!("key-del"),
        "Enter" => say!("key-enter"),
        "Tab" => say!("key-tab"),
        "Esc" => say!("key-esc"),
        sign => sign,
    };
    name.to_owned()
}

/// Whether `keys`, as `Ctrl+Shift+Z`, is what was pressed; `key` as a browser names it. For signs Shift does not matter:
/// where they are on the keyboard differs.
pub fn is_pressed(keys: &str, key: &str, ctrl: bool, shift: bool) -> bool {
    let (wants_ctrl, rest) = keys.strip_prefix("Ctrl+").map_or((false, keys), |rest| (true, rest));
    let (wants_shift, name) = rest.strip_prefix("Shift+").map_or((false, rest), |rest| (true, rest));
    let is_sign = name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_punctuation());
    let name = match name {
        "Del" => "Delete",
        "Esc" => "Escape",
        "←" => "ArrowLeft",
        "→" => "ArrowRight",
        "↑" => "ArrowUp",
        "↓" => "ArrowDown",
        name => name,
    };
    !keys.is_empty() && wants_ctrl == ctrl && (is_sign || wants_shift == shift) && name.eq_ignore_ascii_case(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_case_and_signs_with_or_without_shift() {
        assert!(is_pressed("Ctrl+Shift+Z", "Z", true, true));
        assert!(!is_pressed("Ctrl+Shift+Z", "z", true, false));
        assert!(is_pressed("+", "+", false, true) && is_pressed("+", "+", false, false));
        assert!(is_pressed("↓", "ArrowDown", false, false));
        assert!(!is_pressed("1", "1", false, true));
        assert!(!is_pressed("", "", false, false));
    }
}
