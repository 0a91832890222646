"""Tell: the family trees and one edge of them, for a terminal and for programs that draw.

`trees` lays a story's families out in rows; `terminal` and `graphs` write them down; `finding` knows a text by what
people call it; `edge` says why two texts are linked, or how else they hang together; `sides` puts their words side by
side.
"""

from headwater.tell.edge import Case, case, why
from headwater.tell.graphs import GRAPHS
from headwater.tell.terminal import told, written
from headwater.tell.trees import StoryTree, chosen, story_trees

__all__ = ["GRAPHS", "Case", "StoryTree", "case", "chosen", "story_trees", "told", "why", "written"]
