//! History, gestures, saving and what happens when saving fails.

use super::*;
use model::{Builder, LayerKind, Node, Place};

fn session() -> Session {
    let mut builder = Builder::default();
    for (name, x) in [("a", 0.0), ("b", 300.0)] {
        builder.node(Node { name: name.into(), position: Some(Point { x, y: 0.0 }), ..Node::default() });
    }
    Session::open(Opened { version: 7, draft: builder.finish(), ..Opened::default() })
}

fn add(session: &mut Session, name: &str) {
    let edit = Edit::AddNode { name: Some(name.into()), at: Point::default() };
    assert_eq!(session.edit(&edit), Ok(true));
}

fn names(session: &Session) -> Vec<&str> {
    session.draft().nodes().map(|(_, node)| node.name.as_str()).collect()
}

fn move_a(x: f64) -> Edit {
    Edit::Move(vec![(NodeId(1), Point { x, y: 0.0 })])
}

#[test]
fn opening_writes_nothing() {
    let session = session();
    assert_eq!((session.saving(), session.unsaved()), (Saving::Saved, None));
}

#[test]
fn undo_and_redo_walk_the_history() {
    let mut session = session();
    let before = session.draft().clone();
    add(&mut session, "c");
    let link = Edit::AddLink { name: None, kind: LayerKind::EthDix, ends: vec![NodeId(1), NodeId(3)], carry: vec![] };
    assert_eq!(session.edit(&link), Ok(true));
    let after = session.draft().clone();
    assert!(session.undo().is_some() && session.undo().is_some() && session.undo().is_none());
    assert_eq!(session.draft(), &before);
    assert!(session.redo().is_some() && session.redo().is_some() && session.redo().is_none());
    assert_eq!(session.draft(), &after);
}

#[test]
fn a_new_step_forgets_what_could_be_redone() {
    let mut session = session();
    add(&mut session, "c");
    session.undo();
    add(&mut session, "d");
    assert_eq!(session.redo_label(), None);
    assert_eq!(names(&session), ["a", "b", "d"]);
}

#[test]
fn an_older_state_comes_back_as_a_step_that_can_be_undone() {
    let mut session = session();
    add(&mut session, "c");
    add(&mut session, "d");
    session.undo();
    assert_eq!(session.draft_at(2).map(|draft| draft.nodes().len()), Some(4));
    assert_eq!(session.draft_at(9), None);
    assert!(session.restore(0) && !session.restore(0));
    assert_eq!(names(&session), ["a", "b"]);
    assert_eq!(session.undo_label(), Some("Restore the beginning"));
    session.undo();
    assert_eq!(names(&session), ["a", "b", "c"]);
}

#[test]
fn a_gesture_is_one_step() {
    let mut session = session();
    session.begin("Nudge");
    for x in [1.0, 2.0, 3.0] {
        session.edit(&move_a(x)).expect("a is there");
    }
    session.commit();
    assert_eq!(session.undo().as_deref(), Some("Nudge"));
    assert_eq!(session.place_of(NodeId(1)).x, 0.0);
    assert_eq!(session.undo_label(), None);
}

#[test]
fn a_gesture_that_ends_where_it_began_is_no_step() {
    let mut session = session();
    session.begin("Nudge");
    for x in [1.0, 0.0] {
        session.edit(&move_a(x)).expect("a is there");
    }
    session.commit();
    assert_eq!(session.saving(), Saving::Saved);
}

#[test]
fn escape_takes_a_gesture_back() {
    let mut session = session();
    let before = session.draft().clone();
    session.begin("Nudge");
    session.edit(&move_a(9.0)).expect("a is there");
    assert!(session.bail());
    assert_eq!(session.draft(), &before);
    assert_eq!(session.unsaved(), None);
}

#[test]
fn a_save_takes_what_is_pending_and_no_more() {
    let mut session = session();
    add(&mut session, "c");
    let save = session.take_save().expect("something to save");
    assert_eq!((save.version, save.ops.len(), session.saving()), (7, 1, Saving::UnderWay));
    add(&mut session, "d");
    assert_eq!(session.take_save(), None, "one save at a time");
    session.saved(8);
    assert_eq!(session.saving(), Saving::Waiting);
    assert_eq!(session.take_save().map(|save| (save.version, save.ops.len())), Some((8, 1)));
}

#[test]
fn a_long_day_keeps_its_last_steps_and_goes_in_parts() {
    let mut session = session();
    for step in 0..MOST_STEPS + 50 {
        add(&mut session, &format!("x{step}"));
    }
    assert_eq!(session.take_save().map(|save| save.ops.len()), Some(MOST_OPS));
    session.saved(7 + MOST_OPS as u64);
    assert_eq!(session.take_save().map(|save| save.ops.len()), Some(50));
    assert_eq!(std::iter::from_fn(|| session.undo()).count(), MOST_STEPS);
}

