"""Show: a template and what it says -> a page, under the head that all pages of the workbench have."""

from typing import Any

from markupsafe import Markup

from headwater.report.html import environment
from headwater.server.assets import address


def page(template: str, *, title: str, **values: Any) -> bytes:
    """The page as bytes; half characters, which UTF-8 cannot hold, become question marks."""
    shown = environment().get_template(template).render(title=title, asset=address, **_USUAL | values)
    return shown.encode("utf-8", "replace")


def piece(html: str | None) -> Markup | None:
    """A piece of a page that the report has rendered, and so escaped."""
    return None if html is None else Markup(html)  # noqa: S704


_USUAL = {"reading": False, "live": "", "words": ""}
