"""Dates: values against TimeBank and AQUAINT, and against the founding example."""

import json
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

from headwater import dates, documents, pages, passages, stories
from headwater.dates import Told, expressions, told
from headwater.dates.forms import Clock, Duration, Every, Since, Vague
from headwater.dates.values import as_day
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.records import Fault, from_table, to_table

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>|</TIMEX3>|<[^>]+>")
_REFERENCE = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}
_PARTS = {"morning": "TMO", "midday": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
Mark = tuple[int, int, str]


def figures(data: Path) -> dict[str, float]:
    """Value F1 (relaxed spans) on the two news sets, in per cent: as TIMEX3 has values, and as our tables have them."""
    root = data / "language" / "tempeval3-train"
    found = {}
    for part in ("TimeBank", "AQUAINT"):
        found[f"dates, {part}, value F1"] = 100 * value_f1(root / part)[0]
        found[f"dates, {part}, value F1 in EDTF"] = 100 * value_f1(root / part, coarse=True)[0]
    return {**found, **seeds(data / "seeds")}


def value_f1(folder: Path, show: Counter[str] | None = None, coarse: bool = False) -> tuple[float, float, float]:
    """F1, precision and recall of values over a folder of TimeML files; the anchor is the creation time.

    `coarse` compares what EDTF can say: no parts of the day, nothing for what is vague. `show` collects the errors.
    """
    right = found = gold = 0
    for path in sorted(folder.glob("[!.]*.tml")):
        text, anchor, marks = timeml(path.read_text("utf-8"))
        ours = [(t.found.start, t.found.end, timex(t)) for t in told(text, expressions(text), anchor)]
        if coarse:
            marks, ours = ([(a, b, _edtf(v)) for a, b, v in side] for side in (marks, ours))
        hit = _hits(marks, ours, text, show)
        right, found, gold = right + hit, found + len(ours), gold + len(marks)
    precision, recall = right / max(1, found), right / max(1, gold)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def _hits(marks: list[Mark], ours: list[Mark], text: str, show: Counter[str] | None) -> int:
    hits, used = 0, set()
    for start, end, value in marks:
        match = next((i for i, o in enumerate(ours) if i not in used and o[0] < end and start < o[1]), None)
        if match is not None:
            used.add(match)
        got = ours[match][2] if match is not None else "-"
        hits += got == value
        if show is not None and got != value:
            show[f"{text[start:end].lower()!r}: {value} != {got}"] += 1
    if show is not None:
        for i, (start, end, value) in enumerate(ours):
            if i not in used:
                show[f"EXTRA {text[start:end].lower()!r}: {value}  ({text[max(0, start - 20) : end + 20]!r})"] += 1
    return hits


def timeml(markup: str) -> tuple[str, str, list[Mark]]:
    """A TimeML file's text, creation day and the TIMEX3 marks over the text."""
    anchor = re.search(r"<DCT>.*?value=\"([^\"]+)\"", markup, re.S)
    body = re.search(r"<TEXT>(.*)</TEXT>", markup, re.S)
    assert anchor
    assert body
    text, marks, opened, at = "", [], [], 0
    for tag in _TIMEX.finditer(body[1]):
        text += unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag[1] is not None:
            value = re.search(r'value="([^"]*)"', tag[1])
            opened.append((len(text), _gold(value[1]) if value else ""))
        elif tag[0] == "</TIMEX3>":
            start, value_ = opened.pop()
            marks.append((start, len(text), value_))
    text += unescape(body[1][at:])
    return text, anchor[1][:10], sorted(marks)


def _edtf(value: str) -> str:
    """A TIMEX3 value without what EDTF does not hold."""
    if value.endswith("_REF") or re.match(r"PT?X", value):
        return ""
    return re.sub(r"T[A-Z]{2}$", "", re.sub(r"^(\d{4}(?:-\d\d)?)(?:-XX)+$", r"\1", value))


def seeds(folder: Path) -> dict[str, float]:
    """Values right of those in the founding example's gold (its notation), through all rooms before this one."""
    gold = json.loads((folder / "gold" / "language.json").read_text("utf-8"))["documents"]
    found = sorted(p for p in pages.pages(sorted(folder.glob("*.txt"))) if not isinstance(p, Fault))
    tables = {"pages": to_table(Page, found)}
    for room in (documents, passages, stories, dates):
        tables |= room.step(LocalEngine(), tables)
    file = {d.id: Path(d.source).name for d in from_table(documents.Document, tables["documents"])}
    rows: list[dates.When | documents.Stamp] = [*from_table(dates.When, tables["dates"])]
    rows += from_table(documents.Stamp, tables["stamps"])
    marks = [(file[r.document], r.start or 0, r.end or 0, r.value) for r in rows]
    wanted = [(g["file"], *d["span"][:2], _as_ours(d["value"])) for g in gold.values() for d in g["dates"]]
    right = sum(any(m[0] == f and m[1] < b and a < m[2] and m[3] == v for m in marks) for f, a, b, v in wanted)
    return {"dates, seeds, right of 42": float(right)}


def _as_ours(value: str) -> str | None:
    """The gold's value in our notation: a week as its interval, a decade with its unknown figure, null for vague."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        monday, sunday = (date.fromisocalendar(int(week[1]), int(week[2]), day) for day in (1, 7))
        return f"{monday}/{sunday}"
    if value.endswith("_REF"):
        return None
    return f"{value}X" if re.fullmatch(r"\d{3}", value) else value


def _gold(value: str) -> str:
    """The gold value in one notation: it has 198 and 198X, W7 and W07."""
    value = re.sub(r"W(\d)$", r"W0\1", value)
    return value + "X" * (4 - len(value)) if re.fullmatch(r"\d{2,3}", value) else value


def timex(one: Told) -> str:
    """Our value in the notation of TIMEX3."""
    form, value = one.found.form, one.value
    if isinstance(form, Vague):
        return _REFERENCE[form.direction]
    if isinstance(form, Duration) and form.count is None:
        return {"minute": "PTXM", "hour": "PTXH", "decade": "PXE"}.get(form.unit, f"PX{form.unit[0].upper()}")
    if isinstance(form, Every):
        return f"XXXX-WXX-{form.weekday + 1}" if form.weekday is not None else (value or "")[2:]
    if isinstance(form, Since):
        form, value = form.first, (value or "").rstrip("/.")
    if isinstance(form, Clock) and form.part and value:
        return value + _PARTS[form.part]
    return _notation(value or "")


def _notation(value: str) -> str:
    first, _, last = value.partition("/")
    monday = as_day(first)
    if last and monday:
        year, week, _ = monday.isocalendar()
        weekend = "-WE" if monday.weekday() == 5 else ""
        return f"{year}-W{week:02}{weekend}"
    if re.fullmatch(r"\d{4}-[234]\d", value):
        code = value[5:]
        part = _SEASONS.get(code) or (f"H{int(code) - 39}" if code >= "40" else f"Q{int(code) - 32}")
        return f"{value[:4]}-{part}"
    return value


if __name__ == "__main__":
    import sys

    folder = Path(sys.argv[1])
    wrong: Counter[str] = Counter()
    print(value_f1(folder, wrong))
    for line, n in wrong.most_common(int(sys.argv[2]) if len(sys.argv) > 2 else 60):
        print(n, line)
