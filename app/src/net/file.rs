//! Files people give: read in the browser, sent as text.

use api::Upload;
use wasm_bindgen_futures::JsFuture;

/// Larger files are refused before they are read, as the server would. Bytes.
const LARGEST: f64 = 10_000_000.0;

/// The file's name and text.
///
/// Errors: too large or unreadable, in words.
pub async fn text_of(file: &web_sys::File) -> Result<Upload, String> {
    let name = file.name();
    if file.size() > LARGEST {
        return Err(format!("{name} is larger than 10 MB. An experiment's file is text of at most 10 MB."));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.map(|text| Upload { name: name.clone(), text })
        .ok_or_else(|| format!("{name} could not be read. Is it still there, and is it a file rather than a folder?"))
}