#[test]
fn what_could_not_be_sent_is_sent_again() {
    let mut session = session();
    add(&mut session, "c");
    let first = session.take_save();
    session.offline();
    assert_eq!(session.saving(), Saving::Offline);
    assert_eq!(session.take_save(), first);
}

#[test]
fn what_the_browser_kept_comes_back() {
    let mut kept = session();
    add(&mut kept, "c");
    add(&mut kept, "d");
    kept.undo();
    let save = kept.unsaved().expect("unsaved work");
    let mut fresh = session();
    assert_eq!(fresh.replay(&save).ok(), Some(3));
    assert_eq!(fresh.draft(), kept.draft());
    assert_eq!(fresh.redo_label(), kept.redo_label());
    let (other, mut elsewhere) = (Save { version: 6, ..save }, session());
    let before = elsewhere.draft().clone();
    assert!(elsewhere.replay(&other).is_err());
    assert_eq!(elsewhere.draft(), &before);
}

#[test]
fn what_was_kept_beside_other_work_is_still_there_to_decide_about() {
    let mut kept = session();
    add(&mut kept, "mine");
    let save = kept.unsaved().expect("unsaved work");
    let mut server = Opened { version: 7, draft: session().draft().clone(), ..Opened::default() };
    let mut other = Session::open(server.clone());
    add(&mut other, "theirs");
    assert!(serve(&mut server, &other.unsaved().expect("unsaved work")));
    let mut opened = Session::open(server);
    assert!(opened.replay(&save).is_err());
    let mine = opened.as_kept(&save);
    assert_eq!((names(&mine), mine.saving()), (vec!["a", "b", "mine"], Saving::Stale));
    assert_eq!(mine.unsaved(), Some(save), "it is kept on until that");
    let [change] = mine.history().0 else { panic!("one step") };
    let twice = Save { version: 6, ops: vec![Op::Do(change.clone()), Op::Do(change.clone())] };
    assert_eq!(names(&opened.as_kept(&twice)), ["a", "b", "theirs"], "what fits nowhere is left out");
}

#[test]
fn a_save_whose_answer_nobody_hears_goes_again_as_it_was() {
    let mut session = session();
    add(&mut session, "c");
    let first = session.take_save();
    add(&mut session, "d");
    let mut left = session.clone();
    assert_eq!((left.take_save(), left.take_save_again()), (None, first));
    left.saved(8);
    assert_eq!(left.take_save_again().map(|save| (save.version, save.ops.len())), Some((8, 1)));
    left.saved(9);
    assert_eq!(left.take_save_again(), None);
}

#[test]
fn a_lost_answer_is_not_a_conflict() {
    let mut session = session();
    add(&mut session, "c");
    let server = Opened { version: 8, draft: session.draft().clone(), ..Opened::default() };
    session.take_save();
    session.offline();
    add(&mut session, "d");
    assert!(session.arrived(&server));
    assert_eq!((session.version(), session.saving()), (8, Saving::Waiting));
    let mut theirs = self::session();
    add(&mut theirs, "x");
    let server = Opened { version: 9, draft: theirs.draft().clone(), ..Opened::default() };
    assert!(!session.arrived(&server), "somebody else's work is not mine");
}

#[test]
fn the_first_move_writes_the_places_that_were_worked_out() {
    let mut builder = Builder::default();
    for name in ["a", "b"] {
        builder.node(Node { name: name.into(), ..Node::default() });
    }
    let draft = builder.finish();
    let places = Placement::of(&draft).unwritten(&draft);
    let mut session = Session::open(Opened { draft, places, ..Opened::default() });
    let b = session.place_of(NodeId(2));
    session.edit(&move_a(999.0)).expect("a is there");
    assert_eq!(session.draft().node(NodeId(2)).and_then(|node| node.position), Some(b));
    session.undo();
    assert_eq!(session.draft().node(NodeId(2)).and_then(|node| node.position), None);
}

#[test]
fn a_refused_edit_changes_nothing() {
    let mut session = session();
    assert!(session.edit(&Edit::Rename(Place::Node(NodeId(99)), "x".into())).is_err());
    assert_eq!(session.saving(), Saving::Saved);
}

/// A small generator of whole numbers, the same every time.
fn numbers(mut state: u32) -> impl FnMut(u32) -> u32 {
    move |below| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    }
}

