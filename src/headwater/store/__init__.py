"""The workspace on disk: one SQLite file that keeps pages and findings, whole batches or nothing.

schema      what lies in the file, and the way there from older ones
rows        Arrow tables to SQLite's rows and back
catalogue   what stories are listed, sorted and filtered by
listing     stories and documents as lists show them
reading     what else a page or a command asks
neighbours  which documents may have to do with each other
writing     what a batch may do, all of it or nothing
health      what can be wrong with a workspace

Write-ahead logging lets a reader (the server) read while a writer writes. The only room that knows the file's inside.
"""

import queue
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa

from headwater.errors import WorkspaceError
from headwater.records import Tables
from headwater.store import catalogue, health, rows, schema
from headwater.store.health import Trouble
from headwater.store.listing import Listed, Shelved, State, Wanted
from headwater.store.reading import Found, Reader
from headwater.store.writing import Member, Watched, Writer

__all__ = [
    "Found",
    "Listed",
    "Member",
    "Reader",
    "Readers",
    "Shelved",
    "State",
    "Trouble",
    "Wanted",
    "Watched",
    "Workspace",
    "Writer",
]

WAIT = 30.0  # seconds that a second writer waits for the first
_IDLE = 8  # readers that are kept open


class Workspace:
    """A heap on disk. `Workspace(path)` opens it; `create=True` makes it where there is none."""

    def __init__(self, path: str | Path, create: bool = False) -> None:
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise WorkspaceError(
                f"There is no workspace at {self.path}; `headwater trace PATH… -w {self.path}` makes one."
            )
        with self._connection() as connection:
            schema.prepare(connection, self.path)

    # -- reading: as of one moment, whatever a writer does ------------------------------------------------------------

    def tables(self) -> dict[str, pa.Table]:
        """Every table of the house that was written."""
        with self._reading() as connection:
            return {name: rows.read(connection, name) for name in _names(connection)}

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Questions that are answered as of one moment."""
        with self._reading() as connection:
            yield Reader(connection)

    def story(self, name: str) -> dict[str, pa.Table] | None:
        """The rows of every table that belong to a story; None where there is no such story."""
        with self.reading() as reader:
            return reader.story(name)

    def document(self, name: str) -> dict[str, pa.Table] | None:
        """The rows of every table that belong to a document and its story; None where there is no such document."""
        with self.reading() as reader:
            return reader.document(name)

    def stories(self, since: str = "", limit: int = -1) -> pa.Table:
        """The stories whose latest text is of this day or a later one, the latest first; undated ones where all are."""
        with self._reading() as connection:
            if "stories" not in _names(connection):
                return pa.table({})
            (raw,) = connection.execute("select schema from _tables where name = 'stories'").fetchone()
            of = pa.ipc.read_schema(pa.py_buffer(raw))
            columns = ", ".join(map(schema.quoted, of.names))
            query = f"select {columns} from stories where coalesce(last, '') >= ? order by last desc, id limit ?"  # noqa: S608
            return rows.table(of, connection.execute(query, (since, limit)).fetchall())

    def search(self, words: str, limit: int = 20) -> list[str]:
        """Ids of the documents that hold all the words, best first."""
        return [found.id for found in self.find(words, limit)]

    def find(self, words: str, limit: int = 20) -> list[Found]:
        """The documents that hold all the words, best first, with their story and the place where the words stand.

        Where very many do, the best of those that came last.
        """
        with self.reading() as reader:
            return reader.find(words, limit)

    def counts(self) -> dict[str, int]:
        """How many rows every table has, and the bytes of the file."""
        with self._reading() as connection:
            query = "select count(*) from {}"
            found = {n: connection.execute(query.format(schema.quoted(n))).fetchone()[0] for n in _names(connection)}
            (pages,) = connection.execute("pragma page_count").fetchone()
            (size,) = connection.execute("pragma page_size").fetchone()
            return found | {"bytes": pages * size}

    def pages(self) -> Iterator[bytes]:
        """Every page that is kept, in the order in which they came; read as they are asked for."""
        last = 0
        while True:
            with self._reading() as connection:
                query = "select n, page from _pages where n > ? order by n limit 64"
                found = connection.execute(query, (last,)).fetchall()
            if not found:
                return
            yield from (page for _, page in found)
            last = found[-1][0]

    def unread(self) -> pa.Table | None:
        """The faults that belong to inputs and to no document."""
        with self._reading() as connection:
            return rows.read(connection, "faults", None, "t._part is null") if "faults" in _names(connection) else None

    def feeds(self) -> list[Watched]:
        """The feeds that are watched, by their addresses."""
        with self._reading() as connection:
            return Writer(connection).feeds()

    def listed(self, feed: str) -> list[Watched]:
        """What a feed listed when it was last read."""
        with self._reading() as connection:
            return Writer(connection).listed(feed)

    def watched(self, urls: Iterable[str]) -> dict[str, Watched]:
        """What is known of some addresses."""
        with self._reading() as connection:
            return Writer(connection).watched(urls)

    def check(self, recipe: str) -> list[Trouble]:
        """What is wrong with the workspace; `recipe` is the version of every step as it would be made now."""
        with self._connection() as connection:
            connection.execute("begin immediate")  # the index of words is only checked by who may write
            found = list(health.troubles(connection, recipe))
            connection.execute("rollback")
            return found

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, tables: Tables) -> None:
        """All the tables given, in place of those that were there under the same names: all of them or none."""
        with self.writing() as batch:
            batch.replace(tables)

    @contextmanager
    def writing(self, wait: float = WAIT) -> Iterator[Writer]:
        """One batch: all that is done within is kept together, or nothing of it.

        Raises WorkspaceError where another program writes for longer than one may wait, and where the disk is full.
        """
        with self._connection(wait) as connection:
            connection.execute("begin immediate")
            before = connection.total_changes
            try:
                yield (writer := Writer(connection))
                if connection.total_changes > before:
                    writer.count_up()
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    def take_over(self, other: "Workspace") -> None:
        """All that another workspace holds, in place of what is here, at once or not at all; what is watched stays."""
        with self._connection() as mine, other._connection() as theirs:
            with theirs:
                theirs.execute("begin immediate")
                theirs.execute("delete from _watched")
                rows_of = mine.execute("select * from _watched").fetchall()
                theirs.executemany("insert into _watched values (?, ?, ?, ?, ?, ?, ?, ?)", rows_of)
                (version,) = mine.execute("select version from _tally").fetchone()
                theirs.execute("update _tally set version = ?", (version + 1,))
            theirs.execute("pragma wal_checkpoint (truncate)")
            theirs.backup(mine)

    def remove(self) -> None:
        """Delete the file with all that lies beside it while it is open."""
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection, connection:
            connection.execute("begin")
            yield connection

    @contextmanager
    def _connection(self, wait: float = WAIT) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._open(wait)) as connection:
                connection.execute("pragma synchronous = normal")
                connection.execute("pragma cache_size = -65536")
                catalogue.teach(connection)
                yield connection
        except sqlite3.Error as error:
            raise WorkspaceError(_why(self.path, error)) from error

    def _open(self, wait: float) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=wait, isolation_level=None)


class Readers:
    """Readers that stay open between questions, so that a server has at hand what was read before."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue(_IDLE)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Questions that are answered as of one moment; in any thread."""
        try:
            connection = self._taken()
            try:
                connection.execute("begin")
                yield Reader(connection)
                connection.execute("commit")
            except BaseException:
                connection.close()
                raise
            self._put_back(connection)
        except sqlite3.Error as error:
            raise WorkspaceError(_why(self.workspace.path, error)) from error

    def close(self) -> None:
        """End those that nobody uses."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    __del__ = close

    def _put_back(self, connection: sqlite3.Connection) -> None:
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            connection = sqlite3.connect(
                self.workspace.path, timeout=WAIT, isolation_level=None, check_same_thread=False
            )
            connection.execute("pragma cache_size = -16384")
            catalogue.teach(connection)
            return connection


def _why(path: Path, error: sqlite3.Error) -> str:
    """What to tell of a mishap, and what to do about it."""
    code = getattr(error, "sqlite_errorcode", None)
    base = code & 0xFF if code is not None else None
    if base == sqlite3.SQLITE_FULL:
        return (
            f"The disk is full: {path} is as it was before this batch. Free some space and give the same command again."
        )
    if base in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another program is writing to {path}; give the same command again when it is done."
    if base == sqlite3.SQLITE_READONLY:
        return f"{path} may not be written to, and Headwater keeps its journal beside it: make both writable."
    if base == sqlite3.SQLITE_CORRUPT:
        return f"{path} is damaged: {error}. `headwater doctor {path}` says where."
    return f"{path} cannot be used as a workspace: {error}."


def _names(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("select name from _tables order by name")]
