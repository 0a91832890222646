"""Exports: what was found, as files that other programs read. One file a format, nothing held that can be streamed.

rows         one file a table, by                  annotations  W3C Web Annotation
jsonl        JSON lines                            provenance   PROV-O
parquet      Parquet                               tei          TEI P5, parallel segmentation
sheet        CSV that no spreadsheet runs          appearances  schema.org Claim
graphs       DOT, GraphML, Newick                  bundle       a zip with the report, the tables and their hashes
batches      rows a few at a time                  linked       what the JSON-LD formats share
                                                   segments     what TEI sets in parallel
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from headwater.errors import HeadwaterError, UsageError
from headwater.export.rows import FORMATS, Files, write
from headwater.records import Tables

__all__ = ["FORMATS", "ONE_FILE", "Files", "Whole", "chunks", "export", "write"]


class Whole(NamedTuple):
    """A format that is one file for a heap."""

    ending: str
    media: str  # its type on the web
    module: str  # opened only by who asks for the format: some need the report, and that takes time
    function: str


ONE_FILE = {
    "dot": Whole(".dot", "text/vnd.graphviz", "graphs", "dot"),
    "graphml": Whole(".graphml", "application/graphml+xml", "graphs", "graphml"),
    "newick": Whole(".nwk", "text/x-nh", "graphs", "newick"),
    "web-annotation": Whole(".jsonld", "application/ld+json", "annotations", "annotations"),
    "prov": Whole(".jsonld", "application/ld+json", "provenance", "provenance"),
    "tei": Whole(".xml", "application/tei+xml", "tei", "tei"),
    "schema-org": Whole(".jsonld", "application/ld+json", "appearances", "claims"),
    "zip": Whole(".zip", "application/zip", "bundle", "bundle"),
}


def export(tables: Tables, path: str | Path, form: str = "jsonl") -> list[Path]:
    """What was found, in one of `FORMATS` (a folder with one file a table) or of `ONE_FILE`; returns the files written.

    Raises UsageError for a form that is none, and where a form cannot hold what was found (Newick: two parents).
    """
    if form in ONE_FILE:
        return [_put(chunks(tables, form), Path(path))]
    if form not in FORMATS:
        raise UsageError(f"There is no form {form!r}; there are {', '.join((*FORMATS, *ONE_FILE))}.")
    with Files(path, tables, form) as files:
        files.write(tables)
    return files.paths


def chunks(tables: Tables, form: str) -> Iterator[bytes]:
    """The file that a form of `ONE_FILE` is, piece by piece."""
    whole = ONE_FILE[form]
    make: Callable[[Tables], Iterator[bytes]] = getattr(
        import_module(f"headwater.export.{whole.module}"), whole.function
    )
    return make(tables)


def _put(parts: Iterator[bytes], path: Path) -> Path:
    """A file with these bytes, there whole or not at all."""
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            try:
                file.writelines(parts)
            except BaseException:
                new.unlink()
                raise
        new.replace(path)
    except OSError as error:
        raise HeadwaterError(f"Cannot write {path}: {error.strerror}.") from error
    return path
