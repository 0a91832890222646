"""The bench of language: it times the steps of the layer over the words of any texts."""

from bench.language import LAYER, paces, whole

TEXTS = (
    "The weir at Ostrand was shut on Monday, Mayor Ilse Varga said.\n\n“It opens in two weeks,” she added.",
    "Ferry crews went on strike last week, the harbour office reported.",
    "Nothing is known of the barge. The council denied on 3 March 2031 that it had sunk.",
)


def test_every_step_is_timed_over_the_same_words() -> None:
    found = list(paces(TEXTS))
    assert [p.step for p in found] == list(LAYER)
    assert {p.words for p in found} == {19 + 11 + 17}
    assert all(p.seconds >= 0 for p in found)
    assert whole(found).seconds == sum(p.seconds for p in found)
