"""Statements: who says what, through whom, whatever the order of the words."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from headwater.documents import Block, Comment, Document, Quoted
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.passages import Passage
from headwater.records import Span, from_table, to_table
from headwater.statements import Statement, Told, statements, step
from headwater.statements.utterances import linked
from headwater.text import paragraphs

DATA = Path(__file__).parents[2] / "shared" / "data"


def told(text: str, document: str = "d", comments: tuple[Comment, ...] = ()) -> Told:
    body = tuple(paragraphs(text, 0, min([len(text), *(c.start for c in comments)])))
    return Told(document, document, text, (), body, comments)


def said(text: str) -> dict[str, list[str]]:
    """Content -> names of the chain."""
    return {text[s.start : s.end]: [link.name for link in s.chain] for s in statements(told(text))}


def test_the_outer_source_may_come_last() -> None:
    text = (
        "Port Minister Ilse Varga said the quay was “an open wound” for the town, the Ostrand News Agency said.\n\n"
        "The quay would be closed, Varga said, according to the Harbour Gazette."
    )
    found = said(text)
    assert found["the quay was “an open wound” for the town"] == ["Ostrand News Agency", "Ilse Varga"]
    assert found["The quay would be closed"] == ["Harbour Gazette", "Ilse Varga"]


def test_comments_published_by_a_house_make_it_the_outer_source() -> None:
    text = "Ilse Varga said the quay was closed, according to her remarks published by Ostrand’s Port Ministry."
    assert said(text)["the quay was closed"] == ["Ostrand’s Port Ministry", "Ilse Varga"]


@pytest.mark.parametrize(
    ("chain", "content", "text"),
    [
        (
            ["Harbour Gazette", "Ilse Varga"],
            "she backs it",
            "The Harbour Gazette quoted Ilse Varga as saying she backs it.",
        ),
        (["Harbour Gazette", "Varga"], "it sank", "Varga was quoted by the Harbour Gazette as saying it sank."),
        (["Ostrand Radio", "Varga"], "it sank", "Ostrand Radio reported that Varga said it sank."),
        (["Ostrand Radio", "Varga"], "it sank", "Varga said it sank, Ostrand Radio reported on Monday."),
        (["Varga"], "it had sunk", "Varga said she believed it had sunk."),
        (["unnamed"], "The port hiding it", "The port was accused of hiding it."),
        (["Ilse Varga"], "“It sank,”", "“It sank,” the mayor of Ostrand, Ilse Varga, told a news conference."),
        (["Varga"], "it was old", "“It sank,” Varga said, adding that it was old."),
        (["Varga"], "“It was old.”", "“It sank,” Varga said, adding later, “It was old.”"),
        (["Varga"], "it sank", "Claiming it sank, Varga left the room."),
        (["Varga"], "it would float", "Nobody believed Varga's promise that it would float."),
        (["Varga"], "it would float", "Varga was confident that it would float."),
        (["the company"], "it did not", "While the union said it sank, the company said it did not."),
    ],
)
def test_chains_in_any_order_of_words(chain: list[str], content: str, text: str) -> None:
    found = [
        (" ".join(text[p.start : p.end] for p in s.parts), [x.name for x in s.chain]) for s in statements(told(text))
    ]
    assert (content, chain) in found


def test_a_writing_speaks_for_who_put_it_out() -> None:
    text = "Two boats sank, according to a statement released on Monday by the Harbour Board."
    assert said(text) == {"Two boats sank": ["Harbour Board"]}


def test_a_second_content_hangs_on_the_same_cue() -> None:
    text = "Varga praised the crew for its “calm,” and that the port supports them, Ostrand Radio said."
    assert said(text)["the port supports them"] == ["Ostrand Radio", "Varga"]


def test_a_pronoun_stands_for_the_last_speaker_of_its_sort() -> None:
    text = "A fisherman said it was dark. The union said it would pay. He said he was cold. It said it would wait."
    found = [(s.speaker, s.named) for s in statements(told(text))]
    assert found == [("A fisherman", False), ("The union", False), ("A fisherman", False), ("The union", False)]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("Ilse Varga", "Ilse Varga, the port minister, spoke. The minister said it sank."),
        ("Ilse Varga", "The port minister, Ilse Varga, spoke. The port minister said it sank."),
        ("Ilse Varga", "It rained on port minister Ilse Varga. The minister said it sank."),
        ("Ilse Varga", "Norwegian Port Minister Ilse Varga spoke. Norway's port minister said it sank."),
        ("Denmark's port minister", "Norwegian Port Minister Ilse Varga spoke. Denmark's port minister said it sank."),
        ("The minister", "It rained on shadow minister Ilse Varga. The minister said it sank."),
        ("Ilse Varga and Joren Tull", "Ilse Varga and Joren Tull said it sank."),
        ("Anna Berg and Joren Tull", "Minister Anna Berg and Captain Joren Tull said it sank."),
        ("a fisherman", "“Anyone who says so lies,” a fisherman said. He said it sank."),
    ],
)
def test_an_office_stands_for_who_holds_it_and_an_and_for_all_it_joins(speaker: str, text: str) -> None:
    assert {text[s.start : s.end]: s.speaker for s in statements(told(text))}["it sank"] == speaker


def test_one_speaker_under_two_names_is_one_link() -> None:
    text = "According to the US, the United States believes that Norway slept."
    assert said(text)["Norway slept"] == ["United States"]


def test_a_bare_this_says_nothing() -> None:
    assert said("This shows that the quay was old. That said a lot.") == {}


def test_who_is_she_is_not_he() -> None:
    text = "Ilse Varga spoke. “It sank,” she said. Her deputy, Joren Tull, agreed. “It leaked,” he said. She left."
    assert [s.speaker for s in statements(told(text))] == ["Ilse Varga", "Joren Tull"]
    titled = "Mrs. Anna Berg met Mr. Joren Tull. He said it sank. She said it leaked."
    assert [s.speaker for s in statements(told(titled))] == ["Joren Tull", "Anna Berg"]


def test_a_noun_that_looks_like_a_cue_is_what_another_cue_is_about() -> None:
    text = "The port refuted reports that it slept."
    assert [(s.polarity, text[s.start : s.end]) for s in statements(told(text))] == [
        ("denied", "reports that it slept")
    ]


def test_what_is_announced_comes_in_the_next_paragraph() -> None:
    text = "The Harbour Gazette writes:\n\n“The quay was closed at noon and nobody was told.”"
    assert said(text) == {"“The quay was closed at noon and nobody was told.”": ["Harbour Gazette"]}


def test_headlines_and_transcripts_with_a_colon() -> None:
    assert said("Ilse Varga: the quay stays closed until May") == {"the quay stays closed until May": ["Ilse Varga"]}
    shouted = "BRANDT: We sank at noon. Nobody came.\n\nOSTER: Who was told?"
    assert said(shouted) == {"We sank at noon. Nobody came.": ["BRANDT"], "Who was told?": ["OSTER"]}
    assert said("Update: the quay stays closed until May") == {}


def test_pronouns_short_names_and_bodies_are_resolved() -> None:
    text = (
        "Captain Joren Tull met the Harbour Ministry on Monday.\n\n"
        "Tull said the engine had failed. He added that nobody was hurt.\n\n"
        "The ministry said it would pay."
    )
    found = said(text)
    assert found["the engine had failed"] == ["Joren Tull"]
    assert found["nobody was hurt"] == ["Joren Tull"]
    assert found["it would pay"] == ["Harbour Ministry"]


def test_polarity_keeps_accusations_and_denials_from_being_facts() -> None:
    text = "The union accused the port of hiding the wreck. The port denied it had hidden one. The union said it knew."
    assert [s.polarity for s in statements(told(text))] == ["alleged", "denied", "asserted"]


def test_kind_and_direct_words() -> None:
    text = "“We are lost,” Tull said.\n\nTull said they were “quite lost” by noon.\n\nTull said they were lost."
    first, second, third = statements(told(text))
    assert [first.kind, second.kind, third.kind] == ["direct", "mixed", "indirect"]
    assert [text[d.start : d.end] for d in second.direct] == ["“quite lost”"]
    assert third.direct == ()


def test_a_split_quotation_is_one_statement_with_a_hull() -> None:
    text = "“The boats,” Tull said, “are gone.”"
    (one,) = statements(told(text))
    assert [text[p.start : p.end] for p in one.parts] == ["“The boats,”", "“are gone.”"]
    assert (one.start, one.end) == (0, len(text))


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“We saw the light,” Tull said.\n\n“Then the engine failed and we drifted for hours.”"
    assert said(text)["“Then the engine failed and we drifted for hours.”"] == ["Tull"]


def test_the_page_itself_is_no_speaker() -> None:
    assert statements(told("I think the quay is old. We believe it should be closed.")) == []


def test_a_repeated_line_belongs_to_who_wrote_it() -> None:
    text = "Tull said it was old.\n\n1 marrow\nClose the quay then.\n\n1.1 finch\nClose the quay then.\nNo, pay for it."
    first, second = text.index("Close"), text.rindex("Close")
    comments = (
        Comment("d", "1", "marrow", None, None, None, first, first + 20, ()),
        Comment("d", "1.1", "finch", None, "1", None, second, len(text), (Quoted(second, second + 20, "1"),)),
    )
    repeated = [s for s in statements(told(text, comments=comments)) if s.comment == "1.1"]
    assert [(text[s.start : s.end], s.speaker) for s in repeated] == [("Close the quay then.", "marrow")]


def test_the_same_quotation_elsewhere_is_one_utterance() -> None:
    straight = 'Ilse Varga said: "The quay was an open wound for all of us."'
    curly = "“The quay was an open wound for all of us,” Varga said in Ostrand."
    other = "“The quay was a gift to all of us here,” Varga said in Ostrand."
    rows = [s for i, text in enumerate((straight, curly, other)) for s in statements(told(text, str(i)))]
    a, b, c = (s.utterance for s in linked(rows, []))
    assert a == b != c


def test_the_step_fills_the_table_for_every_document() -> None:
    text = "Ilse Varga said: “The quay was an open wound for all of us.”"
    documents, blocks = [], []
    for name in ("b", "a"):
        read = {"id": name, "source": name, "text": text, "text_sha256": "", "kind": "article"}
        documents.append(convert({**dict.fromkeys(UNKNOWN), "authors": (), "keywords": (), **read}, Document))
        blocks.append(Block(name, 0, len(text), "body", None, 1.0))
    tables = {
        "documents": to_table(Document, documents),
        "blocks": to_table(Block, blocks),
        "comments": to_table(Comment, []),
        "passages": to_table(Passage, []),
    }
    with pytest.raises(UsageError):
        step(LocalEngine(), tables, "no-such-pipeline")
    made = step(LocalEngine(), tables, "floor")
    rows = from_table(Statement, made["statements"])
    assert [(r.document, r.speaker) for r in rows] == [("a", "Ilse Varga"), ("b", "Ilse Varga")]
    assert {r.reader for r in rows} == {"floor"}
    assert rows[0].utterance == rows[1].utterance
    assert rows[0].id != rows[1].id
    assert made["faults"].num_rows == 0


UNKNOWN = (
    "url", "canonical_url", "headline", "description", "agency", "publisher", "dateline", "language", "date_published",
    "section",
)  # fmt: skip


OPEN = "“We saw the light. It was red."


@pytest.mark.parametrize(
    ("text", "speaker", "parts"),
    [
        (f"{OPEN}\n\n“Then it failed,” Tull said.", "Tull", [OPEN, "“Then it failed,”"]),
        (
            f"Tull said: {OPEN}\n\n“Then it failed.\n\n“No.”\n\nThe union paid.",
            "Tull",
            [OPEN, "“Then it failed.", "“No.”"],
        ),
        (
            "“We saw it,” Tull said. “It was red.\n\n“It failed.”",
            "Tull",
            ["“We saw it,”", "“It was red.", "“It failed.”"],
        ),
    ],
)
def test_a_quotation_over_paragraphs_is_one_statement(text: str, speaker: str, parts: list[str]) -> None:
    (one,) = statements(told(text))
    assert one.speaker == speaker
    assert [text[p.start : p.end] for p in one.parts] == parts


def test_an_open_quotation_that_nobody_takes_up_waits_for_no_speaker() -> None:
    assert statements(told(f"{OPEN}\n\nThe union paid for the boat.")) == []


@pytest.mark.parametrize(
    "signature", ["― Ilse Varga", "—Ilse Varga, 43, a pilot", "\n– Ilse Varga.", "\n\n- Ilse Varga"]
)
def test_a_signature_behind_a_dash_names_the_speaker(signature: str) -> None:
    text = f"“The quay was ours. It is a wound now.” {signature}\n\n“Nobody asked us.” ― Joren Tull"
    assert [s.speaker.split()[-1] for s in statements(told(text))] == ["Varga", "Tull"]


def in_one_piece(text: str) -> Told:
    """A text whose page did not tell its paragraphs."""
    return Told("d", "d", text, (), (Span(0, len(text)),), ())


def test_lines_that_were_ended_on_purpose_are_paragraphs() -> None:
    signed = "“The quay was ours for a hundred years.” ― Ilse Varga\n“Nobody asked us.” ― Joren Tull\nThe end."
    long = "The quay of Ostrand was sold on Monday, and for once all who live beside it had been asked about it."
    long += " We went from door to door for this page."
    found = statements(in_one_piece(f"{long}\n{signed}"))
    assert [s.speaker for s in found] == ["Ilse Varga", "Joren Tull"]


def test_lines_that_were_full_are_none() -> None:
    text = (
        "The port minister of Ostrand, Ilse\nVarga, said that the quay was closed\nto all boats until the end of May."
    )
    (one,) = statements(in_one_piece(text))
    assert text[one.start : one.end].split() == ["the", *text[text.index("quay") : -1].split()]


def test_a_line_end_inside_a_quotation_ends_no_paragraph() -> None:
    text = "“Oh quay,\nOh wound,\nOh open sea that nobody has named,” Varga said."
    (one,) = statements(in_one_piece(text))
    assert (one.start, one.end) == (0, text.index(" Varga"))


def test_a_floating_quotation_belongs_to_who_the_sentence_before_tells_of() -> None:
    text = (
        "“We saw the light,” said Tull.\n\n“It was red and very close to us.”\n\n"
        "Oster disagreed. “There was none at all.”\n\nThe quay is closed.\n\n“A wall that nobody has ever painted.”"
    )
    found = {text[s.start : s.end]: s.speaker for s in statements(told(text))}
    assert found == {
        "“We saw the light,”": "Tull",
        "“It was red and very close to us.”": "Tull",
        "“There was none at all.”": "Oster",
    }


def test_a_relative_clause_gives_no_speaker_to_what_floats_behind_it() -> None:
    text = (
        "“Time is a gift,” Joren Tull, a skipper who speaks for the crews, told them. “And time is what we came for.”"
    )
    assert {s.speaker for s in statements(told(text)) if s.direct} == {"Joren Tull"}


@pytest.mark.parametrize(
    ("chain", "text"),
    [
        (["Ostrand News Agency", "Varga"], "In a statement carried by the Ostrand News Agency, Varga said it sank."),
        (["Ostrand Radio", "Varga"], "Varga, speaking to Ostrand Radio, said it sank."),
        (["Ostrand Radio", "Varga"], "In an interview with Ostrand Radio, Varga said it sank."),
        (["Ostrand Radio", "Varga"], "Varga told Ostrand Radio it sank."),
        (["Varga"], "Varga told reporters it sank."),
        (["Gazette", "two officials"], "It sank, the Gazette reported, citing two officials."),
        (["Gazette", "two officials"], "Citing two officials, the Gazette reported it sank."),
        (
            ["OSTA", "her office", "Varga"],
            "It sank, Varga said, the state news agency OSTA reported, citing her office.",
        ),
    ],
)
def test_the_chain_has_who_carried_the_words_who_was_told_and_who_is_cited(chain: list[str], text: str) -> None:
    found = {text[s.start : s.end].lower(): [link.name for link in s.chain] for s in statements(told(text))}
    assert found["it sank"] == chain


def test_what_is_cited_and_cannot_speak_is_no_source() -> None:
    text = "It sank, the Gazette reported, citing bad weather."
    assert ["Gazette", "bad weather"] not in [[link.name for link in s.chain] for s in statements(told(text))]


def test_a_source_behind_others_words_is_a_link_in_their_chain_and_no_statement_of_its_own() -> None:
    text = "On Monday, Varga said the quay was closed, according to Ostrand Radio."
    assert said(text) == {"the quay was closed": ["Ostrand Radio", "Varga"]}
    both = "Varga said it sank and Tull said she had seen it, Ostrand Radio reported."
    assert said(both) == {"it sank": ["Ostrand Radio", "Varga"], "she had seen it": ["Ostrand Radio", "Tull"]}
    more = "Varga left the room where Tull said the quay was closed, Ostrand Radio reported."
    assert ["Ostrand Radio"] in said(more).values()


def test_what_happens_says_nothing() -> None:
    assert said("Varga's visit to Ostrand announced a new quay.") == {}
    assert said("Varga announced a new quay.") == {"a new quay": ["Varga"]}


def test_words_between_marks_are_not_heard_from_who_says_them() -> None:
    text = "“She told me that it would sink,” Ilse Varga said."
    assert said(text)["it would sink"] == ["Ilse Varga", "She"]


def test_hearsay_inside_a_statement_is_alleged() -> None:
    hearsay = (
        "Tull allegedly slept, police said.",
        "“He allegedly slept all night,” police said.",
        "Police said he slept.",
    )
    assert [statements(told(text))[0].polarity for text in hearsay] == ["alleged", "asserted", "asserted"]


def test_a_name_behind_the_colon_of_a_headline_speaks() -> None:
    assert said("‘We are lost here’: Joren Tull fears for his quay") == {"‘We are lost here’": ["Joren Tull"]}
    assert said("‘We are lost here’: how the quay was sold") == {}
    assert said("‘We Are Lost Here’: How Ostrand Sold Its Quay") == {}


class TestOneQuotationPrintedByManyPages:
    FULL = (
        "“The minister has bought a quiet spring,” Ilse Varga said. “A promise of ninety days is no contract, but a "
        "court in Kyiv may read it as one.”"
    )
    TRIMMED = "“A promise of ninety days is no contract,” said Ilse Vargha."
    RESPELT = "Varga said: “A promise of ninety days is no contract, but a court in Kiev may read it as one.”"
    HALF = "It was signed. Varga warned that “a promise of ninety days is no contract”."

    def utterances(self, *texts: str) -> list[str]:
        rows = [s for i, text in enumerate(texts) for s in statements(told(text, str(i)))]
        return [s.utterance for s in linked(rows, [], dict(zip("0123456789", texts, strict=False)))]

    def test_is_one_utterance_trimmed_respelt_and_in_pieces(self) -> None:
        found = self.utterances(self.FULL, self.TRIMMED, self.RESPELT, self.HALF)
        assert len(found) == 4
        assert len(set(found)) == 1

    def test_is_another_one_by_another_speaker_or_in_other_words(self) -> None:
        other = self.TRIMMED.replace("Ilse Vargha", "Joren Tull")
        assert len(set(self.utterances(self.FULL, other))) == 2
        assert len(set(self.utterances(self.FULL, "“A promise of ninety boats is what I heard,” Varga said."))) == 2

    def test_is_not_made_of_the_few_words_that_everybody_says(self) -> None:
        assert len(set(self.utterances("“No comment,” Varga said.", "“No comment,” Tull said."))) == 2
        assert len(set(self.utterances("“No comment,” Varga said.", "“No comment,” said Ilse Varga."))) == 1

    def test_is_kept_apart_from_who_only_passes_it_on(self) -> None:
        text = "The ministry said both sides had agreed to “a table with three chairs for all”."
        assert len(set(self.utterances(text))) == len(statements(told(text)))


def test_names_in_a_thread_are_known_in_its_comments() -> None:
    text = "The boat sank.\n\n1 marrow\nJoren Tull was on it.\n\n2 finch\nTull said it leaked."
    starts = [text.index("Joren"), text.index("Tull said")]
    comments = tuple(
        Comment("d", str(n), name, None, None, None, at, end, ())
        for n, (name, at, end) in enumerate(zip(("marrow", "finch"), starts, (starts[0] + 21, len(text)), strict=True))
    )
    (row,) = statements(told(text, comments=comments))
    assert (row.comment, row.speaker, text[row.start : row.end]) == ("1", "Joren Tull", "it leaked")


def test_a_line_of_the_article_in_a_comment_belongs_to_who_said_it_there() -> None:
    quoted = "“It sank before the storm came,”"
    text = f"{quoted} Tull said.\n\n1 marrow\n{quoted}\nWho believes that?"
    second = text.rindex(quoted)
    repeat = Quoted(second, second + len(quoted), "article")
    comments = (Comment("d", "1", "marrow", None, None, None, second, len(text), (repeat,)),)
    (row,) = [s for s in statements(told(text, comments=comments)) if s.comment]
    first = next(s for s in statements(told(text, comments=comments)) if not s.comment)
    assert (row.speaker, row.utterance) == ("Tull", first.utterance)


def test_a_line_of_the_opening_post_belongs_to_its_poster() -> None:
    text = "Has anybody seen the keeper?\n\n1 heron\nHas anybody seen the keeper?\nNo."
    second = text.rindex("Has")
    repeat = Quoted(second, second + 28, "article")
    comments = (Comment("d", "1", "heron", None, None, None, second, len(text), (repeat,)),)
    article = told(text, comments=comments)
    assert statements(article) == []
    (row,) = statements(replace(article, poster="otter"))
    assert (row.speaker, text[row.start : row.end]) == ("otter", "Has anybody seen the keeper?")


MARKS = st.lists(
    st.sampled_from([*"“”‘’«»„\"' \n.,:—-―", "Tull said ", "He ", "citing ", "according to ", "Ostrand Radio "])
).map("".join)


@given(MARKS | st.text(max_size=80), st.integers(0, 3))
def test_broken_marks_never_raise_and_links_lie_in_the_text(text: str, at: int) -> None:
    comments = tuple(
        Comment("d", str(n), "a", None, None, None, len(text) // 2, len(text), (Quoted(len(text) // 2, len(text), of),))
        for n, of in enumerate(("article", "0", "9", "x")[: at + 1])
    )
    for s in statements(told(text, comments=comments)):
        assert all(0 <= link.start <= link.end <= len(text) for link in s.chain)
        assert s.polarity in ("asserted", "denied", "alleged")


@given(st.text(st.sampled_from(list("“”\"' \n.,aHe said that I X Tull")), max_size=150))
@example("“ ”H“")
def test_no_text_breaks_it_and_every_span_lies_inside(text: str) -> None:
    for s in statements(told(text)):
        assert 0 <= s.start < s.end <= len(text)
        assert s.parts[0].start == s.start
        assert s.parts[-1].end == s.end
        assert s.chain[-1].name == s.speaker


@given(st.permutations(["a", "b"]))
def test_utterances_do_not_depend_on_order(order: list[str]) -> None:
    texts = {
        "a": "Tull said “we are quite lost out here”.",
        "b": "“We are quite lost out here,” Tull said.",
        "c": "Tull said no.",
    }
    rows = [s for key in order for s in statements(told(texts[key], key))]
    assert linked(rows, []) == linked(sorted(rows, key=_by_document), [])


def _by_document(statement: Statement) -> str:
    return statement.document


@pytest.mark.data
def test_attributions_of_real_articles() -> None:
    if not DATA.exists():
        pytest.skip("needs ../shared/data (PolNeAR)")
    from quality.statements import polnear, score  # noqa: PLC0415  (not on the path of an installed package)

    content, speaker, *_ = score(list(polnear(DATA / "language" / "polnear-dev"))[:12])
    assert content.f1 > 45
    assert speaker.f1 > 40
