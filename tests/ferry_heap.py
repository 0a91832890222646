"""An invented heap as tables, for rooms that only show: a ferry, six pages, two lost sources; and a hostile twin."""

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import pyarrow as pa

from headwater.claims import Claim, Conflict, Ladder, Support, Variant
from headwater.dates import When
from headwater.documents import Block, Comment, DatePublished, Document, Quoted
from headwater.events import Actor, Event
from headwater.passages import Passage
from headwater.records import Fault, Place, Record, Span, from_table, to_table
from headwater.statements import Link, Statement
from headwater.stemma import Alternative, Derivation, Evidence, Witness
from headwater.stories import Story
from headwater.text import digest, words

KINDS: dict[str, type[Record]] = {
    "documents": Document,
    "blocks": Block,
    "comments": Comment,
    "passages": Passage,
    "witnesses": Witness,
    "derivations": Derivation,
    "alternatives": Alternative,
    "stories": Story,
    "dates": When,
    "statements": Statement,
    "events": Event,
    "claims": Claim,
    "conflicts": Conflict,
    "faults": Fault,
}

_LEDE = "The ferry Solveig ran aground off Skarvik on Tuesday with 61 people on board, the harbour office said."
_CALM = "“Nobody was hurt and the sea was calm,” harbour master Ida Brekke told reporters on the quay that evening."
_TUGS = "Two tugs from Nordby pulled at the hull for most of the night without moving it from the gravel bank."
_BACK = "The ferry company has run the crossing between Skarvik and the outer islands since the spring of 1987."
_FREE = "The ferry Solveig floated free at high water on Wednesday and reached Nordby under her own power."
_BEAR = "She has carried brides, coffins and one bear."
_OWN = "Our reporter counted 64 passengers as they climbed down a ladder into the rescue boats, wet and singing."

# document -> (headline, publisher, date, url, paragraphs as (label, text))
_PAGES: dict[str, tuple[str, str, str | None, str | None, list[tuple[str, str]]]] = {
    "a1": (
        "Ferry aground off Skarvik",
        "Harbour Times",
        "2031-03-04",
        "https://www.harbour-times.example/ferry",
        [
            ("furniture", "Home · Sea · Weather"),
            ("title", "Ferry aground off Skarvik"),
            ("body", _LEDE),
            ("body", _CALM),
            ("body", _TUGS),
            ("body", _BACK),
            ("furniture", "Read more: the price of fish"),
            ("furniture", "Subscribe to our letter"),
        ],
    ),
    "b2": (
        "Ferry aground",
        "Islands Today",
        "2031-03-04",
        "https://islands.example/1",
        [("title", "Ferry aground"), ("body", _LEDE), ("body", _CALM)],
    ),
    "c3": (
        "Ferry on the rocks",
        "harbour-mirror.example",
        None,
        "http://harbour-mirror.example/x",
        [
            ("body", _LEDE.replace("61", "16")),
            ("body", _TUGS),
            ("note", "Correction: an earlier text named another port."),
        ],
    ),
    "d4": (
        "Solveig is free",
        "Coast Radio",
        "2031-03-05",
        None,
        [("title", "Solveig is free"), ("dateline", "NORDBY"), ("body", _FREE), ("body", _CALM), ("body", _OWN)],
    ),
    "e5": (
        "Saw this, thoughts?",
        "The Quay Forum",
        "2031-03-06",
        "https://quay.example/t/5",
        [
            ("body", "I was on that boat."),
            ("body", _FREE),
            ("comment_meta", "gull_7 · 6 March"),
            ("comment", "Were you really?"),
            ("comment_meta", "old_salt · 6 March"),
            ("comment", "Were you really? Yes, on deck."),
            ("furniture", "3 guests are watching"),
        ],
    ),
    "f6": (
        "Six thousand nights of the Solveig",
        "The Weekly Lantern",
        "2031-03-09",
        "https://lantern.example/long",
        [
            ("title", "Six thousand nights of the Solveig"),
            ("body", _BEAR),
            ("body", _OWN),
        ],
    ),
}


def _document(name: str) -> tuple[Document, list[Block]]:
    headline, publisher, date, url, parts = _PAGES[name]
    text, blocks = "", []
    for label, words_ in parts:
        blocks.append(Block(name, len(text), len(text) + len(words_), label, None, 0.9))  # type: ignore[arg-type]
        text += words_ + "\n\n"
    return (
        Document(
            id=name,
            source=f"{name}.html",
            url=url,
            canonical_url=None,
            headline=headline,
            description=None,
            authors=("Tor Vik",) if name == "d4" else (),
            agency="Northern Wire" if name == "a1" else None,
            publisher=publisher,
            dateline=None,
            language="en",
            date_published=DatePublished(date, "day", "meta", 0.9) if date else None,
            section=None,
            keywords=(),
            text=text,
            text_sha256=digest(text),
            kind="forum" if name == "e5" else "article",
        ),
        blocks,
    )


