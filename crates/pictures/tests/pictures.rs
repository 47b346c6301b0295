//! Pictures of small, large and hostile experiments, in every form.

use expect_test::expect;
use messages::{Language, speak};
use model::{Builder, Draft, Layer, LayerId, LayerKind, Member, Node, NodeId, Point, Settings};
use pictures::{Form, Of, PictureError, Subject, Wanted, picture};

/// Two nodes, a link between them, and a layer over it.
fn pair(names: [&str; 2]) -> Draft {
    let mut builder = Builder::new(Settings { title: "Pair".into(), ..Settings::default() });
    let e1 = builder.layer(Layer::of("e1", LayerKind::EthDix));
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    for (name, x) in names.into_iter().zip([0.0, 240.0]) {
        let members = vec![Member::of(e1), Member { over: vec![e1], ..Member::of(n1) }];
        builder.node(Node { name: name.into(), members, position: Some(Point { x, y: 0.0 }), ..Node::default() });
    }
    builder.finish()
}

/// `n` nodes in a ring of links, all in one layer.
fn ring(n: usize) -> Draft {
    let mut builder = Builder::default();
    let links: Vec<LayerId> = (0..n).map(|at| builder.layer(Layer::of(format!("e{at}"), LayerKind::EthDix))).collect();
    let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
    for at in 0..n {
        let (x, y) = ((at % 40) as f64 * 200.0, (at / 40) as f64 * 120.0);
        let over = vec![links[at], links[(at + 1) % n]];
        let mut members: Vec<Member> = over.iter().map(|id| Member::of(*id)).collect();
        members.push(Member { over, ..Member::of(n1) });
        builder.node(Node { name: format!("node{at}"), members, position: Some(Point { x, y }), ..Node::default() });
    }
    builder.finish()
}

fn drawn(draft: &Draft, wanted: &Wanted, form: Form) -> Vec<u8> {
    picture(Subject { draft, plan: None }, wanted, form).expect("a picture")
}

fn text(draft: &Draft, wanted: &Wanted, form: Form) -> String {
    String::from_utf8(drawn(draft, wanted, form)).expect("text")
}

/// An SVG without its font.
fn svg(draft: &Draft, wanted: &Wanted) -> String {
    let text = text(draft, wanted, Form::Svg);
    let (head, rest) = text.split_once("<style>").expect("a font");
    head.to_owned() + rest.split_once("</style>").expect("a font's end").1
}

fn of(of: &str) -> Wanted {
    Wanted { of: of.parse().expect("a picture"), ..Wanted::default() }
}

