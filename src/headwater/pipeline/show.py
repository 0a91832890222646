"""Show: values as HTML that a notebook can hold: escaped, self-contained, on light and on dark ground."""

from collections.abc import Iterable, Sequence
from html import escape

_LONGEST = 160  # characters of a cell; of more the first ones
# Everything takes its colour from the notebook's own text, so that it can be read on any ground.
_STYLE = (
    "<style>.headwater{font:14px/1.45 system-ui,sans-serif}.headwater table{border-collapse:collapse}"
    ".headwater th,.headwater td{text-align:left;vertical-align:top;padding:2px 10px 2px 0;"
    "border-bottom:1px solid rgba(128,128,128,.4)}.headwater h4{margin:.2em 0}.headwater p{margin:.2em 0}"
    ".headwater ul{margin:0;padding-left:1.4em}.headwater ins{background:rgba(60,160,80,.28)}"
    ".headwater del{background:rgba(220,80,60,.28);text-decoration:underline dotted}</style>"
)


def framed(*parts: str) -> str:
    """Pieces of HTML as one output with its style."""
    return f'<div class="headwater">{_STYLE}{"".join(parts)}</div>'


def text(value: object, longest: int = _LONGEST) -> str:
    """A value as HTML that shows it and does nothing: null is empty, what is long is cut."""
    plain = "" if value is None else str(value)
    return escape(plain if len(plain) <= longest else plain[: longest - 1] + "…")


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already, under their columns' names; each finds its own direction of writing."""
    head = "".join(f"<th>{text(n)}</th>" for n in names)
    body = "".join("<tr>" + "".join(f'<td dir="auto">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
