"""The figures of reuse: the heap is what it says, its truth is exact, and the score tells good from bad."""

import re
from functools import cache
from random import Random

import pytest
from quality.reuse import invented
from quality.reuse.heap import VIRAL, Setting, apart, heap
from quality.reuse.kinds import COPIERS
from quality.reuse.model import Derived, Heap, Line, Word, parsed, plain
from quality.reuse.scoring import Found, Judged, score
from quality.reuse.scoring import judged as judged_by_steps
from quality.reuse.truth import Extent, Pair, Truth, bits, places, truth, truths

from headwater.text import words


@cache
def made(documents: int = 260, furniture: bool = True, nameless: float = 0.0) -> Heap:
    return heap(invented.articles(80, 5), 5, Setting(documents, furniture, nameless))


@cache
def true() -> dict[Pair, Truth]:
    return truths(made().documents)


def shown(text: str, mask: int) -> str:
    return "".join(c for k, c in enumerate(text) if mask >> k & 1)


def test_the_same_seed_gives_the_same_heap_and_another_seed_another() -> None:
    one, two, other = (heap(invented.articles(30, 5), seed, Setting(60, furniture=True)) for seed in (7, 7, 8))
    assert one == two
    assert one.documents != other.documents


def test_a_heap_has_about_as_many_documents_as_asked_for() -> None:
    assert 200 <= len(made().documents) <= 260
    assert len({d.name for d in made().documents}) == len(made().documents)


def test_invented_articles_share_no_run_of_words() -> None:
    assert sorted(apart(invented.articles(80, 5), Random(1))) == list(range(80))  # noqa: S311  (repeatable)


def test_offsets_of_the_truth_are_those_of_the_text() -> None:
    for d in made().documents[:60]:
        found = places(d)
        for line in d.lines:
            for w in line.words:
                if w.origin:
                    place = found[w.origin]
                    assert d.text[place.start : place.end] == w.form


def test_furniture_is_never_in_the_truth() -> None:
    of = {d.name: d for d in made().documents}
    inside = {}
    for d in of.values():
        at, mask = 0, 0
        for line in d.lines:
            length = len(" ".join(w.form for w in line.words))
            mask |= bits(at, at + length) if line.furniture else 0
            at += length + len(d.gap)
        inside[d.name] = mask
    assert any(t.stretches for t in true().values())
    for (a, b), t in true().items():
        assert not t.wanted.a & inside[a]
        assert not t.wanted.b & inside[b]


def test_a_copy_reads_the_same_on_both_sides_whatever_the_sites_print() -> None:
    of = {d.name: d for d in made().documents}
    copies = [(f"copy{k:04}", f"source{k:04}") for k in range(40) if f"copy{k:04}" in of]
    assert copies
    for one, two in copies:
        t = truth(places(of[one]), places(of[two]))
        sides = (shown(of[one].text, (t.wanted | t.free).a), shown(of[two].text, (t.wanted | t.free).b))
        a, b = ([w.form for w in words(side)] for side in sides)
        assert a == b


def test_furniture_within_a_passage_parts_it_and_loses_no_word() -> None:
    said = [Word(f"w{k}", (1, k)) for k in range(12)]
    whole = Derived("a", "copy", [Line(said)])
    parted = Derived("b", "copy", [Line(said[:5]), Line(plain("Read more"), furniture=True), Line(said[5:])])
    t = truth(places(whole), places(parted))
    assert [shown(whole.text, s.a) for s in t.stretches] == ["w0 w1 w2 w3 w4", "w5 w6 w7 w8 w9 w10 w11"]
    assert "Read" not in shown(parted.text, t.wanted.b)


def test_small_changes_are_bridged_and_larger_gaps_part() -> None:
    said = [Word(f"w{k}", (1, k)) for k in range(40)]
    for skipped, stretches in ((10, 1), (11, 2)):
        other = Derived("b", "edit", [Line([*said[:10], *plain("x " * skipped), *said[10:]])])
        assert len(truth(places(Derived("a", "source", [Line(said)])), places(other)).stretches) == stretches


def test_only_figures_change_in_a_copy_with_numbers_changed() -> None:
    of = {d.name: d for d in made(furniture=False).documents}
    pairs = [(of[n], of[n.replace("numbers", "source")]) for n in of if n.startswith("numbers")]
    assert pairs
    for changed, source in pairs:
        assert re.sub(r"\d", "0", changed.text) == re.sub(r"\d", "0", source.text)
        assert changed.text != source.text


def test_every_kind_of_copier_gives_words_of_the_source() -> None:
    articles = {n: parsed(text, n) for n, text in enumerate(invented.articles(2, 5))}
    for copier in COPIERS.values():
        made_of = copier(articles[0], articles[1], Random(1))  # noqa: S311  (repeatable)
        origins = {w.origin for s in made_of for w in s if w.origin}
        assert sum(article == 0 for article, _ in origins) >= 5


