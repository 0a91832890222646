"""Versions: by which version of a step a finding was made.

The version of a step is a digest of all that it is made of: its room and those before it, with their data, the readers
of others that reading leans on, and the reader of language that the environment names. Nobody has to remember to count
one up.
"""

import os
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec

import headwater

# The rooms in the order of the corridor, and the step that ends with them.
_ROOMS = (
    ("errors records text engine models pages documents", "documents"),
    ("passages", "passages"),
    ("stories", "stories"),
    ("territories names dates", "dates"),
    ("stemma", "stemma"),
    ("language statements", "statements"),
    ("events", "events"),
    ("claims", "claims"),
)
_READERS = ("trafilatura", "htmldate", "py3langid", "lxml")  # whose findings a page's reading rests on


def recipe() -> str:
    """The version of every step, as one line of JSON."""
    return _recipe(os.environ.get("HEADWATER_LANGUAGE", ""))


@cache
def _recipe(language: str) -> str:
    digest = blake2b(digest_size=6)
    digest.update(" ".join(version(name) for name in _READERS).encode())
    found = {}
    for rooms, step in _ROOMS:
        for room in rooms.split():
            digest.update(_room(room))
        if step == "statements":
            digest.update(language.encode("utf-8", "surrogateescape"))
        found[step] = digest.hexdigest()
    return msgspec.json.encode(found).decode()


def _room(name: str) -> bytes:
    """A digest of all files of a room."""
    home = Path(headwater.__file__).parent
    files = sorted(p for p in (home / name).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    digest = blake2b(digest_size=16)
    for path in files or [home / f"{name}.py"]:
        digest.update(path.relative_to(home).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.digest()
