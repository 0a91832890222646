"""DOT, GraphML, Newick: the family trees of all stories, as `headwater tree` writes them."""

from collections.abc import Iterator

from headwater.records import Tables
from headwater.tell import GRAPHS, story_trees


def dot(tables: Tables) -> Iterator[bytes]:
    """Graphviz: lost sources dashed, merged texts on dotted lines."""
    yield GRAPHS["dot"](story_trees(tables)).encode()


def graphml(tables: Tables) -> Iterator[bytes]:
    """GraphML: every witness and every edge with what the tables say of it."""
    yield GRAPHS["graphml"](story_trees(tables)).encode()


def newick(tables: Tables) -> Iterator[bytes]:
    """Newick: one tree a line. Raises UsageError where a text has two parents."""
    yield GRAPHS["newick"](story_trees(tables)).encode()
