"""Forum pages in markup: which post opens the talk, which lines are a poster's own, which repeat another."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.documents import Reading, read
from headwater.documents.lines import read_lines
from headwater.documents.quotations import ARTICLE, repeated
from headwater.pages import Page

ASKED = "The weir at Ostrel sings at night since the new boards went in, and nobody can sleep."
TOLD = "Ours did the same until the keeper put felt under the second board from the left bank."
THANKS = "Felt it is then, I shall row over on Sunday and bring the thick kind from the boatyard."


def talk(*posts: str, heading: str = "<h1>A singing weir</h1>") -> Reading:
    return read(Page("t.html", "html", f"<body>{heading}{''.join(posts)}</body>", "https://forum.example/t/7"))


def post(name: str, words: str, k: int = 1) -> str:
    return f'<div class="post" id="p{k}"><b class="username">{name}</b><div class="post-content">{words}</div></div>'


def said(reading: Reading) -> list[tuple[str, str]]:
    text = reading.document.text
    return [(b.label, text[b.start : b.end]) for b in reading.blocks if b.label in ("body", "comment")]


def test_a_line_that_repeats_another_post_is_a_quotation_and_not_said_again() -> None:
    near = ASKED.replace("at night ", "")
    reading = talk(
        post("otter", f"<p>{ASKED}</p>"),
        post("heron", f"<blockquote>{near}</blockquote><p>{TOLD}</p>", 2),
        post("otter", f"<div class='quote'><p>{TOLD}</p></div><p>{THANKS}</p>", 3),
    )
    assert said(reading) == [("body", ASKED), ("comment", TOLD), ("comment", THANKS)]
    text = reading.document.text
    quotes = [(text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes]
    assert quotes == [(near, "article"), (TOLD, "1")]
    assert [c.parent for c in reading.comments] == [None, "1"]


def test_a_quotation_from_elsewhere_is_part_of_the_post() -> None:
    rule = "A keeper shall hold his boards so that no neighbour is woken between ten and six."
    reading = talk(post("otter", ASKED), post("heron", f"<blockquote>{rule}</blockquote><p>{TOLD}</p>", 2))
    assert said(reading) == [("body", ASKED), ("comment", rule), ("comment", TOLD)]
    assert [c.quotes for c in reading.comments] == [()]


def test_words_that_are_quoted_often_stay_words_of_the_one_who_said_them() -> None:
    answers = [
        post("heron", f"<blockquote>Loud boards</blockquote><p>{w}</p>", k) for k, w in enumerate((TOLD, THANKS))
    ]
    reading = talk(post("otter", f"<p>{ASKED}</p><p>Loud boards</p>"), *answers)
    assert ("body", "Loud boards") in said(reading)


def test_remarks_under_a_question_or_an_answer_are_comments_but_no_answers() -> None:
    remark = '<div class="comments"><div class="comment-text">Which bank is your left one, seen from where?</div></div>'
    question = f'<div class="question"><div class="post-text"><p>{ASKED}</p></div>{remark}</div>'
    answers = [
        f'<div class="answer" id="a{k}"><div class="post-text"><p>{words}</p></div></div>'
        for k, words in enumerate((TOLD, THANKS))
    ]
    reading = talk(question, *answers)
    assert said(reading) == [("body", ASKED), ("comment", TOLD), ("comment", THANKS)]
    assert len(reading.comments) == 3


def test_replies_to_a_question_are_answers_where_there_are_no_others() -> None:
    replies = "".join(f'<li><div class="comment-text"><p>{words}</p></div></li>' for words in (TOLD, THANKS))
    more = "Is there a cure for it, or do we all have to move to the quiet bank?"
    reading = talk(f'<div class="question"><p>{ASKED}</p><p>{more}</p><ol class="comments">{replies}</ol></div>')
    assert said(reading) == [("body", ASKED), ("body", more), ("comment", TOLD), ("comment", THANKS)]


def test_what_stands_beside_the_words_in_a_post_is_nobodys() -> None:
    def wide(name: str, words: str) -> str:
        card = f'<div class="message-user"><b class="username">{name}</b><dl><dt>Boats</dt><dd>14</dd></dl></div>'
        sign = f'<div class="message-signature"><div class="post-text">{name}, rowing since the flood</div></div>'
        return f'<div class="message-inner">{card}<div class="post-text"><p>{words}</p></div>{sign}</div>'

    reading = talk(wide("otter", ASKED), wide("heron", TOLD), wide("marten", THANKS))
    assert said(reading) == [("body", ASKED), ("comment", TOLD), ("comment", THANKS)]


def test_lines_of_code_may_come_in_many_posts() -> None:
    code = "<pre>open weir\nlower board</pre>"
    posts = [post("otter", f"{code}<p>{words}</p>", k) for k, words in enumerate((ASKED, TOLD, THANKS))]
    assert said(talk(*posts)).count(("comment", "lower board")) == 2


def test_the_rules_of_a_board_at_its_side_are_no_post() -> None:
    side = '<div class="side"><div class="post-content"><p>Be kind to keepers and boats.</p></div></div>'
    reading = talk(side, post("otter", ASKED), post("heron", TOLD, 2))
    assert said(reading) == [("body", ASKED), ("comment", TOLD)]


LINES = st.lists(st.text("abc ", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=8)


@given(LINES, st.data())
def test_only_lines_of_posts_repeat_and_never_their_own_post(lines: list[str], data: st.DataObject) -> None:
    page = read_lines("\n".join(lines))
    marked = data.draw(st.sets(st.sampled_from(range(len(page)))))
    posts = [[i for i in range(len(page)) if i % 3 == k] for k in range(2)]
    found = repeated(page, posts, marked, [i for i in range(len(page)) if i % 3 == 2])
    for i, source in found.items():
        assert i % 3 in (0, 1)
        assert source in (ARTICLE, 0, 1)
        assert source != i % 3


def test_a_title_in_whole_sentences_is_said_where_nothing_else_is() -> None:
    title = "The weir at Ostrel sings at night: the keeper says that new boards have to be broken in."
    page = f"<body><h1>{title}</h1><ul><li><a href='/'>Log in</a></li></ul></body>"
    reading = read(Page("t.html", "html", f"<title>{title}</title>{page}", "https://board.example/r/weirs/comments/7"))
    assert said(reading) == [("body", title)]


def test_what_a_machine_wrote_at_length_is_not_the_posters_words() -> None:
    log = "\n".join(f"board {k} lowered after {k} seconds" for k in range(120))
    reading = talk(post("otter", f"<p>{ASKED}</p><pre>{log}</pre>"), post("heron", TOLD, 2))
    assert said(reading) == [("body", ASKED), ("comment", TOLD)]


def test_posts_that_are_printed_twice_are_said_once_and_edits_are_nobodys_words() -> None:
    edited = "<p>Last edited by heron on Sun Mar 9, 2031 2:08 am, edited 2 times in total.</p>"
    answer = f'<p class="author">by heron on the left bank</p><p>{TOLD}</p>{edited}'
    reading = talk(post("otter", ASKED), post("heron", answer, 2), post("heron", answer, 3))
    assert said(reading) == [("body", ASKED), ("comment", TOLD)]


def test_a_line_in_other_words_is_no_quotation_one_with_a_word_mended_is() -> None:
    mended = "Ours did the same until the old keeper put felt under the second board from the left."
    own = "Felt under a board is what the keeper put there, and ours did the same before."
    reading = talk(post("otter", ASKED), post("heron", TOLD, 2), post("marten", f"<p>{mended}</p><p>{own}</p>", 3))
    text = reading.document.text
    assert [(text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes] == [(mended, "1")]
    assert ("comment", mended) in said(reading)


def test_in_plain_text_a_comment_may_quote_with_a_word_left_out() -> None:
    lines = [
        "1. otter wrote on 3 March 2031:", ASKED, "", "2. heron wrote on 4 March 2031:",
        ASKED.replace("at night ", ""), TOLD, "", "3. marten wrote on 5 March 2031:", THANKS,
    ]  # fmt: skip
    reading = read(Page("t.txt", "text", "\n".join(lines)))
    text = reading.document.text
    quotes = [(text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes]
    assert quotes == [(ASKED.replace("at night ", ""), "article")]


def test_a_comment_under_an_article_may_quote_it_nearly() -> None:
    article = f"<article><h1>A singing weir</h1><p>{ASKED}</p><p>{TOLD}</p><p>{THANKS}</p></article>"
    near = ASKED.replace("at night ", "")
    comment = (
        f'<div class="comment-content"><p>{near}</p><p>I sleep on a boat, and it is the rope that sings.</p></div>'
    )
    reading = read(Page("p.html", "html", f"<body>{article}<ol><li class='comment'>{comment}</li></ol></body>"))
    text = reading.document.text
    assert [(text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes] == [(near, "article")]
