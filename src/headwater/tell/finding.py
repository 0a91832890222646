"""Finding: the witness that somebody means by a letter, an id, the start of one, a source or a publisher."""

from collections.abc import Callable, Iterator, Mapping

from headwater.errors import UsageError
from headwater.records import Record, Tables
from headwater.tell.trees import one_line
from headwater.text import fold

_MOST = 5  # texts that an error lists
_SHORTEST = 3  # characters: less of a name is not taken for a part of it


class Known(Record, frozen=True):
    """A witness and what it may be called."""

    id: str
    name: str
    called: tuple[str, ...]  # sources and publishers, folded


def find(tables: Tables, wanted: str, sigla: Mapping[str, str]) -> str:
    """The id of the witness that is meant; `sigla` are the letters that count.

    An id says most, then a letter, a source or its file name or a publisher, then the start of an id, a part of a name.
    Raises UsageError where nobody, or more than one, is meant.
    """
    known = list(_known(tables))
    ways: tuple[Callable[[Known], bool], ...] = (
        lambda k: k.id == wanted,
        lambda k: sigla.get(k.id) == wanted,
        lambda k: fold(wanted) in k.called,
        lambda k: bool(wanted) and k.id.startswith(wanted),
        lambda k: len(wanted) >= _SHORTEST and any(fold(wanted) in c for c in k.called),
    )
    for way in ways:
        found = [k for k in known if way(k)]
        if len(found) == 1:
            return found[0].id
        if found:
            raise UsageError(f"“{one_line(wanted)}” may be {_listed(found)}: give the id.")
    raise UsageError(
        f"No text is called “{one_line(wanted)}”; `headwater tree` shows all of a workspace by letter and name, "
        "and an id, the start of one, or a part of a source or publisher will do too."
    )


def _known(tables: Tables) -> Iterator[Known]:
    """Every document, then every lost source."""
    for row in tables["documents"].select(["id", "source", "publisher"]).to_pylist():
        file = row["source"].rstrip("/").rpartition("/")[2]
        called = tuple(fold(c) for c in (row["source"], file, row["publisher"]) if c)
        yield Known(row["id"], f"{row['publisher'] or file}, {row['source']}", called)
    for row in tables["witnesses"].select(["id", "kind", "label"]).to_pylist():
        if row["kind"] == "lost":
            yield Known(row["id"], row["label"], (fold(row["label"]),))


def _listed(found: list[Known]) -> str:
    named = [f"{one_line(k.id)} ({one_line(k.name)})" for k in sorted(found)[:_MOST]]
    more = [f"{len(found) - _MOST} more"] if len(found) > _MOST else []
    return " or ".join(named + more)
