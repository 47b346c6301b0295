//! Secrets: random ids and keys, and the digests under which they are kept.

use sha2::{Digest, Sha256};

/// 128 random bits as 32 hexadecimal digits.
///
/// Panics when the operating system has no randomness to give: nothing here would be safe without.
pub fn random_id() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Looks like [`random_id`]'s work: the only text taken for an id from outside.
pub fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// What is stored in a secret's stead; whoever reads the file cannot sign in with it.
pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_and_look_like_ids() {
        let (one, other) = (random_id(), random_id());
        assert!(is_id(&one) && is_id(&other) && one != other);
    }

    #[test]
    fn what_is_no_id_is_seen() {
        for text in ["", "abc", "../../../../../../../../etc/pass", &"G".repeat(32), &"é".repeat(16)] {
            assert!(!is_id(text), "{text}");
        }
    }
}
