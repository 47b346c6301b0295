//! The viewer: one HTML file to pan, zoom, light layers up and search. It needs no server and asks for nothing.

use crate::{font, sheet::Sheet, svg};
use editor::palette;
use messages::{say, spoken};

const STYLE: &str = include_str!("viewer/viewer.css");
const SCRIPT: &str = include_str!("viewer/viewer.js");

/// The file.
pub fn file(sheet: &Sheet<'_>) -> String {
    // A page is made to look closer: all of it is there from the beginning.
    let body = svg::body(sheet, 1.0, true);
    let ink = &sheet.ink;
    let mut title = String::new();
    svg::escape(&mut title, &sheet.title);
    let mut out = String::with_capacity(body.len() + STYLE.len() + SCRIPT.len() + 100_000);
    out.push_str(&format!("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">", spoken().language()));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    // Nothing is fetched, whatever the drawing says.
    out.push_str("<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:\">");
    out.push_str(&format!("<title>{title}</title><style>{}\n:root{{", font::faces(&body)));
    let scheme = if sheet.dark { "dark" } else { "light" };
    let colors = [
        ("ground", &ink.ground),
        ("surface", &ink.surface),
        ("ink", &ink.ink),
        ("ink-3", &ink.ink_3),
        ("edge", &ink.edge),
        ("accent", &ink.accent),
    ];
    colors.iter().for_each(|(name, color)| out.push_str(&format!("--{name}:{color};")));
    out.push_str(&format!("color-scheme:{scheme}}}\n{STYLE}</style></head><body>\n<header><h1>{title}</h1>"));
    out.push_str(&controls());
    out.push_str("</header>\n<main>");
    if sheet.drawn.has_layers() {
        out.push_str(&layers(sheet));
    }
    out.push_str(&format!(
        "<svg id=\"picture\" tabindex=\"0\" role=\"img\" aria-label=\"{title}\" font-family=\"'{}', ui-monospace, monospace\" text-anchor=\"middle\" stroke-linejoin=\"round\" xml:space=\"preserve\"{}>\n",
        font::FAMILY,
        svg::view_box(sheet)
    ));
    out.push_str(&body);
    out.push_str(&format!("</svg></main>\n<script>{SCRIPT}</script></body></html>\n"));
    out
}

/// The field to search in and the buttons; how many are found is said by the script, in the words it is given.
fn controls() -> String {
    let (find, find_key, none) = (say!("find-a-name"), say!("find-a-name-key"), say!("no-hit"));
    let hit = say!("hit-of", at = "{at}", all = "{all}");
    let (less, less_key) = (say!("viewer-zoom-out"), say!("viewer-zoom-out-key"));
    let (more, more_key) = (say!("viewer-zoom-in"), say!("viewer-zoom-in-key"));
    let (all, all_key) = (say!("viewer-all"), say!("viewer-all-key"));
    format!(
        "<input id=\"find\" type=\"search\" placeholder=\"{find_key}\" aria-label=\"{find}\">\
         <output id=\"found\" data-hit=\"{hit}\" data-none=\"{none}\"></output>\
         <span class=\"zoom\"><button id=\"out\" aria-label=\"{less}\" title=\"{less_key}\">−</button>\
         <button id=\"in\" aria-label=\"{more}\" title=\"{more_key}\">+</button>\
         <button id=\"all\" title=\"{all_key}\">{all}</button></span>"
    )
}

/// A button a layer that is not hardware.
fn layers(sheet: &Sheet<'_>) -> String {
    let tints = palette::tints(sheet.draft);
    let members = sheet.draft.members_by_layer();
    let mut out = format!("<nav id=\"layers\" aria-label=\"{}\">", say!("viewer-layers"));
    for (id, layer) in sheet.draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()) {
        let color = tints.get(&id).map_or(sheet.ink.edge_strong.as_str(), |tint| sheet.ink.tint(tint));
        let n_members = members.get(&id).map_or(0, Vec::len);
        let mut name = String::new();
        svg::escape(&mut name, &layer.name);
        out.push_str(&format!(
            "<button data-layer=\"{}\" data-color=\"{color}\" aria-pressed=\"false\"><i style=\"background:{color}\"></i>{name}<small>{n_members}</small></button>",
            id.0
        ));
    }
    out.push_str("</nav>");
    out
}
