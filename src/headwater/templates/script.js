// The page is whole without this. It adds: all pieces of a place lit, folds opened on the way, keys, search.
(() => {
const all = (query, root = document) => [...root.querySelectorAll(query)];
const byId = (id) => document.getElementById(id);
const quiet = () => all(".lit").forEach((e) => e.classList.remove("lit"));
const open = (e) => { for (let d = e; d; d = d.parentElement) if (d.tagName === "DETAILS") d.open = true; };
const named = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
// A lasting address is document:start-end; on a page of many texts it is letter:start.length, in base 36.
function lasting(id) {
const [doc, place = ""] = id.split(":"), [from, to] = place.split("-"), text = all("[data-doc]").find((t) => t.dataset.doc === doc.replace(/^d-/, ""));
return text && (byId(`${text.id.slice(2)}:${(+from).toString(36)}.${(to - from).toString(36)}`) || text);
}

function light() {
quiet();
const id = named(), e = id && (byId(id) || lasting(id));
if (!e) return;
open(e);
if (!e.id.includes(":")) return e.id === id || e.scrollIntoView();
e.scrollIntoView({ block: "center", inline: "nearest" });
[e, ...all("[data-of]").filter((p) => p.dataset.of === e.id)].forEach((p) => p.classList.add("lit"));
}

function step(query, by) {
const stops = all(query);
if (!stops.length) return;
const at = stops.findIndex((s) => s === document.activeElement);
const here = at >= 0 ? at : by > 0 ? -1 : stops.length;
const next = stops[(here + by + stops.length) % stops.length];
open(next);
next.tabIndex = -1;
next.focus({ preventScroll: true });
next.scrollIntoView({ block: "start" });
}

const find = byId("find"), box = find.querySelector("input"), told = find.querySelector("p"), list = find.querySelector("ol");
function show(e) {
find.close();
quiet();
open(e);
e.classList.add("lit");
e.scrollIntoView({ block: "center" });
}
function look() {
const words = box.value.trim().toLowerCase();
list.replaceChildren();
const hits = words.length < 2 ? [] : all("main p, main li, main dd, main .head, main h5").filter((e) => !e.querySelector("p, li") && e.textContent.toLowerCase().includes(words));
told.textContent = words.length < 2 ? "" : hits.length > 40 ? `${hits.length} places, the first 40` : `${hits.length} places`;
for (const e of hits.slice(0, 40)) {
const text = e.textContent.replace(/\s+/g, " ").trim(), at = text.toLowerCase().indexOf(words);
const button = document.createElement("button");
button.textContent = (at > 40 ? "… " : "") + text.slice(Math.max(0, at - 40), at + 110);
button.addEventListener("click", () => show(e));
list.append(document.createElement("li"));
list.lastChild.append(button);
}
}

const stops = "h3, .sec, .matrix tbody tr, .claims > li, .differ > li, .link";
const keys = {
n: () => step(stops, 1),
p: () => step(stops, -1),
N: () => step(".story", 1),
P: () => step(".story", -1),
"/": () => { find.showModal(); box.select(); },
"?": () => byId("help").showModal(),
Escape: quiet,
};
addEventListener("keydown", (e) => {
if (e.ctrlKey || e.metaKey || e.altKey || e.target === box || document.querySelector("dialog[open]")) return;
const act = Object.hasOwn(keys, e.key) && keys[e.key];
if (act) { e.preventDefault(); act(); }
});
box.addEventListener("input", look);
box.addEventListener("keydown", (e) => { if (e.key === "Enter") list.querySelector("button")?.click(); });
addEventListener("hashchange", light);
document.addEventListener("click", (e) => {
const link = e.target.closest?.('a[href^="#"]');
if (link && link.hash === location.hash) light();
});
addEventListener("beforeprint", () => all("details").forEach((d) => { d.dataset.was = d.open; d.open = true; }));
addEventListener("afterprint", () => all("details").forEach((d) => { d.open = d.dataset.was === "true"; }));
byId("keys").hidden = false;
light();
})();
