"""Parsing: best trees, words as a treebank cuts them, the shipped network, and a user's own pipeline of spaCy."""

import itertools
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headwater.errors import UsageError
from headwater.language import Clause, Modelled, Sentence, Token, reader
from headwater.language.forms import affixes, words
from headwater.language.lexicon import CUES, VERB_FORMS
from headwater.language.network import load, parse
from headwater.language.parsers import Pipeline, Shipped, role_of
from headwater.language.refined import refined
from headwater.language.roles import Role
from headwater.language.trees import heads
from headwater.records import Span
from headwater.text import paragraphs

ENGLISH = Modelled(Shipped(), everywhere=True)


def is_tree(parents: tuple[int, ...]) -> bool:
    """Whether all words reach the root, which has one child."""
    for word in range(1, len(parents) + 1):
        at = word
        for _ in parents:
            at = parents[at - 1] if at else 0
        if at:
            return False
    return parents.count(0) == 1


def total(scores: np.ndarray, parents: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, p] for i, p in enumerate(parents)))


@given(st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.integers(-9, 9))))
def test_heads_are_a_tree_and_the_best_where_its_root_is_right(scores: np.ndarray) -> None:
    n = len(scores)
    scores[np.arange(n), np.arange(1, n + 1)] = -1e9
    found = tuple(heads(scores))
    assert is_tree(found)
    rooted = [p for p in itertools.product(range(n + 1), repeat=n) if is_tree(p) and p.index(0) == found.index(0)]
    assert total(scores, found) == max(total(scores, p) for p in rooted)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The port's all-night ferry didn't sail.", "The port 's all - night ferry did n't sail ."),
        ("Ms. Quill, of the U.S. Navy, paid $1,200.50.", "Ms. Quill , of the U.S. Navy , paid $ 1,200.50 ."),
        ("“We cannot,” she’d said...", "“ We can not , ” she ’d said ..."),
        ("No. 7 sank; no.", "No. 7 sank ; no ."),
    ],
)
def test_words_are_cut_as_in_a_treebank(text: str, cut: str) -> None:
    assert [text[w.start : w.end] for w in words(text, 0, len(text))] == cut.split()


