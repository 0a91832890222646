"""Reading: what a page or a command asks of a workspace. No question here reads a whole table of findings."""

import json
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

from headwater.store import neighbours, rows
from headwater.store.listing import CUT, Lister, Wanted, holes

RANKED = 1000  # documents that hold the words and are compared; of more the last ones
WIDE = 150  # documents of a story that is read as a whole for one of them
KIN = 40  # documents that share wording with one of a larger story


class Found(NamedTuple):
    """A document that holds the words asked for."""

    id: str
    headline: str | None
    publisher: str | None
    source: str
    story: str | None  # the id of its story
    words: str  # the place where they stand, the words between ‹ and ›


class Reader(Lister):
    """The questions that one moment of a workspace answers."""

    # -- words --------------------------------------------------------------------------------------------------------

    def find(self, words: str, limit: int, offset: int = 0, wanted: Wanted | None = None) -> list[Found]:
        """The documents that hold all the words, best first, with their story and the place where the words stand."""
        phrase = " ".join('"' + w.replace('"', "") + '"' for w in words.replace("\0", " ").split() if w.strip('"'))
        if not phrase or "documents" not in self.schemas:
            return []
        columns = self.schemas["documents"].names
        shown = ", ".join(
            f"substr(d.{c}, 1, {CUT})" if c in columns else "null" for c in ("headline", "publisher", "source")
        )
        story, of = "null", ""
        if "stories" in self.schemas:
            story, of = "s.id", "left join _held h on h.n = d.rowid left join stories s on s.rowid = h.story"
        # All at once: between two questions to SQLite other threads may keep this one waiting.
        places = dict(self._hits(phrase, limit, offset, wanted))
        query = f"""
            select d.rowid, d.id, {shown}, {story}, snippet(_search, 1, '‹', '›', '…', 24)
            from _search join documents d on d.rowid = _search.rowid {of}
            where _search match ? and _search.rowid in ({holes(places)})
        """  # noqa: S608
        found = [(places[n], Found(*row)) for n, *row in self._sql(query, (phrase, *places))]
        return [one for _, one in sorted(found, key=lambda f: (f[0], f[1].id))]

    def _hits(self, phrase: str, limit: int, offset: int, wanted: Wanted | None) -> list[tuple[int, float]]:
        """The rows of documents that hold the words, with their ranks; of very many the best of the last ones."""
        where, values = self._where(wanted) if wanted and wanted != Wanted() else ("", [])
        # The sign keeps SQLite from going through all stories that are wanted for each document.
        within = f"""
            join _held h on h.n = x.n where +h.story in (select k.story from _shelf k where {where})
        """  # noqa: S608
        query = f"""
            select x.n, x.place from (
                select rowid as n, rank as place from _search where _search match ? and rowid >= (
                    select min(n) from (
                        select rowid as n from _search where _search match ? order by rowid desc limit ?
                    )
                )
            ) x {within if where else ""} order by x.place, x.n limit ? offset ?
        """  # noqa: S608
        return self._sql(query, (phrase, phrase, RANKED, *values, limit, offset)).fetchall()

    # -- what a text that is not here may have to do with -------------------------------------------------------------

    def phrase(self, words: Sequence[str], limit: int) -> list[str]:
        """Ids of documents that hold these words in a row, the last ones."""
        quoted = '"' + " ".join(w.replace('"', "").replace("\0", "") for w in words) + '"'
        query = "select d.id from _search join documents d on d.rowid = _search.rowid where _search match ? "
        if "documents" not in self.names() or quoted.strip('" ') == "":
            return []
        return [name for (name,) in self._sql(f"{query} order by _search.rowid desc limit ?", (quoted, limit))]

    def likely(self, sketch: Sequence[int], limit: int) -> list[str]:
        """Ids of the documents that share most with a text of this sketch."""
        return neighbours.likely(self._connection, sketch, limit)

    def page(self, document: str) -> tuple[bytes, bool] | None:
        """The page of a document as it is kept, and whether its own id is taken by another; None where none is kept."""
        query = "select p.page, m.base != m.name from _members m join _pages p using (n) where m.name = ?"
        found = self._sql(query, (document,)).fetchone()
        return (found[0], bool(found[1])) if found else None

    # -- rows ---------------------------------------------------------------------------------------------------------

    def slice(self, table: str, after: int, limit: int) -> tuple[list[int], pa.Table] | None:
        """So many rows of a table that were written after one, with their numbers; None where there is none."""
        return rows.section(self._connection, table, after, limit) if table in self.names() else None

    def story(self, name: str) -> dict[str, pa.Table] | None:
        """The rows of every table that belong to a story; None where there is no such story."""
        if "stories" not in self.names():
            return None
        found = self._sql("select documents from stories where id = ?", (name,)).fetchone()
        return None if found is None else self._of(json.loads(found[0]), name)

    def document(self, name: str) -> dict[str, pa.Table] | None:
        """The rows of a document and of its story; of a very large one those of texts that it shares wording with."""
        if "documents" not in self.names() or not self._sql("select 1 from documents where id = ?", (name,)).fetchone():
            return None
        story = self.story_of(name)
        if story is None:
            return self._of([name], None)
        (raw,) = self._sql("select documents from stories where id = ?", (story,)).fetchone()
        documents = json.loads(raw)
        return self._of(documents if len(documents) <= WIDE else [name, *self._kin(name)], story)

    def is_together(self, a: str, b: str) -> bool:
        """Whether two documents were traced together."""
        query = "select count(distinct coalesce(_part, 0)) from documents where id in (?, ?)"
        found: tuple[int] = self._sql(query, (a, b)).fetchone()
        return found[0] == 1

    def pair(self, a: str, b: str) -> dict[str, pa.Table]:
        """The rows of two documents, and of their story where they have one in common."""
        story = self.story_of(a)
        if story is None or story != self.story_of(b) or (self.size(story) or 0) > WIDE:
            return self._of([a, b], None)
        return self.story(story) or {}

    def _kin(self, name: str) -> list[str]:
        """The documents that share most wording with one."""
        if "passages" not in self.names():
            return []
        query = """
            select other from (
                select b as other, words from passages where a = :name union all
                select a, words from passages where b = :name
            ) group by other order by sum(words) desc, other limit :most
        """
        return [other for (other,) in self._sql(query, {"name": name, "most": KIN})]

    def _of(self, documents: list[str], story: str | None) -> dict[str, pa.Table]:
        """The rows of every table that belong to these documents."""
        above, own = self._above(documents), [story] if story is not None else []
        ways: dict[str, tuple[str, list[str]]] = {
            "documents": ("t.id in {}", documents), "stories": ("t.id in {}", own),
            "claims": ("t.story in {}", own), "conflicts": ("t.story in {}", own),
            "witnesses": ("t.id in {}", above), "derivations": ("t.child in {}", above),
            "alternatives": ("t.child in {}", above), "passages": ("t.a in {} and t.b in {}", documents),
            "events": ("t.rowid in (select event from _told where document in {})", documents),
        }  # fmt: skip
        tables = {}
        for name, of in self.schemas.items():
            where, values = ways.get(name, ("t.document in {}" if "document" in of.names else "0", documents))
            which = where.replace("{}", f"({holes(values)})")
            tables[name] = rows.chosen(self._connection, name, of, which, [*values] * where.count("{}"))
        return tables

    def _above(self, documents: Sequence[str]) -> list[str]:
        """The documents, and all witnesses above them."""
        if not documents or "derivations" not in self.names():
            return [*documents]
        query = f"""
            with recursive above (id) as (
                select * from (values {", ".join(["(?)"] * len(documents))})
                union select d.parent from above join derivations d on d.child = above.id
            ) select id from above order by id
        """  # noqa: S608
        return [name for (name,) in self._sql(query, documents)]
