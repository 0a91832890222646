"""The figures of descent: the heap is what it says, its truth holds together, and the score tells good from bad."""

from functools import cache
from random import Random

import pytest
from quality.descent import by_peers, copiers, peers
from quality.descent.copiers import OPERATIONS, Kit, house
from quality.descent.model import Edge, Gold, Heap, Lost, Text
from quality.descent.score import Found, Row, score
from quality.descent.shapes import MOST, made_up, read
from quality.descent.simulate import SETTINGS, heap
from quality.descent.supply import Supply, own


@cache
def made(setting: str = "lies+lost", seed: int = 5, stories: int = 12, form: str = "body") -> Heap:
    return heap(own(200, 5), (), seed, SETTINGS[setting], stories, form)


def as_found(gold: Gold) -> Found:
    """The gold as if it had been found."""
    witnesses: list[Row] = [{"id": d, "kind": "document"} for d in gold.twin]
    witnesses += [{"id": x.name, "kind": "lost"} for x in gold.lost]
    return Found(gold, witnesses, [as_row(e) for e in gold.edges])


def as_row(edge: Edge) -> Row:
    return {"parent": edge.parent, "child": edge.child, "how": edge.how, "probability": 1.0}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_gold_scored_against_itself_is_perfect(setting: str) -> None:
    figures = score(as_found(made(setting).gold))
    shares = {f: x for f, x in figures.items() if not f.endswith(("true", "found", "made up", "error"))}
    assert shares == dict.fromkeys(shares, 1.0)
    assert {"edges F1", "ancestors F1", "root", "merges, both parents", "origins exact", "quote, recall"} <= set(shares)
    assert figures["calibration error"] == figures["origins mean error"] == 0.0
    assert ("lost sources F1" in shares) == ("lost" in setting or setting == "bad")


def test_the_same_seed_gives_the_same_heap_and_another_seed_another() -> None:
    one, two, other = (heap(own(60, 5), (), seed, SETTINGS["bad"], 3) for seed in (7, 7, 8))
    assert one == two
    assert one.rows != other.rows


def test_rows_are_what_may_be_handed_in_and_tell_nothing_by_their_order() -> None:
    for form in ("body", "text"):
        rows = made(form=form).rows
        assert [r["id"] for r in rows] == sorted(set(made().gold.twin))
        assert all(form in r and r["url"].startswith("https://") for r in rows)


def test_nothing_is_lost_where_nothing_shall_be_and_no_date_lies() -> None:
    assert not made("clean").gold.lost
    assert all("date_published" in row for row in made("clean").rows)
    clean, bad = ({r["id"]: r.get("date_published") for r in made(s).rows} for s in ("clean", "bad"))
    missing = [d for d in bad if bad[d] is None]
    wrong = [d for d in bad if bad[d] not in (None, clean[d])]
    assert 0.15 < len(missing) / len(bad) < 0.45
    assert 0.15 < len(wrong) / (len(bad) - len(missing)) < 0.65


def test_what_is_lost_is_in_no_row_and_leaves_two_copies() -> None:
    gold = made().gold
    assert gold.lost
    assert {x.name for x in gold.lost}.isdisjoint(row["id"] for row in made().rows)
    assert all(len(x.children) >= 2 for x in gold.lost)
    assert {e.parent for e in gold.edges} <= {*gold.twin, *(x.name for x in gold.lost)}


def test_every_edge_turned_round_is_right_but_for_its_direction() -> None:
    gold = made("clean").gold
    rows = [as_row(e._replace(parent=e.child, child=e.parent)) for e in gold.edges]
    figures = score(Found(gold, [{"id": d, "kind": "document"} for d in gold.twin], rows))
    assert figures["edges F1"] < 0.2
    assert figures["undirected F1"] == 1.0


def small(lost: bool = False) -> Gold:
    """Three texts: b and c were made of a, or of something lost that a was made of too; t is a to the letter."""
    parent = "lost:x" if lost else "a"
    edges = [Edge(parent, child, "copy") for child in ("b", "c")] + [Edge("lost:x", "a", "copy")] * lost
    sources = (Lost("lost:x", frozenset("abc"), True),) if lost else ()
    twin = {"a": "a", "b": "b", "c": "c", "t": "a"}
    over = frozenset() if lost else frozenset({("a", "b"), ("a", "c")})
    return Gold({"s": ("a", "b", "c", "t")}, (*edges, Edge("a", "t", "copy")), sources, twin, over, {"s": 1})


def found(gold: Gold, *edges: tuple[str, str, float]) -> dict[str, float]:
    nodes = {n for p, c, _ in edges for n in (p, c)} | set(gold.twin)
    witnesses = [{"id": n, "kind": "lost" if n.startswith("lost:") else "document"} for n in sorted(nodes)]
    rows = [{"parent": p, "child": c, "how": "copy", "probability": x} for p, c, x in edges]
    return score(Found(gold, witnesses, rows))


def test_a_twin_is_as_good_a_parent_and_shares_the_probability() -> None:
    assert found(small(), ("t", "b", 1.0), ("a", "c", 1.0), ("a", "t", 1.0))["edges F1"] == 1.0
    shared = found(small(), ("t", "b", 0.4), ("a", "b", 0.4), ("a", "c", 1.0), ("t", "a", 1.0))
    assert shared["edges recall"] == 1.0
    assert found(small(), ("t", "b", 0.4), ("a", "c", 1.0), ("t", "a", 1.0))["edges recall"] < 1.0


