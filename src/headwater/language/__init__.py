"""Language: paragraphs -> sentences with roles. The floor works without any model.

sentences, tokens, clauses    the floor
modelled, refined             the same with a parser's roles, and what they put right
parsers                       who parses: our own, or a pipeline of spaCy
forms, network, trees         our own, whose weights are `english.npz` (see `english.md`)

A reader takes a text and the spans of its paragraphs and gives sentences whose offsets are the text's own. What stands
between quotation marks is one token of the sentence around it, and is read again by itself.
"""

import os
from collections.abc import Sequence
from typing import Protocol

from headwater.language.clauses import clauses
from headwater.language.lexicon import Cue
from headwater.language.modelled import Modelled
from headwater.language.parsers import Pipeline, Shipped
from headwater.language.quotes import Quotation, quotations
from headwater.language.roles import Clause, Sentence, Token
from headwater.language.sentences import sentences
from headwater.records import Span

__all__ = ["Clause", "Cue", "Floor", "Modelled", "Quotation", "Reader", "Sentence", "Token", "quotations", "reader"]


class Reader(Protocol):
    """What stands behind the layer of language: a pipeline of ours, the user's own, or the floor."""

    name: str  # signs what it finds

    def read(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """The sentences of every paragraph, in order, with tokens, clauses and roles."""


class Floor:
    """Rules and word lists of ours for English, no model at all."""

    name = "floor"

    def read(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """The sentences of every paragraph, in order; those inside a quotation follow the one that holds it."""
        return [s._replace(clauses=clauses(s.tokens)) for s in sentences(text, paragraphs)]


def reader(name: str = "") -> Reader:
    """The reader of that name: `floor`, `english` (the parser that comes with the package), or a pipeline of spaCy.

    A pipeline is named by its package or by the path of its folder. Without a name, the environment's
    HEADWATER_LANGUAGE decides; where that is not set either, it is the floor.
    """
    name = name or os.environ.get("HEADWATER_LANGUAGE", "") or Floor.name
    if name == Floor.name:
        return Floor()
    return Modelled(Shipped() if name == Shipped.name else Pipeline(name))
