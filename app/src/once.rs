//! What leptos would compile again at every place it is used, compiled once for each type of value: the module is a fifth smaller.
//!
//! leptos is generic in the closure; here the closure is boxed first, so that everything around it is shared.

use leptos::{
    children::{ChildrenFn, ViewFn},
    prelude::*,
};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
};

/// A part of a page that changes: painted again when what it reads changes.
pub type Following = Arc<Mutex<dyn FnMut() -> AnyView + Send>>;

/// How a value follows from what was read, and from itself before.
type Rule<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value that follows what it reads, and tells others only when it differs.
pub fn memo<T, F>(run: F) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Option<&T>) -> T + Send + Sync + 'static,
{
    fn boxed<T: PartialEq + Send + Sync + 'static>(run: Rule<T>) -> Memo<T> {
        Memo::new(run)
    }
    boxed(Box::new(run))
}

/// What is done, in the browser only, when what it reads changes; it is given what it returned last.
pub fn effect<T: 'static>(run: impl FnMut(Option<T>) -> T + 'static) {
    fn boxed<T: 'static>(run: Box<dyn FnMut(Option<T>) -> T>) {
        Effect::new(run);
    }
    boxed(Box::new(run));
}

/// A part of a page that follows what it reads.
pub fn follow<V: IntoAny + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> Following {
    Arc::new(Mutex::new(move || view().into_any()))
}

/// What an event does.
pub fn act<E: 'static>(run: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(run)
}

/// Its children while `when` holds; else `fallback`, or nothing.
#[component(transparent)]
pub fn Show(
    /// Whether they are shown.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown.
    children: ChildrenFn,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    shown(memo(move |_| when()), children, fallback)
}

fn shown(when: Memo<bool>, children: ChildrenFn, fallback: ViewFn) -> Following {
    follow(move || if when.get() { children() } else { fallback.run() })
}

/// A row of a list, before it is painted.
struct Row {
    /// What tells it from the others.
    key: u64,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

/// One view for each item; an item whose key was there already keeps its view.
#[component(transparent)]
pub fn For<T, K, V>(
    /// The items.
    each: impl Fn() -> Vec<T> + Send + Sync + 'static,
    /// What tells an item from the others.
    key: impl Fn(&T) -> K + Send + Sync + 'static,
    /// The view of an item.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    K: Hash,
    V: IntoAny,
{
    let children = Arc::new(children);
    let row = move |item: T| {
        let children = children.clone();
        Row { key: hash(&key(&item)), view: Box::new(move || children(item).into_any()) }
    };
    listed(Arc::new(move || each().into_iter().map(&row).collect()))
}

fn listed(rows: Arc<dyn Fn() -> Vec<Row> + Send + Sync>) -> impl IntoView {
    view! { <leptos::control_flow::For each=move || rows() key=|row| row.key children=|row: Row| (row.view)()/> }
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Reading a value where it lies. leptos compiles its own reading for every closure; this, once for every type that is read.
pub trait See: With + WithUntracked<Value = <Self as With>::Value> {
    /// What `read` makes of the value now, and again whenever it changes.
    fn see<T>(&self, read: impl FnOnce(&<Self as With>::Value) -> T) -> T {
        fn shown<S: With + ?Sized>(signal: &S, see: &mut dyn FnMut(&S::Value)) {
            signal.with(|value| see(value));
        }
        made(read, |see| shown(self, see))
    }

    /// What `read` makes of the value once.
    fn see_untracked<T>(&self, read: impl FnOnce(&<Self as With>::Value) -> T) -> T {
        fn shown<S: WithUntracked + ?Sized>(signal: &S, see: &mut dyn FnMut(&S::Value)) {
            signal.with_untracked(|value| see(value));
        }
        made(read, |see| shown(self, see))
    }
}

impl<S: With + WithUntracked<Value = <S as With>::Value>> See for S {}

/// The same for what is kept and tells nobody when it changes.
pub trait SeeValue: WithValue {
    /// What `read` makes of the value.
    fn see_value<T>(&self, read: impl FnOnce(&Self::Value) -> T) -> T {
        fn shown<S: WithValue + ?Sized>(kept: &S, see: &mut dyn FnMut(&S::Value)) {
            kept.with_value(|value| see(value));
        }
        made(read, |see| shown(self, see))
    }
}

impl<S: WithValue> SeeValue for S {}

/// What `read` makes of the value that `show` shows it.
fn made<V: ?Sized, T>(read: impl FnOnce(&V) -> T, show: impl FnOnce(&mut dyn FnMut(&V))) -> T {
    let (mut read, mut made) = (Some(read), None);
    show(&mut |value| made = read.take().map(|read| read(value)));
    made.expect("a value is shown, or its reader is told that it is gone")
}
