"""A column of texts with their ids, batch by batch, from JSONL and Parquet: for corpora whose texts are clean enough.

No page is made of them and nothing is read into them; a row without a text is a fault.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import UNSET, UnsetType

from headwater.errors import UsageError
from headwater.pages.files import opened
from headwater.pages.model import fault
from headwater.records import Fault, whole

ROWS = 1024  # read at a time
_HELD = {"text": "a text", "id": "an id", "site": "a site"}
JSON_LINES, PARQUET = (".jsonl", ".ndjson", ".json"), (".parquet",)


class Names(NamedTuple):
    """What the columns are called; rows without an id are called `file#row`, without a site they stand alone."""

    text: str
    id: str | None = None
    site: str | None = None


class Batch(NamedTuple):
    """Some texts in order, what they are called, and the address or name of the site that printed each."""

    ids: list[str]
    texts: pa.Array  # strings, none missing
    sites: list[str | None]
    faults: list[Fault]


def batches(inputs: Iterable[str | Path], names: Names, stdin: BinaryIO | None = None) -> Iterator[Batch]:
    """The texts of files and folders in sorted order; `-` is JSONL on stdin.

    Raises UsageError where a file has no such column or is of another kind.
    """
    for path, source in sources(inputs):
        if path is None:
            yield from _json_rows(stdin or iter(()), names, source)
        else:
            yield from batches_of(path, source, names)


def batches_of(path: Path, source: str, names: Names) -> Iterator[Batch]:
    """The texts of one file; faults call it `source`."""
    if _ending(path) in PARQUET:
        yield from _parquet_rows(path, names, source)
        return
    with opened(path) as lines:
        yield from _json_rows(lines, names, source)


def files(inputs: Iterable[str | Path]) -> list[Path]:
    """The files that are read, in order; stdin is none."""
    return [path for path, _ in sources(inputs) if path]


def sources(inputs: Iterable[str | Path]) -> Iterator[tuple[Path | None, str]]:
    """The files that are read, in order, and what each is called; stdin is none and called `-`."""
    for given in map(str, inputs):
        path = Path(given)
        if given == "-":
            yield None, "-"
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if _ending(p) in JSON_LINES + PARQUET and p.is_file())
            yield from ((p, p.relative_to(path).as_posix()) for p in found)
        elif not path.exists():
            raise UsageError(f"No such file: {given}.")
        elif _ending(path) not in JSON_LINES + PARQUET:
            raise UsageError(f"{given} is neither JSONL nor Parquet; leave out --text to have it read as pages.")
        else:
            yield path, path.name


def _ending(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _parquet_rows(path: Path, names: Names, source: str) -> Iterator[Batch]:
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:  # else all that was read stays in memory to the end
            wanted = [n for n in names if n]
            missing = [n for n in wanted if n not in file.schema_arrow.names]
            if missing:
                raise _no_column(missing[0], path.name, file.schema_arrow.names)
            at = 1
            for batch in file.iter_batches(ROWS, columns=list(dict.fromkeys(wanted))):
                given: list[Any] = [batch.column(n).cast(pa.string()) if n else None for n in names]
                ids, sites = (x.to_pylist() if x is not None else _none(len(batch)) for x in given[1:])
                yield _batch(given[0], ids, sites, [f"{source}#{n}" for n in range(at, at + len(batch))])
                at += len(batch)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        yield Batch([], pa.array([], pa.string()), [], [fault(source, f"no Parquet that can be read: {error}")])


def _none(count: int) -> list[Any]:
    return [None] * count


def _no_column(name: str, file: str, there: Iterable[str]) -> UsageError:
    return UsageError(f"{file} has no column {name!r}; it has {', '.join(sorted(there)) or 'none'}.")


def _batch(texts: pa.Array, ids: list[Any], sites: list[str | None], rows: list[str]) -> Batch:
    """A batch of what rows gave; those without a text become faults."""
    names = [row if i is None else str(i) for i, row in zip(ids, rows, strict=True)]
    if not texts.null_count:
        return Batch(names, texts, sites, [])
    there = texts.is_valid().to_pylist()
    kept = [n for n, given in enumerate(there) if given]
    missing = [fault(row, "the row has no text") for row, given in zip(rows, there, strict=True) if not given]
    return Batch([names[n] for n in kept], texts.drop_null(), [sites[n] for n in kept], missing)


def _json_rows(lines: Iterable[bytes], names: Names, source: str) -> Iterator[Batch]:
    if len({n for n in names if n}) < sum(n is not None for n in names):
        raise UsageError("Text, id and site must be different columns.")
    kinds = {"text": str | None | UnsetType, "id": str | int | None | UnsetType, "site": str | None | UnsetType}
    wanted = {field: name for field, name in names._asdict().items() if name}
    row = msgspec.defstruct("Row", [(field, kinds[field], UNSET) for field in wanted], rename=wanted)
    decoder = msgspec.json.Decoder(row)
    stream = enumerate(lines, 1)
    absent, rows = list(wanted), 0
    while some := list(islice(stream, ROWS)):
        made: list[Any] = []
        numbers: list[str] = []
        bad: list[Fault] = []
        for number, line in some:
            try:
                if line.strip():
                    made.append(decoder.decode(line))
                    numbers.append(f"{source}#{number}")
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                bad.append(fault(f"{source}#{number}", f"no row that can be read: {error}"))
        absent, rows = [f for f in absent if all(getattr(r, f) is UNSET for r in made)], rows + len(made)
        given = [[None if (x := getattr(r, f, UNSET)) is UNSET else x for r in made] for f in Names._fields]
        batch = _batch(_strings(given[0]), given[1], given[2], numbers)
        yield batch._replace(faults=bad + batch.faults)
    if rows and absent:
        raise UsageError(f"No row of {source} has {_HELD[absent[0]]} in {wanted[absent[0]]!r}: --{absent[0]} names it.")


def _strings(texts: list[str | None]) -> pa.Array:
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array(whole(texts), pa.string())
