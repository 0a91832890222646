"""The corridor: a room imports only rooms before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import headwater

SOURCE = Path(headwater.__file__).parent
ROOMS = """
    errors records text engine store models pages documents passages engine_spark stories territories names dates
    stemma language statements events claims dedup pipeline watch report tell export views server cli
""".split()


def room_of(path: Path) -> str:
    """The room that a file belongs to: the file itself, or the folder it lies in."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The rooms that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("headwater."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "headwater":
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else (a.name for a in node.names)


def test_every_file_belongs_to_a_room() -> None:
    rooms = {room_of(p) for p in SOURCE.rglob("*.py")} - {"__init__"}
    assert rooms - set(ROOMS) == set()
    assert set(ROOMS) - rooms == set()


def test_a_room_imports_only_rooms_before_it() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        room = room_of(path)
        if room == "__init__":
            continue
        for other in imported(path):
            if other in ROOMS:
                assert ROOMS.index(other) <= ROOMS.index(room), f"{path.name} of {room} imports {other}"


def test_no_module_is_imported_in_a_circle() -> None:
    """Within a room too: a file may not need itself on the way."""
    files = {".".join(("headwater", *p.relative_to(SOURCE).with_suffix("").parts)): p for p in SOURCE.rglob("*.py")}
    edges = {name: {m for m in _modules(path) if m in files and m != name} for name, path in files.items()}
    seen: dict[str, int] = {}

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way, name])
        if name not in seen:
            for other in sorted(edges[name]):
                visit(other, (*way, name))
            seen[name] = 1

    for name in sorted(files):
        visit(name, ())


def _modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found