fn any_edit(next: &mut impl FnMut(u32) -> u32) -> Edit {
    let node = NodeId(1 + next(12));
    let place = Point { x: f64::from(next(900)), y: f64::from(next(900)) };
    match next(8) {
        0 | 1 => Edit::AddNode { name: None, at: place },
        2 | 3 => {
            let ends = vec![node, NodeId(1 + next(12))];
            Edit::AddLink { name: None, kind: LayerKind::EthDix, ends, carry: vec![] }
        }
        4 => {
            let over = model::edit::Over::Auto;
            Edit::AddLayer { name: None, kind: LayerKind::Unicast, members: vec![node, NodeId(1 + next(12))], over }
        }
        5 => Edit::Remove(vec![Place::Node(node), Place::Layer(model::LayerId(1 + next(12)))]),
        6 => Edit::Rename(Place::Node(node), format!("name{}", next(5))),
        _ => Edit::Move(vec![(node, place)]),
    }
}

#[test]
fn whatever_was_done_is_undone_redone_and_replayed() {
    for seed in 0..40 {
        let (mut session, mut next) = (session(), numbers(seed));
        let before = session.draft().clone();
        for _ in 0..120 {
            // Edits of what is not there are refused, as the page refuses them.
            let _ = session.edit(&any_edit(&mut next));
            if next(9) == 0 {
                session.undo();
            }
            if next(15) == 0 {
                session.redo();
            }
        }
        let after = session.draft().clone();
        let mut replayed = self::session();
        assert!(replayed.replay(&session.unsaved().expect("work")).is_ok());
        assert_eq!(replayed.draft(), &after, "seed {seed}");
        let n_undone = std::iter::from_fn(|| session.undo()).count();
        assert_eq!(session.draft(), &before, "seed {seed}");
        (0..n_undone).for_each(|_| drop(session.redo()));
        assert_eq!(session.draft(), &after, "seed {seed}");
    }
}

/// What the server does with a save; false if it builds on another version.
fn serve(server: &mut Opened, save: &Save) -> bool {
    let mut session = Session::open(server.clone());
    if save.version != server.version || session.replay(save).is_err() {
        return false;
    }
    let (history, n_done) = session.history();
    let (history, version) = (history.to_vec(), server.version + save.ops.len() as u64);
    *server = Opened { version, draft: session.draft().clone(), history, n_done, ..Opened::default() };
    true
}

/// A page as the app keeps it: after each gesture what is unsaved is kept, saves go out and are answered some time.
/// Killed after `n_moments`; the draft after the last gesture and the one before it, and what was kept.
fn killed(server: &mut Opened, (seed, n_moments): (u32, u32)) -> ([Draft; 2], Option<Save>) {
    let (mut page, mut next) = (Session::open(server.clone()), numbers(seed));
    let mut kept = None;
    let mut drafts = [page.draft().clone(), page.draft().clone()];
    let mut answer = None;
    for moment in 0..n_moments {
        let is_last = moment + 1 == n_moments;
        match next(6) {
            0 => drop(page.undo()),
            1 => drop(page.redo()),
            2 if answer.is_none() => {
                if let Some(save) = page.take_save() {
                    assert!(serve(server, &save), "seed {seed}: the server takes what builds on its version");
                    answer = Some(server.version);
                }
            }
            3 => {
                if let Some(version) = answer.take() {
                    page.saved(version);
                }
            }
            _ => {
                page.begin("gesture");
                (0..=next(3)).for_each(|_| drop(page.edit(&any_edit(&mut next))));
                page.commit();
            }
        }
        if *page.draft() != drafts[1] {
            drafts = [drafts[1].clone(), page.draft().clone()];
        }
        // Killed before it could be kept, perhaps.
        if !is_last || next(2) == 0 {
            kept = page.unsaved();
        }
    }
    (drafts, kept)
}

#[test]
fn a_page_killed_at_any_moment_loses_its_last_gesture_at_most() {
    for seed in 0..200 {
        let blank = session();
        let mut server = Opened { version: 7, draft: blank.draft().clone(), ..Opened::default() };
        // Killed, opened and killed again: what was kept goes on where it stood.
        for life in 0..3 {
            let (drafts, kept) = killed(&mut server, (seed * 3 + life, 1 + (seed * 7 + life) % 60));
            let mut opened = Session::open(server.clone());
            if let Some(kept) = kept {
                assert!(opened.replay(&kept).is_ok(), "seed {seed}, life {life}: what was kept is no conflict");
            }
            assert!(drafts.contains(opened.draft()), "seed {seed}, life {life}: more than a gesture is lost");
            if let Some(save) = opened.unsaved() {
                assert!(serve(&mut server, &save), "seed {seed}: what came back is saved");
            }
        }
    }
}
