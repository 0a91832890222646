"""Words and candidate pairs alone, beside the floor in C: `python -m bench.reuse.candidates HEAP`."""

import json
import sys
import tempfile
from pathlib import Path

from headwater.pages.columns import Names, batches
from headwater.passages import corpus
from headwater.passages.fast.heap import ranked
from headwater.passages.fast.seeds import candidates


def main(path: Path) -> dict[str, int]:
    """How many pairs of documents would be aligned."""
    with tempfile.TemporaryDirectory() as folder:
        found = corpus.read_corpus(lambda: batches([path], Names("text", "id")), corpus.Stages(Path(folder), ""))
        return {"pairs": len(candidates(found.columns, ranked(found.ids)).left)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
