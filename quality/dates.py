"""Dates: values against TimeBank and AQUAINT, and against the founding example."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

from headwater.dates import expressions, resolve, tense
from headwater.dates.expressions import Expression
from headwater.dates.forms import Clock, Duration, Every, Since, Vague
from headwater.dates.values import as_day

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>|</TIMEX3>|<[^>]+>")
_REFERENCE = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}
_PARTS = {"morning": "TMO", "midday": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
Mark = tuple[int, int, str]


def figures(data: Path) -> dict[str, float]:
    """Value F1 (relaxed spans) on the two news sets, in per cent."""
    root = data / "language" / "tempeval3-train"
    return {f"dates, {part}, value F1": 100 * value_f1(root / part)[0] for part in ("TimeBank", "AQUAINT")}


def value_f1(folder: Path, show: Counter[str] | None = None) -> tuple[float, float, float]:
    """F1, precision and recall of values over a folder of TimeML files; the anchor is the creation time.

    `show` collects what went wrong.
    """
    right = found = gold = 0
    for path in sorted(folder.glob("[!.]*.tml")):
        text, anchor, marks = timeml(path.read_text("utf-8"))
        ours = [(e.start, e.end, timex(text, e, anchor)) for e in expressions(text)]
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
            opened.append((len(text), value[1] if value else ""))
        elif tag[0] == "</TIMEX3>":
            start, value_ = opened.pop()
            marks.append((start, len(text), value_))
    text += unescape(body[1][at:])
    return text, anchor[1][:10], sorted(marks)


def timex(text: str, found: Expression, anchor: str) -> str:
    """Our value in the notation of TIMEX3."""
    form = found.form
    value = resolve(form, anchor, tense(text, found.start, found.end))
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
    return value.rstrip("X") if value.endswith("X") else value


if __name__ == "__main__":
    import sys

    folder = Path(sys.argv[1])
    wrong: Counter[str] = Counter()
    print(value_f1(folder, wrong))
    for line, n in wrong.most_common(int(sys.argv[2]) if len(sys.argv) > 2 else 60):
        print(n, line)
