"""Views: what was found as objects for Python: a heap, its stories, their trees and claims, and two texts compared.

Each is a thin, read-only look at the tables, shows itself in notebooks and prints itself as text.

heap        a heap of pages, traced or from a workspace      tree   the family trees of a story
story       one story and what belongs to it                 claim  what accounts agree on
comparison  two texts, aligned
"""

from headwater.views.claim import Claim
from headwater.views.comparison import Diff, diff
from headwater.views.heap import Heap, open, trace
from headwater.views.story import Story
from headwater.views.tree import Tree

__all__ = ["Claim", "Diff", "Heap", "Story", "Tree", "diff", "open", "trace"]
