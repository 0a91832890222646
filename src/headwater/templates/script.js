// The page is whole without this. It adds: places lit to the letter, folds opened on the way, two texts beside each
// other that scroll together, keys, search.
(() => {
const all = (query, root = document) => [...root.querySelectorAll(query)];
const byId = (id) => document.getElementById(id);
const make = (tag, ...inside) => { const e = document.createElement(tag); e.append(...inside); return e; };
const on = (e, signs, act) => signs.split(" ").forEach((sign) => e.addEventListener(sign, act));
const open = (e) => { for (let d = e; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true; };
const lead = (e, block = "center") => { open(e); e.scrollIntoView({ block }); };
const paint = (name, ranges) => globalThis.Highlight && CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
const quiet = () => { paint("lit", []); all(".lit").forEach((e) => e.classList.remove("lit")); };

// ---- places: offsets count code points, a browser counts otherwise
const size = (text) => [...text].length;
const units = (text, n) => [...text].slice(0, n).join("").length;
// The pieces of a text with the offsets at which they begin and end; letters in the margin are no part of it.
const pieces = (text) => text.known ??= all("p[id], h5[id]", text).flatMap((p) => {
const walk = document.createTreeWalker(p, 4), found = [];
let at = parseInt(p.id.split(":")[1], 36), node;
while ((node = walk.nextNode())) if (!node.parentNode.matches("a, b")) found.push([at, node, at += size(node.data)]);
return found;
});
function range(text, start, end) {
const until = Math.max(end, start + 1), held = pieces(text).filter((p) => p[0] < until && p[2] > start), made = new Range();
if (!held.length) return null;
const [first, head] = held[0], [last, tail] = held.at(-1);
made.setStart(head, units(head.data, Math.max(start - first, 0)));
made.setEnd(tail, units(tail.data, until - last));
return made;
}
// A place by its lasting name, document:start-end, or by that on the page: letter:start.length in base 36, or a paragraph.
function place(id) {
const [name, at = ""] = id.split(":"), text = byId("d-" + name) || all(".text").find((t) => t.dataset.doc === name);
const [, from, sign, n] = at.match(/^(\w+)(?:([.-])(\w+))?$/) || [], short = parseInt(from, 36), p = byId(id);
if (!text || !from) return null;
if (sign === "-") return [text, +from, +n];
return [text, short, sign ? short + parseInt(n, 36) : pieces(text).findLast((x) => p?.contains(x[1]))?.[2] || short];
}
const lasting = (text, start, end) => `#${text.dataset.doc}:${start}-${end}`;

function light() {
quiet();
let id = "";
try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
const here = place(id), words = here && range(...here);
const e = byId(id) || here && (byId(`${here[0].id.slice(2)}:${here[1].toString(36)}.${(here[2] - here[1]).toString(36)}`) || here[0]);
if (!e) return;
if (here) {
if (here[0].hidden) here[0].parentElement.apart();
// Beside another text it leads, and the other follows.
here[0].dispatchEvent(new Event("focusin"));
history.replaceState(null, "", lasting(...here));
paint("lit", [words]);
e.classList.toggle("lit", e !== here[0]);
}
lead(words?.startContainer.parentElement || e, here ? "center" : "start");
}
// The words selected, as an address.
function address() {
const chosen = getSelection(), text = chosen.anchorNode?.parentElement.closest(".text");
if (!text || chosen.isCollapsed) return;
const r = chosen.getRangeAt(0), found = (node, n) => pieces(text).flatMap((p) => p[1] === node ? [p[0] + size(node.data.slice(0, n))] : [])[0];
const start = found(r.startContainer, r.startOffset), end = found(r.endContainer, r.endOffset);
if (start < end) location.hash = lasting(text, start, end);
}

// ---- two texts beside each other
// What they share: passages of runs, a run as a stretch of each; written as headwater.report.weave says.
function shared(a, b) {
const told = (one, other) => (one.dataset.with || "").split(" ").find((s) => s.split("/")[0] === other.id.slice(2));
const straight = told(a, b);
return (straight || told(b, a) || "").split("/").slice(1).map((passage) => {
let i = 0, j = 0;
return passage.split(",").map((run) => {
const [x, y, n, m = n] = run.split(".").map((d) => parseInt(d, 36));
const both = [[i + x, i += x + n], [j + y, j += y + m]];
return straight ? both : both.reverse();
});
});
}
const flow = (text) => text.querySelector(".flow");
const down = (text, words) => words.getBoundingClientRect().top - flow(text).getBoundingClientRect().top + flow(text).scrollTop;
const third = (text) => flow(text).clientHeight / 3;

// One text follows the other, from each shared stretch to the next.
function follow(texts, marks) {
let leads = 0;
texts.forEach((text, k) => {
const other = texts[1 - k];
on(text, "pointerover focusin touchstart", () => { leads = k; });
flow(text).onscroll = () => {
if (leads !== k) return;
const at = flow(text).scrollTop + third(text), ends = [text, other].map((t) => flow(t).scrollHeight);
const stops = [[0, 0], ...marks.map((m) => [down(text, m[k]), down(other, m[1 - k])]).sort((x, y) => x[0] - y[0]), ends];
const n = Math.max(1, stops.findIndex((s) => s[0] > at)), [x, y] = stops[n - 1], [x2, y2] = stops[n];
flow(other).scrollTop = y + (y2 - y) * (at - x) / (x2 - x || 1) - third(other);
};
});
}
// Ticks on the strip where a text parts from the other.
function ticks(text, ranges) {
const lines = ranges.filter(Boolean).map((r) => `M0 ${200 * down(text, r) / flow(text).scrollHeight}H99`);
text.querySelector(".heat").insertAdjacentHTML("beforeend", `<path class=odd d="${lines.join("")}"/>`);
}
function choosing(box) {
const texts = all(".text", box);
if (texts.length < 2) return;
const chooser = (label) => { const s = make("select", ...texts.map((t, n) => new Option(t.querySelector("h4").textContent.trim().slice(0, 50), n))); s.ariaLabel = label; return s; };
const left = chooser("left text"), right = chooser("right text"), button = make("button"), told = make("p");
const bar = make("p", "Compare ", left, " with ", right, " ", button);
function clear(pair) {
paint("apart", []);
paint("odd", []);
box.classList.toggle("pair", !!pair);
texts.forEach((t) => { t.hidden = pair && !pair.includes(t); t.style.order = +(t === pair?.[1]); flow(t).onscroll = null; t.querySelector(".odd")?.remove(); });
button.textContent = pair ? "Show all" : "Compare";
told.textContent = "";
}
function show() {
if (left.value === right.value) right.value = (+left.value + 1) % texts.length;
const pair = [texts[left.value], texts[right.value]], passages = shared(...pair);
const words = (stretches) => stretches.map(([start, end], k) => end > start ? range(pair[k], start, end) : null);
const parted = passages.flatMap((runs) => runs.slice(1).map((next, n) => words(next.map((r, k) => [runs[n][k][1], r[0]]))));
clear(pair);
paint("odd", parted.flat());
paint("apart", pair.flatMap((text, k) => {
const ends = passages.map((runs) => [runs[0][k][0], runs.at(-1)[k][1]]).sort((x, y) => x[0] - y[0]);
return [...ends, [Infinity]].map(([start], n) => { const from = n && ends[n - 1][1]; return start > from && range(text, from, start); });
}));
pair.forEach((text, k) => ticks(text, parted.map((p) => p[k])));
follow(pair, passages.flat().map(words).filter((m) => m.every(Boolean)));
told.textContent = `${pair.map((t) => t.ariaLabel).join(" and ")} · passages in common: ${passages.length}, changes in them: ${parted.length}`;
}
box.apart = () => clear();
on(button, "click", () => box.classList.contains("pair") ? clear() : show());
on(left, "change", show);
on(right, "change", show);
told.role = "status";
bar.className = "choose";
box.before(bar, told);
right.value = 1;
texts.length > 2 ? clear() : show();
}

// ---- keys and search
const findings = "h3, .sec, .matrix tbody tr, .claims > li, .differ > li, .link > summary, .app > li";
function step(query, by) {
const text = query === findings && document.activeElement.closest(".text"), stops = text ? all("i[id]", text) : all(query);
if (!stops.length) return;
const at = stops.indexOf(document.activeElement), next = stops.at(at < 0 ? Math.min(by, 0) : (at + by) % stops.length);
next.tabIndex = -1;
lead(next, "start");
next.focus({ preventScroll: true });
if (text) location.replace("#" + next.id);
}

const find = byId("find"), box = find.querySelector("input"), told = find.querySelector("p"), list = find.querySelector("ol");
function look() {
const words = box.value.trim().toLowerCase();
const hits = words.length < 2 ? [] : all("main p, main li, main dd, main .head, main h5").filter((e) => !e.querySelector("p, li") && e.textContent.toLowerCase().includes(words));
told.textContent = `${hits.length} places` + (hits.length > 40 ? ", the first 40" : "");
list.replaceChildren(...hits.slice(0, 40).map((e) => {
const at = e.textContent.toLowerCase().indexOf(words), button = make("button", e.textContent.slice(Math.max(0, at - 40), at + 110));
on(button, "click", () => { find.close(); quiet(); lead(e); e.classList.add("lit"); });
return make("li", button);
}));
}

const keys = {
n: () => step(findings, 1),
p: () => step(findings, -1),
N: () => step(".story", 1),
P: () => step(".story", -1),
l: address,
"/": () => { find.showModal(); box.select(); },
"?": () => byId("help").showModal(),
Escape: quiet,
};
on(window, "keydown", (e) => {
if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches?.("input, select, textarea") || document.querySelector("dialog[open]")) return;
const act = Object.hasOwn(keys, e.key) && keys[e.key];
if (act) { e.preventDefault(); act(); }
});
on(box, "input", look);
on(box, "keydown", (e) => e.key === "Enter" && list.querySelector("button")?.click());
on(window, "hashchange", light);
on(document, "click", (e) => {
const link = e.target.closest('a[href^="#"]'), strip = e.target.closest(".heat"), key = e.target.closest("[data-key]");
if (link?.hash === location.hash) light();
if (key) keys[key.dataset.key]();
if (e.target.matches("dialog, .shut")) e.target.closest("dialog").close();
if (!strip) return;
const seen = strip.getBoundingClientRect(), text = strip.parentElement;
flow(text).scrollTo(0, flow(text).scrollHeight * (e.clientY - seen.top) / seen.height - third(text));
});
// Beside the number of a claim what it says.
all('.speak > p > a[href^="#c"]').forEach((a) => { a.append(byId(a.hash.slice(1)).lastChild.data.slice(0, 70)); a.className = "told"; });
byId("keys").hidden = false;
all(".texts").forEach(choosing);
light();
})();
