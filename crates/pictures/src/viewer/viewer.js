"use strict";
// Pan, zoom, light layers up, find. The address may say what to show: #n1 lights a layer up or finds a name.
const picture = document.getElementById("picture");
const all = picture.viewBox.baseVal;
const whole = { x: all.x, y: all.y, w: all.width, h: all.height };
let view = { ...whole };

const show = (next) => {
  const w = Math.min(Math.max(next.w, whole.w / 400, 40), Math.max(whole.w, whole.h, 400) * 4);
  view = { x: next.x, y: next.y, w, h: next.h * (w / next.w) };
  picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  step();
};
// Canvas units a pixel: the picture is fitted into its place, in the middle.
const unit = () => Math.max(view.w / picture.clientWidth, view.h / picture.clientHeight);
// From far away names are dust and lines vanish: names are left out, lines keep a pixel, nodes are dots.
const step = () => {
  picture.classList.toggle("is-far", unit() > 2.5);
  picture.classList.toggle("is-tiny", unit() > 5);
};
const place = (x, y) => {
  const box = picture.getBoundingClientRect(), u = unit();
  return [view.x + view.w / 2 + (x - box.left - box.width / 2) * u, view.y + view.h / 2 + (y - box.top - box.height / 2) * u];
};
const zoom = (factor, [x, y] = [view.x + view.w / 2, view.y + view.h / 2]) =>
  show({ x: x - (x - view.x) / factor, y: y - (y - view.y) / factor, w: view.w / factor, h: view.h / factor });
const pan = (dx, dy) => show({ ...view, x: view.x - dx * unit(), y: view.y - dy * unit() });

picture.addEventListener("wheel", (event) => {
  event.preventDefault();
  const by = event.deltaY * (event.deltaMode ? 16 : 1) * (event.ctrlKey ? 0.01 : 0.0015);
  zoom(Math.exp(-Math.max(-0.7, Math.min(0.7, by))), place(event.clientX, event.clientY));
}, { passive: false });

const fingers = new Map();
picture.addEventListener("pointerdown", (event) => {
  // A text can be selected; everything else moves the view.
  if (event.button !== 0 || (event.pointerType === "mouse" && event.target.tagName === "text")) return;
  picture.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
  picture.classList.add("is-held");
});
picture.addEventListener("pointermove", (event) => {
  const last = fingers.get(event.pointerId);
  if (!last) return;
  const now = [event.clientX, event.clientY];
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
  fingers.set(event.pointerId, now);
  if (other) {
    const far = (a, b) => Math.max(8, Math.hypot(a[0] - b[0], a[1] - b[1]));
    zoom(far(now, other) / far(last, other), place((now[0] + other[0]) / 2, (now[1] + other[1]) / 2));
    pan((now[0] - last[0]) / 2, (now[1] - last[1]) / 2);
  } else pan(now[0] - last[0], now[1] - last[1]);
});
for (const end of ["pointerup", "pointercancel"])
  picture.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    if (!fingers.size) picture.classList.remove("is-held");
  });

// Layers: those pressed are lit, with the links that carry them.
const buttons = [...document.querySelectorAll("#layers button")];
const light = () => {
  const lit = new Map(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => [b.dataset.layer, b.dataset.color]));
  picture.classList.toggle("has-lit", lit.size > 0);
  for (const thing of picture.querySelectorAll(".node,.chip,.link,.hub,.arc,.area")) {
    const { layer, in: within = "", carries = "" } = thing.dataset;
    const by = [layer, ...within.split(" "), ...carries.split(" ")].find((id) => lit.has(id));
    thing.classList.toggle("is-lit", by !== undefined);
    if (by) thing.style.setProperty("--lit", lit.get(by));
  }
};
const press = (button) => {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  light();
};
for (const button of buttons) button.addEventListener("click", () => press(button));

// Find: every thing with the text in its name; Enter goes to the next, Shift+Enter to the one before.
const find = document.getElementById("find"), found = document.getElementById("found");
const named = [...picture.querySelectorAll(".node[data-name],.link[data-name],.hub[data-name]")];
const things = named.length ? named.map((el) => [el, el.dataset.name]) : [...picture.querySelectorAll("text")].map((el) => [el, el.textContent]);
let hits = [], at = -1;
const mark = () => {
  for (const el of picture.querySelectorAll(".is-found")) el.classList.remove("is-found");
  const { hit, none } = found.dataset;
  found.textContent = find.value ? (hits.length ? hit.replace("{at}", at + 1).replace("{all}", hits.length) : none) : "";
  const el = hits[at];
  if (!el) return;
  el.classList.add("is-found");
  const box = el.getBBox(), side = Math.max(box.width * 6, Math.min(view.w, 900));
  show({ x: box.x + box.width / 2 - side / 2, y: box.y + box.height / 2 - side / 3, w: side, h: (side * 2) / 3 });
};
const search = () => {
  const part = find.value.trim().toLowerCase();
  const seen = new Set();
  // A thing drawn in two groups, as a link and its name, is found once.
  hits = !part ? [] : things.filter(([el, name]) => {
    const key = el.dataset.node ? `n${el.dataset.node}` : el.dataset.layer ? `l${el.dataset.layer}` : el;
    return name.toLowerCase().includes(part) && !seen.has(key) && seen.add(key);
  }).map(([el]) => el);
  at = hits.length ? 0 : -1;
  mark();
};
find.addEventListener("input", search);
find.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { find.value = ""; search(); picture.focus(); }
  if (event.key !== "Enter" || !hits.length) return;
  at = (at + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
  mark();
});

const fit = () => show(whole);
new ResizeObserver(step).observe(picture);
document.getElementById("in").addEventListener("click", () => zoom(1.25));
document.getElementById("out").addEventListener("click", () => zoom(0.8));
document.getElementById("all").addEventListener("click", fit);
document.addEventListener("keydown", (event) => {
  if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit, "/": () => find.focus(),
    ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

const asked = decodeURIComponent(location.hash.slice(1));
if (asked) {
  const button = buttons.find((b) => b.firstChild.nextSibling?.textContent === asked);
  if (button) press(button);
  else { find.value = asked; search(); }
}
