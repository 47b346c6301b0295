//! SVG, by a small writer: shapes, texts, and a group a thing.

use crate::{
    font,
    paper::{Paint, Paper, Segment, Stylus, Text},
    sheet::Sheet,
};
use editor::draw::Part;
use model::{Draft, LayerId, NodeId, Point};

/// A file of its own, its font inside.
pub fn file(sheet: &Sheet<'_>) -> String {
    let body = body(sheet, sheet.scale, false);
    let style = format!("<style>{}</style>", font::faces(&body));
    element(sheet, &style, &body)
}

/// The same without a font, for who brings one; seen at `scale` pixels a unit.
pub fn bare(sheet: &Sheet<'_>, scale: f64) -> String {
    element(sheet, "", &body(sheet, scale, false))
}

/// All that is drawn at this scale; `live` says of each thing what it is, for scripts.
pub fn body(sheet: &Sheet<'_>, scale: f64, live: bool) -> String {
    let pen = Stylus::on(SvgPaper { out: String::with_capacity(1 << 16), draft: sheet.draft, live, n_open: 0 });
    sheet.draw(&pen, scale);
    pen.done().out
}

fn element(sheet: &Sheet<'_>, style: &str, body: &str) -> String {
    let (bounds, scale) = (sheet.bounds, sheet.scale);
    let mut out = String::with_capacity(body.len() + style.len() + 1024);
    out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(&mut out, "width", (bounds.w * scale).round());
    attribute(&mut out, "height", (bounds.h * scale).round());
    out.push_str(&view_box(sheet));
    out.push_str("><title>");
    escape(&mut out, &sheet.title);
    out.push_str("</title>");
    out.push_str(style);
    out.push_str("<rect");
    [("x", bounds.x), ("y", bounds.y), ("width", bounds.w), ("height", bounds.h)]
        .into_iter()
        .for_each(|(name, value)| attribute(&mut out, name, value));
    out.push_str(&format!(" fill=\"{}\"/>", sheet.ink.ground));
    out.push_str(&format!(
        "<g font-family=\"'{}', ui-monospace, monospace\" text-anchor=\"middle\" stroke-linejoin=\"round\" xml:space=\"preserve\">\n",
        font::FAMILY
    ));
    out.push_str(body);
    out.push_str("</g></svg>\n");
    out
}

/// The attribute that says which part of the canvas is shown.
pub fn view_box(sheet: &Sheet<'_>) -> String {
    let mut out = String::from(" viewBox=\"");
    for (at, value) in [sheet.bounds.x, sheet.bounds.y, sheet.bounds.w, sheet.bounds.h].into_iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        number(&mut out, value);
    }
    out.push('"');
    out
}

struct SvgPaper<'d> {
    out: String,
    draft: &'d Draft,
    live: bool,
    /// Groups that are open and were written.
    n_open: usize,
}

impl Paper for SvgPaper<'_> {
    fn shape(&mut self, path: &[Segment], paint: Paint<'_>) {
        let out = &mut self.out;
        match path {
            [Segment::Box(rect, radius)] => {
                out.push_str("<rect");
                [("x", rect.x), ("y", rect.y), ("width", rect.w), ("height", rect.h)]
                    .into_iter()
                    .for_each(|(name, value)| attribute(out, name, value));
                if *radius > 0.0 {
                    attribute(out, "rx", *radius);
                }
            }
            [Segment::Circle(at, radius)] => {
                out.push_str("<circle");
                [("cx", at.x), ("cy", at.y), ("r", *radius)]
                    .into_iter()
                    .for_each(|(name, value)| attribute(out, name, value));
            }
            _ => {
                out.push_str("<path d=\"");
                path.iter().for_each(|segment| put_segment(out, segment));
                out.push('"');
            }
        }
        put_paint(out, paint);
        out.push_str("/>\n");
    }

    fn text(&mut self, text: Text<'_>) {
        let out = &mut self.out;
        out.push_str("<text");
        attribute(out, "x", text.at.x);
        attribute(out, "y", text.at.y + text.size * font::BASELINE);
        attribute(out, "font-size", text.size);
        if text.bold {
            out.push_str(" font-weight=\"700\"");
        }
        match text.halo {
            // What lies behind a text is the same text: nobody wants to select or hear it twice.
            Some(width) => {
                out.push_str(" fill=\"none\" aria-hidden=\"true\" style=\"user-select:none\"");
                word(out, "stroke", text.color);
                attribute(out, "stroke-width", width);
            }
            None => word(out, "fill", text.color),
        }
        if text.alpha < 1.0 {
            attribute(out, "opacity", text.alpha);
        }
        out.push('>');
        escape(out, text.text);
        out.push_str("</text>\n");
    }

    fn open(&mut self, part: Part<'_>) {
        self.n_open += 1;
        let out = &mut self.out;
        match part {
            Part::Area(layer) => group(out, "area", &[("layer", layer.0)]),
            Part::Node(node) => group(out, "node", &[("node", node.id.0)]),
            Part::Chip(chip) => group(out, "chip", &[("layer", chip.layer.0)]),
            Part::Link(link) => group(out, "link", &[("layer", link.layer.0)]),
            Part::Hub(hub) => group(out, "hub", &[("layer", hub.layer.0)]),
            Part::Arc(layer) => group(out, "arc", &[("layer", layer.0)]),
        }
        if self.live {
            match part {
                Part::Node(node) => self.say_node(node.id),
                Part::Link(link) => self.say_layer(link.layer, &link.carries),
                Part::Hub(hub) => self.say_layer(hub.layer, &hub.carries),
                Part::Chip(chip) => self.say_name(chip.layer),
                Part::Area(_) | Part::Arc(_) => {}
            }
        }
        self.out.push('>');
        if let Part::Node(node) = part {
            let whole = self.draft.node(node.id).filter(|_| node.fold.is_none());
            self.title(whole.map_or(&node.name, |node| &node.name));
        }
    }

    fn shut(&mut self) {
        if self.n_open > 0 {
            self.n_open -= 1;
            self.out.push_str("</g>\n");
        }
    }
}

