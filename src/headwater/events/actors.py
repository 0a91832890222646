"""Mention: who stands in a sentence as a possible side of an event, with country and sector."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from headwater.events.lexicon import agents, bodies, listed, verbs
from headwater.names import Name, country
from headwater.text import Word, fold, words

_PREPOSITIONS = listed("of in for with from by to on against at near between over into under")
_PLACES = listed("in of from throughout across")
_ATTRIBUTES = listed(  # these tell of people only before or after another word
    "military peacekeeping terrorist state national bomb security university defence defense secretary "
    "general bank media homes un union rebel home exiled ousted aliens town village villages population "
    "movement commander officers"
)
_PRONOUNS = listed("he she him it who")
_OBJECTS = listed("him")
_LAST_WORD = re.compile(r"([^\W_]+)\W*$")
_DETERMINERS = listed("the a an its their his her some several more than")


class Mention(NamedTuple):
    """One actor as printed; `before` is the preposition that it hangs on."""

    start: int
    end: int
    name: str
    country: str | None
    role: str | None
    before: str | None
    possessive: bool
    person: bool = False


People = Mapping[str, tuple[str | None, str | None]]  # last word of a person's name -> country and sector


def people(text: str, names: Sequence[Name]) -> People:
    """What the titles of a whole text tell of its persons; `names` are all of that text."""
    known: dict[str, tuple[str | None, str | None]] = {}
    for name in names:
        if name.kind != "person":
            continue
        state, role = _titled(text, name)
        if state or role:
            parts = fold(name.form).split()
            for part in {parts[-1], *(parts[:1] if len(parts) == 3 else ())}:
                known.setdefault(part, (state, role))
    return known


def mentions(
    text: str, tokens: Sequence[Word], names: Sequence[Name], known: People, recent: Sequence[Mention] = ()
) -> list[Mention]:
    """The actors of a sentence in order: names and what goes with them, bare nouns for people, pronouns.

    `tokens` and `names` are those of the sentence, `recent` actors of earlier ones, the latest last, for the pronouns.
    """
    found: list[Mention] = []
    for name in names:
        if found and name.start < found[-1].end:
            continue
        mention = _named(text, name, tokens, known)
        if mention:
            found.append(mention)
    taken = [(m.start, m.end) for m in found]
    for i, token in enumerate(tokens):
        free = all(token.end <= a or token.start >= b for a, b in taken)
        small = i == 0 or text[token.start].islower()
        form = token.form.removesuffix("'s")
        if free and small and form in agents() and form not in _ATTRIBUTES:
            found.append(_bare(text, tokens, i, form, found))
    return _with_pronouns(text, tokens, _joined(text, sorted(found)), recent)


def _named(text: str, name: Name, tokens: Sequence[Word], known: People) -> Mention | None:
    """The noun phrase that a name heads or opens: "Norwegian police", "Norway's government", "Prime Minister Berg"."""
    last = fold(name.form).split()[-1] if name.form.split() else ""
    body = bodies().get(fold(name.form).removeprefix("the "))
    state, role = (country(name.form), body)
    titled = _titled(text, name)
    if name.kind == "person" and not body:
        state, role = titled if any(titled) else known.get(last, (state, None))
    elif name.kind == "organisation" and role is None:
        role = agents().get(last) or ("GOV" if state else None)
    start = text.rfind(name.title, 0, name.start) if name.title else name.start
    after = [t for t in tokens if t.start >= name.end]
    end, more = _tail(text, name, after)
    role = body or more or role or _plural(name.form, state)
    if state is None and role is None and name.kind != "person":
        return None
    possessive = text[name.end : name.end + 1] in ("'", "’") and end == name.end
    printed = name.form if name.kind == "person" else text[start:end]
    return Mention(start, end, printed, state, role, _before(text, tokens, start), possessive, name.kind == "person")


def _titled(text: str, name: Name) -> tuple[str | None, str | None]:
    """Country and sector by the title before a name, or by the words before it ("Norway's foreign minister")."""
    lead = (name.title or "") if name.title else _lower_title(text, name.start)
    roles = [agents()[w.form] for w in words(lead) if w.form in agents()]
    if lead and not roles:
        return country(lead), "GOV" if name.title and country(lead) else None
    return (country(lead), roles[-1]) if roles else (None, None)


def _lower_title(text: str, at: int) -> str:
    """ "Norwegian trade minister " before a name, as far back as the last comma or verb."""
    lead = text[max(0, at - 48) : at]
    last = _LAST_WORD.search(lead)
    if last is None or fold(last[1]) not in agents():
        return ""
    cut = max(lead.rfind(c) for c in ',.;\n"“')
    found = words(lead[cut + 1 :])
    if not found or found[-1].form not in agents():
        return ""
    return lead[cut + 1 :][found[max(0, len(found) - 5)].start :]


def _tail(text: str, name: Name, after: Sequence[Word]) -> tuple[int, str | None]:
    """How far a phrase goes on after its name, and the sector that its head noun tells."""
    at, role, gap = name.end, None, 0
    for token in after[:4]:
        between = text[at : token.start]
        if between.strip("'’s- ") or text[token.start].isupper():
            break
        gap += token.form not in agents()
        if gap > 1 or (token.form in verbs() and token.form not in agents()):
            break
        at = token.end
        if token.form in agents():
            name_end, role = token.end, agents()[token.form]
            gap = 0
    return (name_end, role) if role else (name.end, None)


def _plural(form: str, state: str | None) -> str | None:
    """Citizens, where a name is the plural of a people."""
    return "CVL" if state and form.endswith("s") and country(form[:-1]) == state and len(form) > 5 else None


def _bare(text: str, tokens: Sequence[Word], i: int, form: str, named: Sequence[Mention]) -> Mention:
    """ "rebels", "the government of Norway", "students throughout Norway": with the country that follows."""
    token = tokens[i]
    end, state, owns = token.start + len(form), None, form != token.form
    if i + 1 < len(tokens) and tokens[i + 1].form in _PLACES:
        near = next((m for m in named if 0 <= m.start - tokens[i + 1].end <= 12), None)
        if near is not None and near.country and near.role != "IGO":
            end, state = near.end, near.country
    lead = _before(text, tokens, token.start)
    return Mention(token.start, end, text[token.start : end], state, agents()[form], lead, owns)


def _before(text: str, tokens: Sequence[Word], start: int) -> str | None:
    """The preposition that a phrase hangs on, with at most two small words between."""
    at = start
    for token in reversed([t for t in tokens if t.end <= start][-3:]):
        if text[token.end : at].strip() or (text[token.start].isupper() and token is not tokens[0]):
            return None
        if token.form in _PREPOSITIONS:
            return token.form
        at = token.start
    return None


def _joined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Without mentions inside an earlier one; "King Olav of Norway" and "Norwegian Sami" are one each."""
    kept: list[Mention] = []
    for m in found:
        if kept and m.start < kept[-1].end:
            continue
        last = kept[-1] if kept else None
        if last and _belongs(text[last.end : m.start], last, m):
            whole = m.name if m.person else text[last.start : m.end]
            joined = last._replace(end=m.end, name=last.name if last.person else whole, person=last.person or m.person)
            kept[-1] = joined._replace(country=last.country or m.country, role=m.role or last.role)
        else:
            kept.append(m)
    return kept


