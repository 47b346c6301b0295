//! The font of every picture: DejaVu Sans Mono, in two weights. Its licence lies beside the files.

/// Its name.
pub const FAMILY: &str = "DejaVu Sans Mono";
/// From one character to the next, for a size of 1.
pub const ADVANCE: f64 = 0.602;
/// How far the line of letters lies below the middle of a text, for a size of 1; as browsers' canvases set it.
pub const BASELINE: f64 = 0.26;

/// For libraries that draw letters.
pub const REGULAR: &[u8] = include_bytes!("../fonts/regular.ttf");
/// The same, bold.
pub const BOLD: &[u8] = include_bytes!("../fonts/bold.ttf");

/// For browsers, packed: letters of western Europe, and all that the others have too.
const LATIN: [&[u8]; 2] = [include_bytes!("../fonts/latin.woff2"), include_bytes!("../fonts/latin-bold.woff2")];
const FULL: [&[u8]; 2] = [include_bytes!("../fonts/full.woff2"), include_bytes!("../fonts/full-bold.woff2")];

/// How wide a text is.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().count() as f64 * ADVANCE * size
}

/// Style rules with the font inside; the small one where `text` has no letter beyond it.
pub fn faces(text: &str) -> String {
    let is_small = |c: char| matches!(c, '\0'..='\u{ff}' | '–' | '—' | '‘'..='”' | '•' | '…' | '←' | '→' | '⇄');
    let fonts = if text.chars().all(is_small) { LATIN } else { FULL };
    let face = |(font, weight): (&[u8], &str)| {
        let data = base64(font);
        format!(
            "@font-face{{font-family:\"{FAMILY}\";font-weight:{weight};src:url(data:font/woff2;base64,{data})format(\"woff2\")}}"
        )
    };
    [(fonts[0], "400"), (fonts[1], "700")].map(face).concat()
}

/// Source: RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_as_the_standard_says() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn greek_brings_the_larger_font() {
        assert!(faces("Ω").len() > 2 * faces("O…").len());
    }
}
