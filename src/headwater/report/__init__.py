"""Report: read-only views over the tables, as one static page and as the pieces that the server shows too.

`words` and `marks` know no table; `tree` draws; `pairs` tells what two texts share, `strands` where wording enters;
`dossier` holds one story's rows; `findings` and `texts` make records of them, `views` puts these together for the
templates; `html` renders them, `squeeze` makes that small.
"""

from headwater.report.dossier import story_list
from headwater.report.html import (
    compare,
    page,
    security_policy,
    story_section,
)

__all__ = [
    "compare",
    "page",
    "security_policy",
    "story_list",
    "story_section",
]
