//! The plan: a card a layer, in the order they are made, with its enrollments and flows and why they are so.

use crate::{PictureError, Subject, font, sheet::Drawn, stack::cut};
use editor::{
    Rect,
    draw::{Ink, Mark, Pen},
    palette::{self, Tint},
};
use messages::say;
use model::Point;
use planner::{LayerPlan, Plan};

/// A card's width, and the room inside it.
const WIDTH: f64 = 1_080.0;
const INSIDE: f64 = 20.0;
/// Where the column of flows begins, from the card's left.
const SECOND: f64 = 600.0;
const LINE: f64 = 20.0;
/// Head and heading of a card.
const HEAD: f64 = 66.0;
const APART: f64 = 16.0;
/// Rows of a column; the rest is counted.
const MOST_ROWS: usize = 200;

/// Cards, below a line that says what comes first.
pub struct Cards {
    hardware: String,
    cards: Vec<Card>,
}

struct Card {
    rect: Rect,
    name: String,
    kind: String,
    start: String,
    tint: Tint,
    /// Headings with their rows: what is done, and why.
    columns: [(String, Vec<(String, String)>); 2],
}

/// The cards of a plan.
pub fn plan(subject: Subject<'_>) -> Result<Cards, PictureError> {
    let plan = subject.plan.ok_or(PictureError::NoPlan)?;
    let tints = palette::tints(subject.draft);
    let mut top = 40.0;
    let mut cards = Vec::new();
    for layer in plan.layers().iter().filter(|layer| layer.bootstrapper.is_some()) {
        let id = subject.draft.layer_named(layer.name.as_str());
        let tint = id.and_then(|id| tints.get(&id)).cloned().unwrap_or(Tint::Plain);
        let card = card(layer, tint, top);
        top += card.rect.h + APART;
        cards.push(card);
    }
    Ok(Cards { hardware: hardware(plan), cards })
}

fn hardware(plan: &Plan) -> String {
    let n = plan.layers().iter().filter(|layer| layer.bootstrapper.is_none()).count();
    let n_commands: usize = plan.steps.iter().map(|step| step.make.len()).sum();
    say!("hardware-first", links = n, steps = plan.steps.len(), commands = n_commands)
}

fn card(layer: &LayerPlan, tint: Tint, top: f64) -> Card {
    let enrollments = layer
        .enrollments
        .iter()
        .take(MOST_ROWS)
        .enumerate()
        .map(|(at, one)| (format!("{:>3}  {} → {}", at + 1, one.enrollee, one.enroller), one.why.to_string()));
    let flows =
        layer.flows.iter().take(MOST_ROWS).map(|flow| (format!("{} ⇄ {}", flow.src, flow.dst), flow.why.to_string()));
    let column = |title: String, n: usize, mut rows: Vec<(String, String)>| {
        if n > MOST_ROWS {
            rows.push((say!("drawn-and-more", n = n - MOST_ROWS), String::new()));
        }
        (title, rows)
    };
    let (n_enrollments, n_flows) = (layer.enrollments.len(), layer.flows.len());
    let columns = [
        column(say!("drawn-enrollments", n = n_enrollments), n_enrollments, enrollments.collect()),
        column(say!("drawn-flows", n = n_flows), n_flows, flows.collect()),
    ];
    let n_rows = columns.iter().map(|(_, rows)| rows.len()).max().unwrap_or(0).max(1);
    let start = layer.bootstrapper.as_ref().map_or_else(String::new, |ipcp| say!("starts-with", ipcp = ipcp));
    let rect = Rect { x: 0.0, y: top, w: WIDTH, h: HEAD + n_rows as f64 * LINE + INSIDE };
    Card { rect, name: layer.name.to_string(), kind: layer.kind.to_string(), start, tint, columns }
}

impl Drawn for Cards {
    fn bounds(&self) -> Rect {
        let low = self.cards.last().map_or(40.0, |card| card.rect.y + card.rect.h);
        Rect { x: 0.0, y: 0.0, w: WIDTH, h: low }
    }

    fn draw(&self, pen: &dyn Pen, ink: &Ink, _: f64) {
        write(pen, (&self.hardware, 13.0, false), &ink.ink_2, Point { x: 0.0, y: 16.0 });
        for (at, card) in self.cards.iter().enumerate() {
            card.draw(at + 1, pen, ink);
        }
    }
}

impl Card {
    fn draw(&self, number: usize, pen: &dyn Pen, ink: &Ink) {
        let Rect { x, y, .. } = self.rect;
        pen.put(Mark::Begin);
        pen.put(Mark::Box(self.rect, 9.0));
        pen.put(Mark::Fill(&ink.surface));
        pen.put(Mark::Stroke(&ink.edge, 1.25));
        let disc = Point { x: x + INSIDE + 11.0, y: y + 25.0 };
        pen.put(Mark::Begin);
        pen.put(Mark::Circle(disc, 11.0));
        pen.put(Mark::Fill(ink.tint(&self.tint)));
        pen.put(Mark::Font(11.0, true));
        pen.put(Mark::Color(&ink.surface));
        pen.put(Mark::Text(&number.to_string(), disc));
        let mut at = Point { x: disc.x + 22.0, y: disc.y };
        at.x += write(pen, (&self.name, 14.0, true), &ink.ink, at) + 14.0;
        at.x += write(pen, (&self.kind, 12.0, false), &ink.ink_3, at) + 14.0;
        write(pen, (&self.start, 12.0, false), &ink.ink_2, at);
        let columns = self.columns.iter().zip([(INSIDE, SECOND - INSIDE), (SECOND, WIDTH - SECOND - INSIDE)]);
        for ((title, rows), (left, width)) in columns {
            let mut at = Point { x: x + left, y: y + HEAD - 14.0 };
            write(pen, (title, 11.0, true), &ink.ink_3, at);
            for (what, why) in rows {
                at.y += LINE;
                let what = cut(what, width, 12.0);
                let used = write(pen, (&what, 12.0, false), &ink.ink, at) + 14.0;
                if width - used > 60.0 {
                    write(
                        pen,
                        (&cut(why, width - used, 11.0), 11.0, false),
                        &ink.ink_3,
                        Point { x: at.x + used, ..at },
                    );
                }
            }
        }
    }
}

/// Writes a text of this size and weight that begins at `at`; how wide it is.
fn write(pen: &dyn Pen, (text, size, bold): (&str, f64, bool), color: &str, at: Point) -> f64 {
    let width = font::width(text, size);
    pen.put(Mark::Font(size, bold));
    pen.put(Mark::Color(color));
    pen.put(Mark::Text(text, Point { x: at.x + width / 2.0, y: at.y }));
    width
}