_READ = {name: _document(name) for name in _PAGES}


def place(document: str, words_: str) -> Place:
    """Where the words stand in a document of the heap."""
    start = _READ[document][0].text.index(words_)
    return Place(document, start, start + len(words_))


def _passage(a: str, b: str, in_a: str, in_b: str | None = None, kind: str = "copy") -> Passage:
    left, right = place(a, in_a), place(b, in_b or in_a)
    n = len(words(in_a))
    return Passage(a, left.start, left.end, b, right.start, right.end, n, 1.0, 8.0 * n, kind, f"c{n}")  # type: ignore[arg-type]


def _statement(name: str, document: str, content: str, speaker: str, utterance: str, *through: str) -> Statement:
    at, said = place(document, content), place(document, speaker)
    chain = tuple(Link(t, said.start, said.end) for t in (*through, speaker))
    direct = (Span(at.start, at.end),) if content.startswith("“") else ()
    kind: Any = "direct" if direct else "indirect"
    return Statement(
        name, document, None, at.start, at.end, (Span(at.start, at.end),), kind, said.end, said.end + 1,
        speaker, True, said.start, said.end, chain, "asserted", direct, utterance,
    )  # fmt: skip


def _support(document: str, words_: str, line: str, newsroom: str, speaker: str) -> Support:
    at = place(document, words_)
    return Support(document, at.start, at.end, line, newsroom, speaker)


def records() -> dict[str, list[Record]]:
    """The heap as records, by table."""
    ship = Actor("Solveig", None, None)
    garbled = _LEDE.replace("61", "16")
    wire, radio = "lost:1", "lost:2"
    quote = "“Nobody was hurt and the sea was calm,”"
    why = Evidence(
        "shared", True, 31.4, "the same 38 words in the same order", (place("a1", _LEDE), place("b2", _LEDE))
    )
    but = Evidence("text", False, 3.2, "the child has a paragraph that the parent lacks", (place("a1", _BACK),))
    comments = [
        Comment("e5", "1", "gull_7", None, None, "6 March", *_ends("e5", "Were you really?"), ()),
        Comment("e5", "2", "old_salt", "Mate", "1", "6 March", *_ends("e5", "Were you really? Yes, on deck."), ()),
    ]
    second = comments[1]
    quoted = Quoted(second.start, second.start + 16, "1")
    comments[1] = msgspec.structs.replace(second, quotes=(quoted,))
    lost = [
        Witness(wire, "lost", "the wire of 4 March", "2031-03-04", "children", 0.8, "f1", True),
        Witness(radio, "lost", "a first radio bulletin", None, None, 0.0, "f1", False),
    ]
    held = [
        Witness(n, "document", _PAGES[n][1], _PAGES[n][2], "published" if _PAGES[n][2] else None, 0.9, "f1", n == "f6")
        for n in _PAGES
    ]
    claims = [
        Claim("k1", "s1", _LEDE, Ladder(4, 2, 2, 1), (
            _support("a1", _LEDE, wire, "Northern Wire", "the harbour office"),
            _support("b2", _LEDE, wire, "Northern Wire", "the harbour office"),
            _support("c3", garbled, wire, "Northern Wire", "the harbour office"),
            _support("d4", _FREE, "d4", "Coast Radio", "the harbour office"),
        )),
        Claim("k2", "s1", "Nobody was hurt", Ladder(3, 1, 1, 1), tuple(
            _support(d, quote, wire, "Northern Wire", "Ida Brekke") for d in ("a1", "b2", "d4")
        )),
        Claim("k3", "s1", _BEAR, Ladder(1, 1, 1, 1), (
            _support("f6", _BEAR, "f6", "The Weekly Lantern", "The Weekly Lantern"),
        )),
    ]  # fmt: skip
    return {
        "documents": [d for d, _ in _READ.values()],
        "blocks": [b for _, blocks in _READ.values() for b in blocks],
        "comments": list(comments),
        "passages": [
            _passage("a1", "b2", f"{_LEDE}\n\n{_CALM}"),
            _passage("a1", "c3", _LEDE, garbled),
            _passage("a1", "c3", _TUGS),
            _passage("b2", "c3", _LEDE, garbled),
            _passage("a1", "d4", _CALM),
            _passage("b2", "d4", _CALM),
            _passage("d4", "e5", _FREE),
            _passage("d4", "f6", _OWN, kind="stock"),
        ],
        "witnesses": [*held, *lost],
        "derivations": [
            Derivation(wire, "a1", "copy", 0.96, (why, but)),
            Derivation(wire, "b2", "trim", 0.91, (why,)),
            Derivation("a1", "c3", "rewrite", 0.62, (why,)),
            Derivation(wire, radio, "update", 0.58, ()),
            Derivation(radio, "d4", "merge", 0.83, (why,)),
            Derivation("b2", "d4", "merge", 0.55, ()),
            Derivation("d4", "e5", "quote", 0.999, ()),
        ],
        "alternatives": [Alternative("a1", "b2", "trim", 0.08, (but,))],
        "stories": [
            Story("s1", "Ferry aground off Skarvik", ("a1", "b2", "c3", "d4", "e5"), "2031-03-04", "2031-03-06", 2),
            Story("s2", "Six thousand nights of the Solveig", ("f6",), "2031-03-09", "2031-03-09", 1),
        ],
        "dates": [
            _when("a1", "Tuesday", "2031-03-04"),
            _when("d4", "Wednesday", "2031-03-05"),
            _when("a1", "the spring of 1987", "1987-21"),
        ],
        "statements": [
            _statement("t1", "a1", quote, "Ida Brekke", "u1", "Northern Wire"),
            _statement("t2", "b2", quote, "Ida Brekke", "u1"),
            _statement("t3", "d4", quote, "Ida Brekke", "u1"),
            _statement("t4", "a1", _LEDE[:84], "the harbour office", "u2"),
        ],
        "events": [
            Event("v1", "ACCIDENT", None, (ship,), (), "2031-03-04", "reported", 0.5, (place("a1", _LEDE),)),
        ],
        "claims": list(claims),
        "conflicts": [
            Conflict("x1", "s1", "k1", "number", "conflict", (
                Variant("61 people", (_in("a1", _LEDE, "61"), _in("b2", _LEDE, "61"))),
                Variant("16 people", (_in("c3", garbled, "16"),)),
            ), "c3"),
            Conflict("x2", "s1", None, "name", "variant", (
                Variant("Ferry aground", (place("b2", "Ferry aground"),)),
                Variant("is free", (place("d4", "is free"),)),
            ), None),
        ],
        "faults": [
            Fault("empty.html", "documents", "the page gives no text"),
            Fault("c3.html", "dates", "a date that no calendar has", "c3", 0, 9),
        ],
    }  # fmt: skip


