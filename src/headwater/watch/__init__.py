"""Watch: feeds and site maps that are asked again and again; new pages and new versions come into the workspace.

listed   what a feed or a site map lists
rounds   who is asked when, and what is read
changes  what came of it, one line each
"""

from headwater.watch.changes import Change, changes
from headwater.watch.listed import Entry, entries
from headwater.watch.rounds import Round, Watch

__all__ = ["Change", "Entry", "Round", "Watch", "changes", "entries"]
