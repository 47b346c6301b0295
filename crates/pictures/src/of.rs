//! What pictures there are, and in which forms.

use crate::PictureError;
use std::str::FromStr;

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// Nodes, links, and the layers' marks on nodes.
    #[default]
    Map,
    /// Nodes and links alone.
    Links,
    /// One layer's graph, by its name: who reaches whom over what, enrollments and flows.
    Layer(String),
    /// The stacks of these nodes, by name; of all where it is empty.
    Stack(Vec<String>),
    /// What is decided about each layer, in order.
    Plan,
}

/// Every picture, as it is asked for.
const KNOWN: &str = "map, links, layer:NAME, stack, stack:NODE,NODE, plan";

impl FromStr for Of {
    type Err = PictureError;

    fn from_str(text: &str) -> Result<Self, PictureError> {
        let unknown = || PictureError::Unknown { what: "picture", name: text.to_owned(), known: KNOWN.to_owned() };
        match text.split_once(':').unwrap_or((text, "")) {
            ("map", "") => Ok(Self::Map),
            ("links", "") => Ok(Self::Links),
            ("plan", "") => Ok(Self::Plan),
            ("layer", name) if !name.is_empty() => Ok(Self::Layer(name.to_owned())),
            ("stack", names) => {
                Ok(Self::Stack(names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()))
            }
            _ => Err(unknown()),
        }
    }
}

/// A form of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines and text; its font is inside.
    Svg,
    /// Pixels.
    Png,
    /// A page of the picture's size; its fonts are inside.
    Pdf,
    /// One file for a browser, to pan, zoom, light layers up and search; it works from disk.
    Html,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Svg, Self::Png, Self::Pdf, Self::Html];

    /// How its files end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }

    /// What a web server calls it.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The form whose files end like `name`, whatever the case.
    pub fn by_ending(name: &str) -> Option<Self> {
        let ending = name.rsplit('.').next().unwrap_or(name);
        Self::ALL.into_iter().find(|form| form.ending().eq_ignore_ascii_case(ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_asked_for_in_a_word() {
        let of = |text: &str| text.parse::<Of>();
        assert_eq!(of("map"), Ok(Of::Map));
        assert_eq!(of("layer:n1"), Ok(Of::Layer("n1".into())));
        assert_eq!(of("stack:a,b"), Ok(Of::Stack(vec!["a".into(), "b".into()])));
        assert_eq!(of("stack"), Ok(Of::Stack(Vec::new())));
        for wrong in ["", "layer", "layer:", "map:x", "cat"] {
            assert!(of(wrong).is_err_and(|error| error.to_string().contains("layer:NAME")), "{wrong}");
        }
    }

    #[test]
    fn a_form_is_known_by_its_ending() {
        assert_eq!(Form::by_ending("a.b.SVG"), Some(Form::Svg));
        assert_eq!(Form::by_ending("pdf"), Some(Form::Pdf));
        assert_eq!(Form::by_ending("svg.txt"), None);
    }
}
