"""Language: paragraphs -> sentences with roles; quotation marks of every sort; never raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.language import Clause, Floor, Sentence, lexicon, quotations
from headwater.records import Span
from headwater.text import paragraphs

FLOOR = Floor()


def read(text: str) -> list[Sentence]:
    return FLOOR.read(text, paragraphs(text))


def roles(text: str) -> list[tuple[str, str | None, list[str]]]:
    """Every clause as cue, subject, content pieces."""
    return [_plain(text, c) for s in read(text) for c in s.clauses]


def _plain(text: str, c: Clause) -> tuple[str, str | None, list[str]]:
    def cut(span: Span) -> str:
        return text[span.start : span.end]

    return cut(c.verb), cut(c.subject) if c.subject else None, [cut(p) for p in c.content]


@pytest.mark.parametrize(
    ("cue", "subject", "content", "text"),
    [
        ("said", "Mara Quill", "the ferry was late", "Mara Quill said the ferry was late."),
        ("said", "The port office", "two boats had sunk", "The port office said on Tuesday that two boats had sunk."),
        ("said", "the port office", "Two boats had sunk", "Two boats had sunk, the port office said."),
        ("according to", "the port office", "Two boats had sunk", "Two boats had sunk, according to the port office."),
        ("According to", "the port office", "two boats had sunk", "According to the port office, two boats had sunk."),
        ("said", "Mara Quill, a pilot from Ostrand", "“We sank,”", "“We sank,” said Mara Quill, a pilot from Ostrand."),
        ("told", "Quill", "the ferry was late", "Quill told reporters in Ostrand that the ferry was late."),
        ("said", "Ana Breck, a lawyer", "nobody was hurt", "Ana Breck, a lawyer, said nobody was hurt."),
        ("accused", "The union", "the port of hiding the wreck", "The union accused the port of hiding the wreck."),
        ("called for", "The union", "a new inquiry", "The union called for a new inquiry."),
        ("is alleged", None, "the captain slept", "It is alleged that the captain slept."),
        ("has often denied", "The minister", "money was paid", "The minister has often denied that money was paid."),
    ],
)
def test_a_cue_has_its_subject_and_its_content(cue: str, subject: str | None, content: str, text: str) -> None:
    assert (cue, subject, [content]) in roles(text)


def test_every_cue_stands_in_the_lexicon_once() -> None:
    listed = [w for block in lexicon.LISTED.values() for line in block.splitlines() for w in line.split(":")[0].split()]
    assert sorted(listed) == sorted(set(listed))
    assert len(listed) == len(lexicon.CUES)


def test_what_has_no_end_is_no_sentence() -> None:
    assert roles("he said that " * 2000) == []


def test_a_split_quotation_has_two_pieces() -> None:
    assert ("said", "she", ["“The boats,”", "“are gone.”"]) in roles("“The boats,” she said, “are gone.”")


def test_a_participle_takes_the_subject_of_its_verb() -> None:
    found = roles("Quill praised the crew, saying they had saved forty people.")
    assert ("praised", "Quill", ["the crew"]) in found
    assert ("saying", "Quill", ["they had saved forty people"]) in found


def test_what_was_not_said_is_no_attribution() -> None:
    assert roles("The office did not say how many boats had sunk.") == []
    assert roles("The union could call for a strike.") == []


def test_nouns_that_look_like_cues_are_none() -> None:
    assert roles("A similar question and the latest claims about the report were on the table.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He called it “a long night” twice.", ["“a long night”"]),
        ('He called it "a long night" twice.', ['"a long night"']),
        ("He called it ''a long night'' twice.", ["''a long night''"]),
        ("He called it „eine lange Nacht“ twice.", ["„eine lange Nacht“"]),
        ("He called it «une longue nuit» twice.", ["«une longue nuit»"]),
        ("He called it ‘a long night’ for the crew's sake.", ["‘a long night’"]),
        ("He called it 'a long night' for the crew's sake.", ["'a long night'"]),
        ("“She told me ‘run’ and I ran,” he said.", ["“She told me ‘run’ and I ran,”"]),
        ('"I asked “why” and “how” and nobody knew."', ['"I asked “why” and “how” and nobody knew."']),
        ("“An opening that nobody closes", ["“An opening that nobody closes"]),
        ("A closing that nobody opened” stays.", []),
        ("The boats' owners and the crew's cook", []),
    ],
)
def test_quotation_marks_of_any_typography(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text, Span(0, len(text)))] == expected


def test_a_quotation_of_many_sentences_stays_one() -> None:
    text = "“We lost two boats. We lost them at night,” she said. Then she left."
    outer = [s for s in read(text) if not s.quoted]
    assert [text[s.start : s.end] for s in outer] == [text[:53], "Then she left."]


ODD = st.text(st.sampled_from(list("\"'“”‘’„«»`\n .,:;-—()[]He said that X \ud800\u202e\u200b")), max_size=120)


@given(ODD | st.text(max_size=200))
def test_nothing_raises_and_all_spans_lie_inside(text: str) -> None:
    for paragraph in paragraphs(text):
        for q in quotations(text, paragraph):
            assert paragraph.start <= q.start < q.end <= paragraph.end
    for s in read(text):
        assert all(s.start <= t.start < t.end <= s.end for t in s.tokens)
        assert all(a.end <= b.start for a, b in zip(s.tokens, s.tokens[1:], strict=False))
        for c in s.clauses:
            assert all(s.start <= p.start < p.end <= s.end for p in c.content)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fire chief Ada Moll said no one was hurt.", ["no one was hurt"]),
        ("Ada Moll said no lives were lost.", ["no lives were lost"]),
        ("Ada Moll said no.", []),
        ("Ada Moll said no more.", []),
    ],
)
def test_what_is_said_may_open_with_no(text: str, said: list[str]) -> None:
    found = [c for s in Floor().read(text, [Span(0, len(text))]) for c in s.clauses]
    assert [text[p.start : p.end] for c in found for p in c.content] == said
