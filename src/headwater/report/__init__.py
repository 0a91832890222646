"""Report: read-only views over the tables, as one static page and as the pieces that the server shows too.

`words` and `marks` know no table; `tree` draws; `strands` finds where wording enters; `dossier` holds one story's
rows; `findings` and `texts` make records of them that a template prints as they are; `html` is the front door.
"""

from headwater.report.html import (
    document_page,
    index_page,
    missing_page,
    page,
    security_policy,
    story_page,
    story_section,
)

__all__ = [
    "document_page",
    "index_page",
    "missing_page",
    "page",
    "security_policy",
    "story_page",
    "story_section",
]