impl SvgPaper<'_> {
    /// A node's name, and the layers it is in.
    fn say_node(&mut self, id: NodeId) {
        let Some(node) = self.draft.node(id) else { return };
        word(&mut self.out, "data-name", &node.name);
        let layers: Vec<String> = node.members.iter().map(|member| member.layer.0.to_string()).collect();
        word(&mut self.out, "data-in", &layers.join(" "));
    }

    /// A layer's name, and the layers it carries.
    fn say_layer(&mut self, id: LayerId, carries: &[LayerId]) {
        self.say_name(id);
        let carries: Vec<String> = carries.iter().map(|layer| layer.0.to_string()).collect();
        word(&mut self.out, "data-carries", &carries.join(" "));
    }

    fn say_name(&mut self, id: LayerId) {
        word(&mut self.out, "data-name", self.draft.layer(id).map_or("", |layer| &layer.name));
    }

    /// What is shown when somebody points at it: the whole name, where the box has room for a part.
    fn title(&mut self, name: &str) {
        self.out.push_str("<title>");
        escape(&mut self.out, name);
        self.out.push_str("</title>");
    }
}

fn group(out: &mut String, class: &str, data: &[(&str, u32)]) {
    out.push_str(&format!("<g class=\"{class}\""));
    data.iter().for_each(|(name, id)| out.push_str(&format!(" data-{name}=\"{id}\"")));
}

fn put_segment(out: &mut String, segment: &Segment) {
    match segment {
        Segment::Move(to) => points(out, 'M', &[*to]),
        Segment::Line(to) => points(out, 'L', &[*to]),
        Segment::Curve(over, to) => points(out, 'Q', &[*over, *to]),
        Segment::Cubic(a, b, to) => points(out, 'C', &[*a, *b, *to]),
        Segment::Close => out.push('Z'),
        Segment::Box(rect, _) => {
            let [a, b, c, d] = rect.corners();
            points(out, 'M', &[a]);
            points(out, 'L', &[b, c, d]);
            out.push('Z');
        }
        Segment::Circle(at, radius) => {
            points(out, 'M', &[Point { x: at.x - radius, y: at.y }]);
            for across in [2.0 * radius, -2.0 * radius] {
                out.push('a');
                [*radius, *radius, 0.0, 1.0, 0.0, across, 0.0].into_iter().enumerate().for_each(|(at, value)| {
                    if at > 0 {
                        out.push(' ');
                    }
                    number(out, value);
                });
            }
            out.push('Z');
        }
    }
}

fn points(out: &mut String, letter: char, points: &[Point]) {
    out.push(letter);
    for (at, point) in points.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        number(out, point.x);
        out.push(' ');
        number(out, point.y);
    }
}

fn put_paint(out: &mut String, paint: Paint<'_>) {
    word(out, "fill", paint.fill.unwrap_or("none"));
    if let Some((color, width)) = paint.stroke {
        word(out, "stroke", color);
        attribute(out, "stroke-width", width);
        if !paint.dash.is_empty() {
            out.push_str(" stroke-dasharray=\"");
            paint.dash.iter().enumerate().for_each(|(at, length)| {
                if at > 0 {
                    out.push(' ');
                }
                number(out, *length);
            });
            out.push('"');
        }
    }
    if paint.alpha < 1.0 {
        attribute(out, "opacity", paint.alpha);
    }
}

fn attribute(out: &mut String, name: &str, value: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    number(out, value);
    out.push('"');
}

fn word(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

/// With at most two digits behind the point: finer than any screen.
fn number(out: &mut String, value: f64) {
    let hundredths = (value * 100.0).round() as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    out.push_str(&whole.to_string());
    if rest > 0 {
        out.push('.');
        out.push(char::from(b'0' + (rest / 10) as u8));
        if rest % 10 > 0 {
            out.push(char::from(b'0' + (rest % 10) as u8));
        }
    }
}

/// Text as XML takes it; what XML has no way to write becomes a replacement mark.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let short = |value: f64| {
            let mut out = String::new();
            number(&mut out, value);
            out
        };
        let all = [0.0, -0.001, 1.5, -0.25, 12.345_6, 1e6, f64::NAN].map(short);
        assert_eq!(all, ["0", "0", "1.5", "-0.25", "12.35", "1000000", "0"]);
    }

    #[test]
    fn nothing_leaves_its_text() {
        let mut out = String::new();
        escape(&mut out, "<script>&\"'\u{0}\n");
        assert_eq!(out, "&lt;script&gt;&amp;&quot;&#39;\u{fffd}\u{fffd}");
    }
}
