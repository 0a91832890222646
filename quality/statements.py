"""Statements: who says what, against PolNeAR's attributions and the founding example's chains.

A statement is found where its content and the gold's overlap by at least half of their union, one to one, best first.
Its speaker is right where the printed mention overlaps the gold source by at least half of the shorter of the two.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from headwater.records import Span
from headwater.statements import Statement, Told, statements
from headwater.text import fold, lines, paragraphs

Pieces = list[tuple[int, int]]
_SPEAKER_WORDS = re.compile(r"^the | \(.*\)$|['’]s\b")


_LETTERS = re.compile(r"[^\W\d_]+")
# Verbs of saying in all their forms, "according to", and nothing that may be thought in silence.
_SAYING = frozenset(
    """
    say says said saying tell tells told telling add adds added adding according announce announces announced announcing
    report reports reported reporting state states stated stating claim claims claimed claiming argue argues argued
    arguing insist insists insisted insisting deny denies denied denying warn warns warned warning note notes noted
    noting ask asks asked asking reply replies replied replying respond responds responded responding answer answers
    answered answering write writes wrote written writing tweet tweets tweeted tweeting post posted explain explains
    explained explaining suggest suggests suggested suggesting acknowledge acknowledges acknowledged acknowledging
    admit admits admitted admitting concede concedes conceded conceding confirm confirms confirmed confirming declare
    declares declared declaring promise promises promised promising pledge pledges pledged pledging vow vows vowed
    vowing remark remarks remarked remarking reiterate reiterates reiterated reiterating repeat repeats repeated
    repeating allege alleges alleged alleging contend contends contended contending assert asserts asserted asserting
    maintain maintains maintained maintaining mention mentions mentioned mentioning comment comments commented
    commenting stress stresses stressed stressing emphasize emphasizes emphasized emphasizing quote quotes quoted
    quoting cite cites cited citing recall recalls recalled recalling inform informs informed informing shout shouted
    joke joked joking quip quipped boast boasted boasting complain complains complained complaining
    """.split()
)


class Gold(NamedTuple):
    """One attribution of PolNeAR."""

    content: Pieces
    source: Pieces
    cue: Pieces


class Count(NamedTuple):
    """Right ones among those found and those in the gold."""

    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / max(1, self.found + self.gold)

    def __add__(self, other: tuple[int, ...]) -> "Count":  # type: ignore[override]
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


def figures(data: Path) -> dict[str, float]:
    """F1 of statements, alone and with their speaker; recall of direct and of stated ones, and of whole chains."""
    every = list(polnear(data / "language" / "polnear-dev"))
    content, speaker, direct, stated = score(every)
    found, chains, total = seeds(data / "seeds")
    return {
        "statements, PolNeAR, F1": content.f1,
        "statements, PolNeAR, with speaker, F1": speaker.f1,
        "statements, PolNeAR, direct with speaker, recall": 100 * direct.right / max(1, direct.gold),
        "statements, PolNeAR, cues of saying, with speaker, recall": 100 * stated.right / max(1, stated.gold),
        "statements, seeds, with speaker, F1": found.f1,
        "statements, seeds, whole chain, recall": 100 * chains / max(1, total),
    }


def polnear(folder: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    """Every annotated article: its name, its text, its attributions."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        yield name, _exact(folder / "text" / f"{name}.txt"), _brat(path)


def _exact(path: Path) -> str:
    """A text with its own line ends, by which the offsets count."""
    return path.read_bytes().decode("utf-8")


def _brat(path: Path) -> list[Gold]:
    """The attributions of one brat file."""
    spans: dict[str, Pieces] = {}
    events: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            pieces = rest.split("\t")[0].split(" ", 1)[1].split(";")
            spans[key] = [(int(a), int(b)) for a, b in (p.split() for p in pieces)]
        elif key.startswith("E"):
            events.append(rest.split())
    return [Gold(*(_role(e, role, spans) for role in ("Content", "Source", "Cue"))) for e in events]


def _role(event: Sequence[str], role: str, spans: dict[str, Pieces]) -> Pieces:
    named = [part.split(":") for part in event]
    return sorted(piece for kind, key in named if kind.rstrip("0123456789") == role for piece in spans[key])