@given(st.text(max_size=60))
def test_words_leave_out_blanks_alone(text: str) -> None:
    found = words(text, 0, len(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join(text[w.start : w.end] for w in found) == "".join(text.split())
    assert all(len(affixes(text[w.start : w.end])) == 8 for w in found)


def roles(text: str, by: Modelled = ENGLISH) -> dict[str, tuple[str, str]]:
    """Every word with its role and the word that it hangs on."""
    found: dict[str, tuple[str, str]] = {}
    for s in by.read(text, paragraphs(text)):
        for t in s.tokens:
            head = text[s.tokens[t.head].start : s.tokens[t.head].end] if t.head >= 0 else ""
            found[text[t.start : t.end]] = (t.role, head)
    return found


def test_the_shipped_network_finds_who_did_what() -> None:
    found = roles("The harbour office said that the old ferry was sold by two brothers.")
    assert found["said"] == ("root", "")
    assert found["office"] == ("subject", "said")
    assert found["sold"] == ("complement", "said")
    assert found["ferry"] == ("passive subject", "sold")


def test_a_quotation_hangs_on_its_verb() -> None:
    found = roles("“The old ferry was sold by two brothers,” the harbour office said.")
    assert found["“The old ferry was sold by two brothers,”"] == ("complement", "said")
    assert found["ferry"] == ("passive subject", "sold")


def test_a_noun_that_looks_like_a_cue_is_none_to_the_parser() -> None:
    text = "The board rejected a media request to open the file."
    assert cues(text, "floor") == ["rejected", "request"]
    assert cues(text, "english") == ["rejected"]


def cues(text: str, name: str) -> list[str]:
    return [text[c.verb.start : c.verb.end] for s in reader(name).read(text, paragraphs(text)) for c in s.clauses]


def test_a_sentence_is_parsed_alike_alone_and_among_others() -> None:
    one, other = "The boats left at noon .".split(), "Nobody knew why".split()
    assert parse(load(), [other, one, other])[1] == parse(load(), [one])[0]


def spans(found: list[Sentence]) -> list[tuple[int, int]]:
    return [(t.start, t.end) for s in found for t in s.tokens]


ODD = st.text(st.sampled_from(list("\"'“”‘’ \n.,:-—()[]He said X \ud800\u202e\u200b")), max_size=120)


@settings(deadline=None)  # the first text waits for the weights
@given(ODD | st.text(max_size=200))
def test_whatever_the_text_the_tokens_are_those_of_the_floor(text: str) -> None:
    found = ENGLISH.read(text, paragraphs(text))
    assert spans(found) == spans(reader("floor").read(text, paragraphs(text)))
    assert all(-1 <= t.head < len(s.tokens) for s in found for t in s.tokens)


def test_a_table_without_full_stops_is_left_unparsed() -> None:
    assert {role for role, _ in roles("he said that " * 2000).values()} == {""}


def test_labels_of_both_schemes_are_understood() -> None:
    assert role_of("nsubj:pass") == role_of("nsubjpass") == "passive subject"
    assert role_of("obl:tmod") == "oblique"
    assert role_of("punct") == ""


LESSONS = [
    ("Quill said boats sank .", [1, 1, 3, 1, 1], "nsubj ROOT nsubj ccomp punct", "NNP VBD NNS VBD ."),
    ("Breck said ferries left .", [1, 1, 3, 1, 1], "nsubj ROOT nsubj ccomp punct", "NNP VBD NNS VBD ."),
    ("Boats sank .", [1, 1, 1], "nsubj ROOT punct", "NNS VBD ."),
    ("Ferries left .", [1, 1, 1], "nsubj ROOT punct", "NNS VBD ."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline of spaCy that knows four sentences."""
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example  # noqa: PLC0415

    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = [
        Example.from_dict(nlp.make_doc(text), {"heads": tree, "deps": labels.split(), "tags": tags.split()})
        for text, tree, labels, tags in LESSONS
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    path = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(path)
    return path


def test_a_users_own_pipeline_reads_through_the_same_code(folder: Path) -> None:
    own = reader(str(folder))
    assert isinstance(own, Modelled)
    assert own.name == str(folder)
    found = roles("Boats sank .\n\nQuill said ferries left .", own)
    assert found["Quill"] == ("subject", "said")
    assert found["left"] == ("complement", "said")
    assert found["ferries"] == ("subject", "left")


def test_the_environment_names_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADWATER_LANGUAGE", raising=False)
    assert reader().name == "floor"
    monkeypatch.setenv("HEADWATER_LANGUAGE", "english")
    assert reader().name == "english"


def test_what_holds_no_cue_is_read_as_by_the_floor() -> None:
    text = "According to the port office, two boats sank."
    assert reader("english").read(text, paragraphs(text)) == reader("floor").read(text, paragraphs(text))


def test_a_pipeline_that_is_not_there_is_named() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(UsageError, match="no_such_pipeline"):
        Pipeline("no_such_pipeline").words("Boats sank.", paragraphs("Boats sank."))


def tokens(text: str, tree: list[tuple[str, str, int]]) -> tuple[Token, ...]:
    """The words of a text with tag, role and head; verbs with their lemma."""
    spans = words(text, 0, len(text))
    rows = zip(spans, tree, strict=True)
    forms = [text[w.start : w.end].lower() for w in spans]
    lemmas = [VERB_FORMS[form][0] if tag in ("V", "VD") else "" for form, (tag, _, _) in zip(forms, tree, strict=True)]
    return tuple(
        Token(w.start, w.end, form, tag, lemma, cast(Role, role), head)
        for (w, (tag, role, head)), form, lemma in zip(rows, forms, lemmas, strict=True)
    )


SAID = "Many say boats sank."
SAID_TREE = [("N", "subject", 1), ("V", "root", -1), ("N", "subject", 3), ("VD", "complement", 1), (".", "", 1)]


def test_a_cue_that_the_floor_missed_is_added_with_its_roles() -> None:
    (clause,) = refined(tokens(SAID, SAID_TREE), ())
    assert (clause.verb, clause.subject, clause.content) == (Span(5, 8), Span(0, 4), (Span(9, 19),))
    assert refined(tokens(SAID, SAID_TREE), (clause,)) == (clause,)


def test_what_may_be_said_is_not_added() -> None:
    tree = [
        ("N", "subject", 2), ("MD", "", 2), ("V", "root", -1),
        ("N", "subject", 4), ("VD", "complement", 2), (".", "", 2),
    ]  # fmt: skip
    assert refined(tokens("Many may say boats sank.", tree), ()) == ()


def test_an_infinitive_is_taken_to_its_end() -> None:
    text = "Quill vowed to sell boats and close ports."
    tree = [
        ("P", "subject", 1), ("VD", "root", -1), ("TO", "", 3), ("V", "infinitive", 1), ("N", "object", 3),
        ("CC", "", 6), ("V", "conjunct", 3), ("N", "object", 6), (".", "", 1),
    ]  # fmt: skip
    short = Clause(CUES["vow"], Span(6, 11), Span(0, 5), (Span(12, 25),), "after")
    (clause,) = refined(tokens(text, tree), (short,))
    assert text[clause.content[0].start : clause.content[0].end] == "to sell boats and close ports"


def test_things_show_only_by_a_that_or_as_writings() -> None:
    tree = [
        ("N", "subject", 1), ("V", "root", -1), ("SUB", "", 4),
        ("N", "subject", 4), ("VD", "complement", 1), (".", "", 1),
    ]  # fmt: skip
    assert refined(tokens("Months show whether boats sank.", tree), ()) == ()
    assert len(refined(tokens("Months show that boats sank.", tree), ())) == 1
    assert len(refined(tokens("Polls show whether boats sank.", tree), ())) == 1
