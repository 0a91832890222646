"""The peers, each in a process of its own: `python -m bench.reuse.peers rensa|rensa-flags|datasketch HEAP`.

Each reads the heap's `text` column, makes runs of four words, signatures of 128 permutations, an index, and asks it for
every document; it prints what it found as one JSON object. None of them tells where in the texts the wording stands.
"""

import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from bench.reuse.heap import texts

PERMUTATIONS = 128
BANDS = 32  # of four rows: a pair of likeness .4 is found as often as not
THRESHOLD = 0.4


def shingles(path: Path) -> Iterator[list[str]]:
    """The runs of four words of every document."""
    for text in texts(path):
        words = text.lower().split()
        yield list(map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False))) or words


def rensa(path: Path) -> dict[str, int]:
    """Signatures and index in bulk; for every document the documents that are like it."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    signatures = RMinHash.from_token_sets(shingles(path), PERMUTATIONS, 42)
    index = RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS)
    index.insert_many(signatures)
    return {"links": sum(map(len, index.query_all(signatures))) - len(signatures)}


def rensa_flags(path: Path) -> dict[str, int]:
    """Its fastest way, a matrix in one shot: whether a document is like any other, not which."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    matrix = RMinHash.digest_matrix_from_token_sets(shingles(path), PERMUTATIONS, 42)
    flags = RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS).query_duplicate_flags_matrix_one_shot(matrix)
    return {"flagged": sum(flags)}


def datasketch(path: Path) -> dict[str, int]:
    """Signatures in bulk with a hash function in C; an index; one query a document."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    coded = ([s.encode("utf-8", "replace") for s in every] for every in shingles(path))
    signatures = MinHash.bulk(coded, num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    with index.insertion_session() as session:
        for number, signature in enumerate(signatures):
            session.insert(number, signature, check_duplication=False)
    return {"links": sum(len(index.query(s)) for s in signatures) - len(signatures)}


PEERS = {"rensa": rensa, "rensa-flags": rensa_flags, "datasketch": datasketch}

if __name__ == "__main__":
    print(json.dumps(PEERS[sys.argv[1]](Path(sys.argv[2]))))