def test_a_lost_source_is_found_by_half_of_its_copies() -> None:
    gold = small(lost=True)
    half = found(gold, ("lost:1", "b", 1.0), ("lost:1", "c", 1.0), ("a", "t", 1.0))
    assert (half["lost sources F1"], half["lost sources, exact"]) == (1.0, 0.0)
    all_three = found(gold, *(("lost:1", d, 1.0) for d in "abc"), ("a", "t", 1.0))
    assert all_three["lost sources, exact"] == all_three["root"] == all_three["origins exact"] == 1.0
    none = found(gold, ("a", "b", 1.0), ("b", "c", 1.0), ("a", "t", 1.0))
    assert (none["lost sources F1"], none["root"]) == (0.0, 0.0)
    assert none["edges precision"] < 0.5


def test_a_text_that_only_quotes_is_an_origin() -> None:
    gold = Gold({"s": ("a", "q")}, (Edge("a", "q", "quote"),), (), {"a": "a", "q": "q"}, frozenset(), {"s": 2})
    assert score(as_found(gold))["origins exact"] == 1.0
    assert found(gold, ("a", "q", 1.0))["origins mean error"] == 1.0


def test_calibration_is_the_distance_from_what_is_true() -> None:
    gold = small()
    assert found(gold, ("a", "b", 1.0), ("a", "c", 1.0))["calibration error"] == 0.0
    assert found(gold, ("b", "a", 0.8), ("c", "b", 0.8))["calibration error"] == pytest.approx(0.8)


def test_calibration_adds_up_what_twins_have_and_asks_nothing_of_edges_between_them() -> None:
    edges = ("a", "b", 0.5), ("t", "b", 0.5), ("a", "t", 0.5), ("t", "a", 0.5)
    assert found(small(), *edges)["calibration error"] == 0.0
    gold = Gold(
        {"s": ("a", "b", "t")}, (Edge("b", "a", "copy"),), (), {"a": "a", "t": "a", "b": "b"}, frozenset(), {"s": 1}
    )
    assert found(gold, ("b", "a", 0.5), ("b", "t", 0.5), ("a", "t", 0.5))["calibration error"] == 0.0
    assert found(gold, ("b", "a", 0.25), ("b", "t", 0.5))["calibration error"] == pytest.approx(0.25)


def kit() -> Kit:
    chance = Random(3)  # noqa: S311  (repeatable)
    return Kit(chance, Supply(own(90, 3), chance), "topic 0", house(chance))


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_operation_leaves_a_text(operation: str) -> None:
    tools = kit()
    for _ in range(20):
        text = tools.supply.article(tools.topic)
        changed = OPERATIONS[operation](text, tools)
        assert isinstance(changed, Text)
        assert changed.headline
        assert all(w.form for s in changed.sentences for w in s)
        assert changed.words >= 10


def test_errors_descend_until_a_copier_corrects_them() -> None:
    tools = kit()
    text = tools.supply.article(tools.topic)
    wrong = copiers.slips(text, tools)
    handed_on = copiers.new_headline(wrong, tools)
    assert handed_on.readings == wrong.readings != text.readings
    righted = handed_on
    for _ in range(20):
        righted = copiers.correct(righted, tools)
    assert righted.readings == text.readings


def test_a_rewrite_changes_a_good_part_of_the_words_and_knows_where_they_are_from() -> None:
    tools = kit()
    text = tools.supply.article(tools.topic)
    made_new = copiers.rewrite(text, tools)
    assert 0.2 < len(text.readings & made_new.readings) / len(text.readings) < 0.9
    assert {w.key for s in made_new.sentences for w in s} <= {w.key for s in text.sentences for w in s}


def test_parents_come_before_children_in_every_shape() -> None:
    for seed in range(50):
        form = made_up(2 + seed % MOST, Random(seed))  # noqa: S311  (repeatable)
        assert form.parents[0] is None
        assert all(p is not None and p < n for n, p in enumerate(form.parents[1:], 1))


def test_a_stemma_is_read_with_what_is_lost_and_what_is_crossed() -> None:
    drawn = 'digraph {\nx [color="grey"];\nx -> A;\nx->B;\nB -> "C" ;\nA->C [style="dashed", dir=none];\n}\n'
    form = read(drawn, Random(1))  # noqa: S311  (repeatable)
    assert len(form.parents) == 4
    assert form.grey == {0}
    assert len(form.second) == 1


def test_the_peers_put_each_text_under_the_most_similar_earlier_one() -> None:
    texts = {
        "a": "The tram to the quarry stood still for three hours on Monday, the owners said.",
        "b": "The tram to the quarry stood still for three hours on Monday, we hear.",
        "c": "Nobody has opened the archive since the flood, and nobody wants to.",
    }
    _, edges = peers.rule(texts, {"a": "2020-01-02", "b": "2020-01-01"})
    assert [(e["parent"], e["child"]) for e in edges] == [("b", "a")]
    groups = peers.alike(texts | {"d": texts["a"]})
    assert groups["a"] == groups["d"] != groups["c"]
    assert by_peers(made())["edges F1"] > 0.2
