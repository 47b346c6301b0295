//! Files people give: read in the browser, sent as text.

use api::Upload;
use messages::say;
use wasm_bindgen_futures::JsFuture;

/// Larger files are refused before they are read, as the server would. Bytes.
const LARGEST: f64 = 10_000_000.0;

/// The file's name and text.
///
/// Errors: too large or unreadable, in words.
pub async fn text_of(file: &web_sys::File) -> Result<Upload, String> {
    let name = file.name();
    if file.size() > LARGEST {
        return Err(say!("larger-than-10-mb", name = name));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.map(|text| Upload { name: name.clone(), text }).ok_or_else(|| say!("could-not-be-read", name = name))
}
