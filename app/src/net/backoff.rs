//! How long to wait before trying again.

/// The wait before the attempt after `n_failed` failures, milliseconds: doubling from a quarter second to eight.
pub fn wait_ms(n_failed: u32) -> i32 {
    250 << n_failed.saturating_sub(1).min(5)
}

/// Resolves after `ms` milliseconds.
pub async fn pause(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_and_stops_doubling() {
        let waits: Vec<i32> = (1..9).map(wait_ms).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(wait_ms(0), 250);
        assert_eq!(wait_ms(u32::MAX), 8000);
    }
}
