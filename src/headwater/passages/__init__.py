"""Passages: the stretches of wording that two documents share, aligned at character offsets."""

from headwater.passages.model import GRAM, SURE, Passage
from headwater.passages.plain import (
    Candidate,
    Gram,
    Pair,
    clustered,
    grams,
    masked,
    passages_of,
    runs,
    site,
    step,
)
from headwater.passages.rarity import Rarity, rarity
from headwater.passages.words import Tokens, tokens

__all__ = [
    "GRAM",
    "SURE",
    "Candidate",
    "Gram",
    "Pair",
    "Passage",
    "Rarity",
    "Tokens",
    "clustered",
    "grams",
    "masked",
    "passages_of",
    "rarity",
    "runs",
    "site",
    "step",
    "tokens",
]
