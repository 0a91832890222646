// The workbench is whole without this. It adds: what is new while somebody looks on, names as one types, dropping, keys.
(() => {
const byId = (id) => document.getElementById(id);
const all = (query) => [...document.querySelectorAll(query)];
const main = byId("main"), now = byId("now"), often = 2000;

// -- what is new: a short question every two seconds, while the page is seen
const live = () => main.dataset.live;
const typing = (e) => /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName);
async function anew() {
const answer = await fetch(location.href);
if (!answer.ok) return;
const other = new DOMParser().parseFromString(await answer.text(), "text/html"), part = byId("live") || main;
// An answer with texts on it has the keys of the report, too.
if (other.scripts.length !== document.scripts.length) return location.reload();
const next = other.getElementById(part.id), at = all("main a").indexOf(document.activeElement);
part.replaceChildren(...next.childNodes);
if (part === main) main.dataset.live = other.getElementById("main").dataset.live || "";
if (at >= 0) all("main a")[at]?.focus({ preventScroll: true });
}
function tell(state) {
const [first, running] = now.querySelectorAll("span");
const many = (n, one, more) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
first.textContent = `${many(state.documents, "document", "documents")} · ${many(state.stories, "story", "stories")}`;
running.replaceChildren();
for (const job of state.running.slice(0, 1)) {
const link = document.createElement("a");
link.href = `/job/${encodeURIComponent(job.id)}`;
link.textContent = job.told + (job.step ? `: ${job.step.name}${job.step.of ? ` ${job.step.done} of ${job.step.of}` : ""}` : "");
running.append(link);
}
}
async function ask() {
if (document.hidden) return;
const answer = await fetch("/api/state");
if (!answer.ok) return;
const state = await answer.json(), moved = (kind) => String(state[kind]) !== now.dataset[kind];
const newer = moved("version"), worked = moved("work");
const mine = live() === "work" || live() === "version" && newer, part = byId("live") || main;
// Who is filling in a form is not disturbed; what is new waits.
if (!newer && !worked || mine && part.contains(document.activeElement) && typing(document.activeElement)) return;
now.dataset.version = state.version;
now.dataset.work = state.work;
tell(state);
if (mine) await anew();
else if (newer) byId("news").hidden = false;
}
if (now) setInterval(() => ask().catch(() => {}), often);

// -- names as one types
for (const kind of ["newsroom", "agency", "speaker"]) {
const box = document.querySelector(`.sieve input[name=${kind}]`), list = byId(`names-${kind}`);
let waits = 0;
box?.addEventListener("input", () => {
clearTimeout(waits);
waits = setTimeout(async () => {
const answer = await fetch(`/api/names?${new URLSearchParams({ kind, q: box.value.slice(0, 200) })}`);
const { names = [] } = answer.ok ? await answer.json() : {};
list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}, 200);
});
}

// -- dropping files, addresses and texts
const files = byId("files"), form = files?.form;
if (form) {
byId("dropped").hidden = false;
const over = (on) => document.body.classList.toggle("over", on);
addEventListener("dragover", (e) => { e.preventDefault(); over(true); });
addEventListener("dragleave", (e) => { if (!e.relatedTarget) over(false); });
addEventListener("drop", (e) => {
e.preventDefault();
over(false);
const held = e.dataTransfer, address = held.getData("text/uri-list").split("\n").find((l) => l && l[0] !== "#");
if (held.files.length) files.files = held.files;
else if (address) byId("address").value = address.trim();
else byId("text").value = held.getData("text/plain");
if (held.files.length || address) form.requestSubmit();
});
}

// -- keys; a page of a story or a text has those of the report
if (!document.querySelector('script[src*="script.js"]')) {
const step = (by) => {
const stops = all(".lines > li > a, main .list li > a"), at = stops.indexOf(document.activeElement);
stops[(at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by + stops.length) % stops.length]?.focus();
};
const keys = { n: () => step(1), p: () => step(-1), "/": () => byId("q")?.select(), "?": () => byId("help").showModal() };
addEventListener("keydown", (e) => {
if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector("dialog[open]")) return;
const act = Object.hasOwn(keys, e.key) && keys[e.key];
if (act) { e.preventDefault(); act(); }
});
byId("keys").hidden = false;
}
})();