def score(articles: Sequence[tuple[str, str, list[Gold]]]) -> tuple[Count, Count, Count, Count]:
    """Statements; with the right speaker; and of these direct quotations, and those with a cue of saying."""
    content = speaker = direct = stated = Count(0, 0, 0)
    for name, text, gold in articles:
        found = statements(Told(name, name, text, (), tuple(paragraphs(text)), ()))
        pairs = match([g.content for g in gold], [_pieces(s) for s in found])
        right = {g for g, f in pairs if _speaks(gold[g].source, found[f])}
        quoted = {i for i, g in enumerate(gold) if _is_quoted(text, g.content)}
        said = {i for i, g in enumerate(gold) if _is_saying(text, g.cue)}
        content += (len(pairs), len(found), len(gold))
        speaker += (len(right), len(found), len(gold))
        direct += (len(right & quoted), 0, len(quoted))
        stated += (len(right & said), 0, len(said))
    return content, speaker, direct, stated


def _is_saying(text: str, cue: Pieces) -> bool:
    """Whether a cue tells that something was uttered: its words hold a verb of saying; attitudes and deeds do not."""
    return any(fold(w) in _SAYING for a, b in cue for w in _LETTERS.findall(text[a:b]))


def _pieces(statement: Statement) -> Pieces:
    return [(p.start, p.end) for p in statement.parts]


def _is_quoted(text: str, content: Pieces) -> bool:
    words = text[content[0][0] : content[-1][1]].strip() if content else ""
    return words[:1] in ('"', "\u201c") and words[-1:] in ('"', "\u201d")


def _speaks(source: Pieces, statement: Statement) -> bool:
    mention = [(statement.speaker_start, statement.speaker_end)]
    if not source:
        return statement.speaker_end == statement.speaker_start
    return 2 * _shared(source, mention) >= max(1, min(_size(source), _size(mention)))


def match(gold: Sequence[Pieces], found: Sequence[Pieces]) -> list[tuple[int, int]]:
    """Pairs of gold and found contents that overlap by half of their union, best first, one to one."""
    scored = sorted(
        ((_overlap(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if _shared(g, f)),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for value, i, j in scored:
        if value >= 0.5 and all(-i != a and -j != b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def _size(pieces: Pieces) -> int:
    return sum(b - a for a, b in pieces)


def _shared(a: Pieces, b: Pieces) -> int:
    return sum(max(0, min(y, v) - max(x, u)) for x, y in a for u, v in b)


def _overlap(a: Pieces, b: Pieces) -> float:
    both = _shared(a, b)
    return both / max(1, _size(a) + _size(b) - both)


def seeds(folder: Path) -> tuple[Count, int, int]:
    """Statements with the right speaker, whole chains right, and how many statements the gold has."""
    gold = json.loads((folder / "gold" / "language.json").read_text("utf-8"))
    labels = json.loads((folder / "gold" / "lines.json").read_text("utf-8"))
    names = [{_plain(n) for n in (key, *others)} for key, others in gold["aliases"].items()]
    total, chains = Count(0, 0, 0), 0
    for document in gold["documents"].values():
        file, wanted = document["file"], document["statements"]
        text = _exact(folder / file)
        found = statements(Told(file, file, text, (), _body(text, labels[file]), ()))
        pairs = match([[tuple(w["content"][:2])] for w in wanted], [_pieces(s) for s in found])
        right = [(g, f) for g, f in pairs if _same(wanted[g]["speaker"], found[f].speaker, names)]
        chains += sum(_same_chain(wanted[g]["chain"][1:], found[f], names) for g, f in right)
        total += (len(right), len(found), len(wanted))
    return total, chains, total.gold


def _body(text: str, labels: list[list[Any]]) -> tuple[Span, ...]:
    every = list(lines(text))
    chosen = [every[n] for first, last, label in labels if label == "body" for n in range(first - 1, last)]
    return tuple(s for s in chosen if text[s.start : s.end].strip())


def _same_chain(gold: Sequence[str], statement: Statement, names: list[set[str]]) -> bool:
    chain = [link.name for link in statement.chain]
    return len(gold) == len(chain) and all(_same(g, c, names) for g, c in zip(gold, chain, strict=True))


def _same(gold: str, name: str, aliases: list[set[str]]) -> bool:
    """Whether two names of a speaker are one by the gold's own aliases; an institution may carry its country."""
    a, b = _plain(gold), _plain(name)
    if a == b or any(a in group and b in group for group in aliases):
        return True
    x, y = a.split(), b.split()
    return len(x) > 1 and len(y) > 1 and x[-2:] == y[-2:] and x[0][:4] == y[0][:4]


def _plain(name: str) -> str:
    return _SPEAKER_WORDS.sub("", fold(re.sub(r" \(.*\)$", "", name))).replace("'s", "").strip()
