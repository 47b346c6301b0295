//! Our own icons: 16 px, one stroke weight, drawn with the text's colour.

use leptos::prelude::*;

/// An icon by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Something new.
    Add,
    /// Take a step back in time.
    Undo,
    /// Take it again.
    Redo,
    /// Start a run.
    Play,
    /// Stop, cancel.
    Stop,
    /// Done.
    Check,
    /// Close, dismiss.
    Close,
    /// More actions.
    More,
    /// Opens downwards.
    Down,
    /// Opens upwards, the one before.
    Up,
    /// A language.
    Globe,
    /// Leads on.
    Right,
    /// Leads back.
    Left,
    /// A file taken in.
    Upload,
    /// A file given out.
    Download,
    /// Make a copy.
    Copy,
    /// Change the name.
    Rename,
    /// Throw away.
    Trash,
    /// Look for.
    Search,
    /// Something is wrong.
    Alert,
    /// Something to know.
    Info,
    /// Time past: earlier runs.
    Clock,
    /// Type a command.
    Terminal,
    /// A node.
    Node,
    /// A link.
    Link,
    /// A layer.
    Layer,
    /// A service.
    Service,
    /// The map.
    Map,
    /// The stack of a node.
    Stack,
    /// A layer's graph.
    Graph,
    /// A list, a plan.
    List,
    /// Dark colours.
    Moon,
    /// Light colours.
    Sun,
    /// High contrast.
    Contrast,
    /// The command palette.
    Command,
    /// A note with a corner turned.
    Note,
    /// A padlock.
    Lock,
    /// A frame around nodes.
    Group,
    /// A loop drawn by hand.
    Lasso,
    /// The system's colours.
    Screen,
    /// Clean up.
    Broom,
    /// Fit to the window.
    Fit,
    /// What is selected, in the middle.
    Target,
    /// Two side by side.
    Split,
    /// The other way round.
    Turn,
    /// What differs.
    Diff,
    /// Several as one.
    Fold,
    /// Nearer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// The pointer.
    Pointer,
    /// Help.
    Help,
    /// Follow the tail.
    Tail,
    /// Arrange.
    Arrange,
    /// Settings.
    Sliders,
}

impl Glyph {
    /// The strokes, on a grid of 16 by 16.
    fn strokes(self) -> &'static str {
        match self {
            Self::Add => "M8 3v10M3 8h10",
            Self::Undo => "M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6",
            Self::Redo => "M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10",
            Self::Play => "M4.5 2.8v10.4L13 8z",
            Self::Stop => "M4 4h8v8H4z",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::More => "M3 7.5v1M8 7.5v1M13 7.5v1",
            Self::Down => "M4 6.5 8 10.5l4-4",
            Self::Up => "M4 9.5 8 5.5l4 4",
            Self::Globe => {
                "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM1.8 8h12.4M8 1.8c-3.6 3.6-3.6 8.8 0 12.4M8 1.8c3.6 3.6 3.6 8.8 0 12.4"
            }
            Self::Right => "M6.5 4l4 4-4 4",
            Self::Left => "M9.5 4l-4 4 4 4",
            Self::Upload => "M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3",
            Self::Download => "M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.5 10.5v3h11v-3",
            Self::Copy => "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
            Self::Rename => "M3 13l.6-2.8L10.8 3 13 5.2 5.8 12.4zM9.2 4.6l2.2 2.2",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14",
            Self::Alert => "M8 2.2 14.5 13.5h-13zM8 6.5v3M8 11.6h.01",
            Self::Info => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.3v3.8M8 4.9h.01",
            Self::Clock => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.5V8l2.5 1.8",
            Self::Terminal => "M1.8 2.8h12.4v10.4H1.8zM4.3 6l2 2-2 2M8 10.2h3.5",
            Self::Node => "M2.5 4.5h11v7h-11zM5 8h.01M8 8h3",
            Self::Link => {
                "M4 10.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM5.3 10.7l5.4-5.4"
            }
            Self::Layer => "M8 2.2 14.2 5.6 8 9 1.8 5.6zM1.8 10.2 8 13.6l6.2-3.4",
            Self::Service => {
                "M8 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3.8 3.8a6 6 0 0 0 0 8.4M12.2 3.8a6 6 0 0 1 0 8.4"
            }
            Self::Map => "M1.8 4l4-1.8 4.4 1.8 4-1.8v10l-4 1.8-4.4-1.8-4 1.8zM5.8 2.2v10M10.2 4v10",
            Self::Stack => "M2.5 2.5h11v3h-11zM2.5 6.5h11v3h-11zM2.5 10.5h11v3h-11z",
            Self::Graph => {
                "M8 1.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM3.2 10.6a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM12.8 10.6a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM7.2 5 4 10.8M8.8 5l3.2 5.8M5 12.3h6"
            }
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Self::Moon => "M13.5 9.3A5.8 5.8 0 0 1 6.7 2.5a5.8 5.8 0 1 0 6.8 6.8z",
            Self::Sun => {
                "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"
            }
            Self::Contrast => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M8 5h3.7M8 8h6M8 11h3.7",
            Self::Command => "M2 3.5h12v9H2zM4.5 6.3 6.5 8l-2 1.7M8 10h3.5",
            Self::Note => "M2.5 2.5h11v7l-4 4h-7zM13.5 9.5h-4v4M5 5.5h6M5 8h3",
            Self::Lock => "M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2M8 9.8v1.4",
            Self::Group => "M2 4.5h12v9H2zM4 2.5h5M5 8h2.5v2.5H5zM9.5 8h2v2.5h-2z",
            Self::Lasso => {
                "M8 2.5c3.3 0 6 1.7 6 3.8s-2.7 3.8-6 3.8-6-1.7-6-3.8 2.7-3.8 6-3.8zM4.6 9.3c-1 1.7.2 2.6 1.1 3.3M5.7 12.6l1 1.2"
            }
            Self::Screen => "M1.8 2.8h12.4v8H1.8zM5.5 13.5h5M8 10.8v2.7",
            Self::Broom => "M9.5 6.5l4-4.5M5.5 6.5l4.2 3.6-1.5 3.6L2 13.2l2-2zM5.5 6.5 4 11.2",
            Self::Fit => "M2.5 6v-3.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
            Self::Target => "M8 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4",
            Self::Split => "M2 3h12v10H2zM8 3v10",
            Self::Turn => "M4.5 2.5 2 5l2.5 2.5M2 5h11M11.5 8.5 14 11l-2.5 2.5M14 11H3",
            Self::Diff => "M5 2.5v6M2 5.5h6M8.5 12.5h5M13.5 2.5l-11 11",
            Self::Fold => "M4.5 11.5A2.7 2.7 0 0 1 4 6.2a4 4 0 0 1 7.7-.6 3 3 0 0 1-.2 5.9z",
            Self::ZoomIn => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14M7 5v4M5 7h4",
            Self::ZoomOut => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14M5 7h4",
            Self::Pointer => "M3.5 2.2l9 5-4 1.3-2 3.8z",
            Self::Help => {
                "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.4M8 11.4h.01"
            }
            Self::Tail => "M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M3 13.5h10",
            Self::Arrange => "M2.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4z",
            Self::Sliders => {
                "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM6 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z"
            }
        }
    }
}

/// The icon, hidden from screen readers: the words beside it, or the button's label, say what it means.
pub fn icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=glyph.strokes()/>
        </svg>
    }
}