def _ends(document: str, words_: str) -> tuple[int, int]:
    at = place(document, words_)
    return at.start, at.end


def _in(document: str, around: str, words_: str) -> Place:
    at = place(document, around)
    start = at.start + around.index(words_)
    return Place(document, start, start + len(words_))


def _when(document: str, words_: str, value: str) -> When:
    at = place(document, words_)
    return When(document, at.start, at.end, words_, "date", value, None, 0.8)


def as_tables(rows: Mapping[str, Iterable[Record]]) -> dict[str, pa.Table]:
    """Records by table as Arrow tables; a table without rows is there and empty."""
    return {name: to_table(kind, rows.get(name, ())) for name, kind in KINDS.items()}


def ferry() -> dict[str, pa.Table]:
    """The heap."""
    return as_tables(records())


ATTACK = (
    "\"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>"
    "\u202e\x00{{7*7}}</title></style>"
)


def hostile() -> dict[str, pa.Table]:
    """The same heap with an attack in every string that a page could have brought in."""
    rows = {name: [_poison(r) for r in group] for name, group in records().items()}
    tables = as_tables(rows)
    documents = from_table(Document, tables["documents"])
    blocks = from_table(Block, tables["blocks"])
    for n, d in enumerate(documents):
        documents[n] = msgspec.structs.replace(
            d, text=d.text + ATTACK, url="javascript:window.pwned=1//https://x.example"
        )
        blocks.append(Block(d.id, len(d.text), len(d.text) + len(ATTACK), "body", ATTACK, 0.9))
    title = "A very long title " * 400
    documents[0] = msgspec.structs.replace(documents[0], headline=title, publisher=title)
    return {**tables, "documents": to_table(Document, documents), "blocks": to_table(Block, sorted(blocks))}


_KEPT = {(Document, "text"), (Document, "text_sha256")}


def _poison(record: Record) -> Record:
    hints = typing.get_type_hints(type(record))
    fields = [f for f in record.__struct_fields__ if (type(record), f) not in _KEPT]
    changed = {f: _poisoned(getattr(record, f), hints[f]) for f in fields}
    return msgspec.structs.replace(record, **changed)


def _poisoned(value: Any, hint: Any) -> Any:
    if isinstance(value, Record):
        return _poison(value)
    if isinstance(value, tuple):
        return tuple(_poisoned(v, typing.get_args(hint)[0]) for v in value)
    literal = any(typing.get_origin(h) is typing.Literal for h in (hint, *_options(hint)))
    return value if not isinstance(value, str) or literal else ATTACK + value


def _options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else ()
