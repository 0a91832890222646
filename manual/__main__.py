"""python -m manual: writes the reference of commands anew, and the answers on the walks, those of the README too."""

from tempfile import TemporaryDirectory

from manual import DOCS, commands, walks


def main() -> None:
    """Rewrites the pages; says which have changed."""
    pages = {commands.PAGE: commands.page()}
    for path in walks.pages():
        with TemporaryDirectory() as folder:
            pages[path] = walks.replayed(path.read_text("utf-8"), folder)
    for path, text in pages.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