def _with_pronouns(
    text: str, tokens: Sequence[Word], found: Sequence[Mention], recent: Sequence[Mention]
) -> list[Mention]:
    """The actors with those that a pronoun stands for: "who" the nearest, the others the subject before them."""
    out = list(found)
    for i, token in enumerate(tokens):
        if token.form not in _PRONOUNS:
            continue
        earlier = [m for m in out if m.end <= token.start]
        if token.form == "who":
            one = earlier[-1] if earlier and i and earlier[-1].end >= tokens[i - 1].start else None
        else:
            one = _antecedent(token, earlier, recent)
        if one is not None:
            lead = None if token.form == "who" else _before(text, tokens, token.start)
            out = sorted([*out, one._replace(start=token.start, end=token.end, before=lead, possessive=False)])
    return out


def _antecedent(pronoun: Word, earlier: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The first subject that fits, of this sentence or the one before; for "him" not the one who acts."""
    acting = earlier[-1].name if pronoun.form in _OBJECTS and earlier else None
    for held in (earlier, recent):
        fits = [m for m in held if _fits(pronoun.form, m) and m.name != acting]
        free = [m for m in fits if m.before is None and not m.possessive]
        if fits:
            return free[0] if free else fits[-1]
    return None


def _fits(pronoun: str, m: Mention) -> bool:
    """Whether a pronoun can stand for an actor: a person; a state or a body."""
    if pronoun == "it":
        return not m.person and m.role in (None, "GOV", "IGO", "MIL") and m.country is not None
    return m.person


def _belongs(between: str, last: Mention, m: Mention) -> bool:
    """Whether two mentions that stand together are one actor: "King Olav of Norway", "Norway's Coast Guard"."""
    if between == " of ":
        return m.country is not None and last.country is None
    if between in ("'s ", "’s "):
        return m.country is None and m.role is not None
    if between == ", " and m.person and not last.person:  # "her Icelandic counterpart, Jon Helgason"
        return last.name.split()[-1].islower() and last.role is not None and m.country in (None, last.country)
    return between == " " and (m.country is None or (m.person and last.country == m.country))


def settled(found: Sequence[Mention]) -> list[Mention]:
    """Where a sentence tells of one state alone, those without a state belong to it."""
    states = {m.country for m in found if m.country}
    if len(states) != 1:
        return list(found)
    (state,) = states
    return [m._replace(country=state) if m.country is None and m.role not in (None, "IGO", "NGO") else m for m in found]