#[test]
fn a_map_is_shapes_and_texts() {
    expect![[r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="388" height="110" viewBox="-74 -55 388 110"><title>Pair</title><rect x="-74" y="-55" width="388" height="110" fill="#f5f6f8"/><g font-family="'DejaVu Sans Mono', ui-monospace, monospace" text-anchor="middle" stroke-linejoin="round" xml:space="preserve">
        <g class="link" data-layer="1"><path d="M0 0L240 0" fill="none" stroke="#8b95a5" stroke-width="1.5"/>
        </g>
        <g class="link" data-layer="1"><rect x="110" y="-7.5" width="20" height="15" fill="#f5f6f8"/>
        <text x="120" y="3.1" font-size="10" fill="#4a5362">e1</text>
        </g>
        <g class="node" data-node="1"><title>a</title><rect x="-46" y="-27" width="92" height="54" rx="7" fill="#ffffff" stroke="#8b95a5" stroke-width="1.25"/>
        <g class="chip" data-layer="2"><rect x="-12" y="4" width="24" height="15" rx="4" fill="#0277c1"/>
        <text x="0" y="14.6" font-size="10" font-weight="700" fill="#ffffff">n1</text>
        </g>
        <text x="0" y="-6.62" font-size="13" fill="#171b22">a</text>
        </g>
        <g class="node" data-node="2"><title>b</title><rect x="194" y="-27" width="92" height="54" rx="7" fill="#ffffff" stroke="#8b95a5" stroke-width="1.25"/>
        <g class="chip" data-layer="2"><rect x="228" y="4" width="24" height="15" rx="4" fill="#0277c1"/>
        <text x="240" y="14.6" font-size="10" font-weight="700" fill="#ffffff">n1</text>
        </g>
        <text x="240" y="-6.62" font-size="13" fill="#171b22">b</text>
        </g>
        </g></svg>
    "##]].assert_eq(&svg(&pair(["a", "b"]), &Wanted::default()));
}

#[test]
fn links_alone_have_no_marks_of_layers() {
    let text = svg(&pair(["a", "b"]), &of("links"));
    assert!(text.contains(">e1</text>") && !text.contains(">n1</text>"), "{text}");
}

#[test]
fn a_stack_has_its_rows() {
    expect![[r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="228" height="256" viewBox="-28 -28 228 256"><title>Pair: stacks</title><rect x="-28" y="-28" width="228" height="256" fill="#f5f6f8"/><g font-family="'DejaVu Sans Mono', ui-monospace, monospace" text-anchor="middle" stroke-linejoin="round" xml:space="preserve">
        <rect x="0" y="0" width="172" height="200" rx="12" fill="none" stroke="#d9dde4" stroke-width="1.25"/>
        <text x="86" y="23.38" font-size="13" font-weight="700" fill="#171b22">a</text>
        <path d="M86 84Q86 97 86 110Q86 123 86 136" fill="none" stroke="#0277c1" stroke-width="2"/>
        <rect x="20" y="136" width="132" height="44" rx="7" fill="#ffffff" stroke="#8b95a5" stroke-width="1.25"/>
        <rect x="25" y="141" width="5" height="34" rx="2.5" fill="#8b95a5"/>
        <text x="90" y="155.38" font-size="13" fill="#171b22">e1</text>
        <text x="90" y="170.86" font-size="11" fill="#636c7b">eth-dix</text>
        <rect x="20" y="40" width="132" height="44" rx="7" fill="#ffffff" stroke="#8b95a5" stroke-width="1.25"/>
        <rect x="25" y="45" width="5" height="34" rx="2.5" fill="#0277c1"/>
        <text x="90" y="59.38" font-size="13" fill="#171b22">n1</text>
        <text x="90" y="74.86" font-size="11" fill="#636c7b">unicast</text>
        </g></svg>
    "##]].assert_eq(&svg(&pair(["a", "b"]), &of("stack:a")));
}

#[test]
fn a_lit_layer_colours_its_links() {
    let draft = pair(["a", "b"]);
    let n1 = draft.layer_named("n1").expect("n1");
    let text = svg(&draft, &Wanted { lit: [n1].into(), ..Wanted::default() });
    assert!(text.contains("<g class=\"area\"") && text.contains("stroke=\"#0277c1\" stroke-width=\"3\""), "{text}");
}

#[test]
fn dark_is_dark() {
    let text = svg(&pair(["a", "b"]), &Wanted { dark: true, ..Wanted::default() });
    assert!(text.contains("#101317") && !text.contains("#f5f6f8"), "{text}");
}

#[test]
fn names_stay_names() {
    let nasty = ["</text><script>alert(1)</script>", "\"'&<!--\u{0}\u{ffff}"];
    let draft = pair(nasty);
    for (of, form) in [("map", Form::Svg), ("map", Form::Html), ("stack", Form::Html)] {
        let text = text(&draft, &self::of(of), form);
        assert!(!text.contains("<script>alert") && !text.contains("<!--\u{fffd}") && !text.contains('\u{0}'), "{of}");
    }
    assert!(drawn(&draft, &Wanted::default(), Form::Png).starts_with(b"\x89PNG"));
    assert!(drawn(&draft, &Wanted::default(), Form::Pdf).starts_with(b"%PDF-"));
}

#[test]
fn a_png_is_as_wide_as_asked_and_not_empty() {
    let png = drawn(&pair(["a", "b"]), &Wanted { width: Some(500), ..Wanted::default() }, Form::Png);
    assert_eq!(png[16..20], 500_u32.to_be_bytes());
    // One colour alone would pack into a few hundred bytes.
    assert!(png.len() > 2_000, "{} bytes", png.len());
    let twice = drawn(&pair(["a", "b"]), &Wanted::default(), Form::Png);
    assert_eq!(twice[16..20], 776_u32.to_be_bytes());
}

#[test]
fn a_pdf_brings_its_fonts_and_says_which_letters_they_are() {
    let pdf = drawn(&pair(["left", "right"]), &Wanted::default(), Form::Pdf);
    let text = String::from_utf8_lossy(&pdf);
    for part in ["/FontFile2", "DejaVuSansMono", "/ToUnicode", "/MediaBox"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("/Subtype /Image"));
}

#[test]
fn the_same_experiment_gives_the_same_bytes() {
    let draft = ring(12);
    for form in Form::ALL {
        assert_eq!(drawn(&draft, &Wanted::default(), form), drawn(&draft, &Wanted::default(), form), "{form:?}");
    }
}

#[test]
fn a_selection_is_drawn_alone() {
    let wanted = Wanted { only: [NodeId(1), NodeId(2)].into(), ..Wanted::default() };
    let text = svg(&ring(12), &wanted);
    assert_eq!(text.matches("<g class=\"node\"").count(), 2);
    assert_eq!(text.matches("<path").count(), 1);
}

#[test]
fn what_is_not_there_is_said() {
    let why = |of: &str| {
        let wanted = Wanted { of: of.parse().expect("a picture"), ..Wanted::default() };
        picture(Subject { draft: &pair(["a", "b"]), plan: None }, &wanted, Form::Svg)
            .expect_err("no picture")
            .to_string()
    };
    assert_eq!(why("layer:n9"), "there is no layer `n9`; there are: n1");
    assert_eq!(why("stack:c"), "there is no node `c`; there are: a, b");
    assert!(why("plan").contains("mend them first"));
    let nothing = picture(Subject { draft: &Draft::default(), plan: None }, &Wanted::default(), Form::Svg);
    assert!(matches!(nothing, Err(PictureError::Empty(_))));
}

#[test]
fn what_is_written_into_a_picture_is_of_the_language_spoken() {
    let page = |of: &Wanted| speak(Language::German, || text(&pair(["a", "b"]), of, Form::Html));
    let links = page(&of("links"));
    for said in ["<html lang=\"de\">", ": Links</h1>", "aria-label=\"Einen Namen suchen\"", "{at} von {all}", ">Alles<"]
    {
        assert!(links.contains(said), "{said}");
    }
    let alone = Wanted { of: Of::Stack(vec!["c".into()]), ..Wanted::default() };
    let refused = || {
        picture(Subject { draft: &pair(["a", "b"]), plan: None }, &alone, Form::Svg).map_err(|error| error.to_string())
    };
    assert_eq!(speak(Language::German, refused), Err("einen Knoten `c` gibt es nicht; es gibt: a, b".into()));
}

#[test]
fn nodes_at_the_end_of_the_world_are_refused() {
    let mut builder = Builder::default();
    for x in [-1e300, 0.0, 1e300] {
        builder.node(Node { name: "far".into(), position: Some(Point { x, y: 0.0 }), ..Node::default() });
    }
    let draft = builder.finish();
    for form in Form::ALL {
        let refused = picture(Subject { draft: &draft, plan: None }, &Wanted::default(), form);
        assert!(matches!(refused, Err(PictureError::TooLarge { .. })), "{form:?}");
    }
}

#[test]
fn a_large_map_fits_every_form() {
    let draft = ring(1_000);
    assert_eq!(svg(&draft, &Wanted::default()).matches("<g class=\"node\"").count(), 1_000);
    assert!(drawn(&draft, &Wanted::default(), Form::Png).starts_with(b"\x89PNG"));
    assert!(drawn(&draft, &Wanted::default(), Form::Pdf).starts_with(b"%PDF-"));
}

#[test]
fn a_viewer_needs_nothing_else() {
    let page = text(&pair(["a", "b"]), &Wanted::default(), Form::Html);
    assert!(
        page.contains("data-name=\"a\"") && page.contains("data-in=\"1 2\"") && page.contains("data-carries=\"2\"")
    );
    for outside in ["src=\"", "href=\"", "http://", "https://", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(Of::default(), Of::Map);
}
