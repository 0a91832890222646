"""Server: the workbench over HTTP. It reads a workspace page by page, and adds to it through one worker.

door       who may come in: names, tokens, keys
show       templates and what they say
guard      every request and every answer passes here
kept       pages that were drawn, as long as nothing is new
asked      what a query asks for, and links that ask for more
pages      stories, one story, one document, two texts side by side
taking     what is handed in: files, addresses, texts
work       what is done in the background, one thing after the other
labour     the process that does it
reaching   addresses of the open network, and no others
api        the same for programs
assets     style sheets and scripts
app        all of it put together
"""

from headwater.server.app import app, is_free, serve
from headwater.server.door import Door

__all__ = ["Door", "app", "is_free", "serve"]