def test_a_viral_body_is_printed_word_for_word_on_more_than_forty_sites() -> None:
    viral = [d for d in made().documents if d.kind == "viral"]
    assert len(viral) == VIRAL
    assert len({(d.url or "").split("/")[2] for d in viral}) > 40
    said = {" ".join(w.form for line in d.lines if not line.furniture for w in line.words) for d in viral}
    assert len(said) == 1


def test_sites_share_some_furniture_and_have_some_of_their_own() -> None:
    printed: dict[str, set[str]] = {}
    for d in made().documents:
        host = (d.url or "").split("/")[2]
        for line in d.lines:
            if line.furniture and len(line.words) >= 8:
                printed.setdefault(" ".join(w.form for w in line.words), set()).add(host)
    assert any(len(hosts) > 3 for hosts in printed.values())
    assert any(len(hosts) == 1 for hosts in printed.values())


def test_rows_without_an_address_are_about_as_many_as_asked_for() -> None:
    assert all(d.url for d in made().documents)
    nameless = made(nameless=0.5).documents
    assert 0.35 < sum(d.url is None for d in nameless) / len(nameless) < 0.65


def test_texts_that_share_a_commonplace_alone_are_no_pair() -> None:
    alone = [t for t in true().values() if t.commonplace and not t.stretches]
    assert len(alone) > 10
    assert all(t.free.size() for t in alone)


def judged(found: dict[Pair, list[Found]]) -> Judged:
    return Judged(made(), true(), found, 1.0)


def perfect() -> dict[Pair, list[Found]]:
    return {p: [Found(s, "copy", "") for s in t.stretches] for p, t in true().items() if t.stretches}


def test_who_finds_the_truth_scores_one() -> None:
    assert set(score(judged(perfect())).values()) == {1.0}


def test_who_finds_nothing_scores_zero() -> None:
    assert set(score(judged({}), of_kinds=False).values()) <= {0.0, 1.0}  # commonplaces are left alone, too
    assert score(judged({}))["pairs recall"] == 0.0


def test_a_false_pair_costs_precision_and_no_recall() -> None:
    found = perfect()
    lone = sorted(d.name for d in made().documents if d.kind == "lone")[:2]
    assert (lone[0], lone[1]) not in found
    found[lone[0], lone[1]] = [Found(Extent(bits(0, 90), bits(0, 90)), "copy", "")]
    figures = score(judged(found))
    assert figures["pairs recall"] == 1.0
    assert 0.9 < figures["pairs precision"] < 1.0
    assert figures["characters precision"] < 1.0


def test_a_passage_that_leaks_into_furniture_costs_characters() -> None:
    found = {
        pair: [f._replace(extent=Extent(f.extent.a | 1, f.extent.b)) for f in every]
        for pair, every in perfect().items()
    }
    figures = score(judged(found))
    assert figures["characters precision"] < 1.0
    assert figures["characters recall"] == 1.0


def test_half_of_a_passage_is_half_of_its_characters() -> None:
    found = {}
    for pair, every in perfect().items():
        found[pair] = [f._replace(extent=f.extent._replace(b=0)) for f in every]
    assert score(judged(found))["characters recall"] == pytest.approx(0.5, abs=0.05)


def test_a_viral_body_may_hang_together_by_its_cluster() -> None:
    """Each copy listed with one representative only."""
    first = min(d.name for d in made().documents if d.kind == "viral")
    found = {p: [f._replace(cluster="wire") for f in every] for p, every in perfect().items() if p[0] == first}
    figures = score(judged(found))
    assert figures["viral, pairs recall"] == 1.0
    assert figures["viral, characters recall"] > 0.99


def test_of_articles_that_share_wording_by_nature_one_is_taken() -> None:
    run = "the very same seven words stand here"
    texts = [f"Before {n} {run}, after {n}." for n in range(2)] + ["Nothing of it."]
    assert [len(list(apart(texts, Random(seed)))) for seed in range(4)] == [2] * 4  # noqa: S311  (repeatable)


def test_copies_are_found_without_any_data_of_others() -> None:
    figures = score(judged_by_steps(heap(invented.articles(20, 5), 5, Setting(42)), "body"), of_kinds=False)
    assert figures["pairs precision"] == 1.0
    assert figures["pairs recall"] > 0.95
    assert figures["characters precision"] > 0.95
    assert figures["characters recall"] > 0.95


def test_pages_with_furniture_go_through_as_rows_with_text_and_address() -> None:
    judgement = judged_by_steps(heap(invented.articles(20, 5), 5, Setting(28, furniture=True)), "text")
    assert score(judgement, of_kinds=False)["pairs recall"] > 0.8
