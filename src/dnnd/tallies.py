"""What is counted in an article by itself, whatever the collection: its size, and each thing in it with its form."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator

from dnnd.annotate import Annotated, Tally, name_key, own_names
from dnnd.dates.order import order
from dnnd.lexicon import keys
from dnnd.normalize import squeeze
from dnnd.spans import Mention, Role, Span
from dnnd.syllables import phrase_key

JOINT = "\t"  # between the fields of a form; none of them holds one, for a view has no tabs
ROLE, WORD = "ROLE", "WORD"


def tally(one: Annotated) -> Tally:
    """The size of an article and all that is counted in it, from the store where it comes from one."""
    if one.tally is not None:
        return one.tally
    document = one.document
    forms: dict[str, int] = {}
    codes, lines = array("i"), array("i")
    for record, form in things(one):
        codes.append(forms.setdefault(form, len(forms)))
        lines.append(document.line_at(record.start))
    words = sorted(Counter(document.line_at(word.start) for word in document.words if is_word(word.text)).items())
    told = Tally(
        sentences=len(document.sentences),
        syllables=sum(unit.is_word for unit in document.syllables),
        paragraphs=array("i", (line for line, _ in words)),
        words=array("i", (times for _, times in words)),
        forms=list(forms),
        codes=codes,
        lines=lines,
    )
    document.forget()
    return told


def things(one: Annotated) -> Iterator[tuple[Span, str]]:
    """All that is counted in an article: names, roles, dates and words, each with its form.

    A form is what of a thing its item depends on, besides the rest of the collection: type and fields, joined.
    Of a name these are the fullest name that its text gives and what is told of the bearer's sex; of a role its text,
    its holder and the bodies in it; of a date its value and whether it lies before, around or after its report; of a
    word its key and how it is shown.
    """
    own = own_names(one)
    for mention, (entity, sex) in zip(one.mentions, own, strict=True):
        yield mention, JOINT.join((mention.type, entity, sex))
    holders = {name_key(m.text): name for m, name in zip(one.mentions, own, strict=True) if m.type == "PER"}
    bodies = [(m, name) for m, name in zip(one.mentions, own, strict=True) if m.type == "ORG"]
    for role in one.roles:
        holder = holders.get(name_key(role.person), ("", ""))
        yield role, JOINT.join((ROLE, role.text, role.person, *holder, *_inside(role, bodies)))
    for timex in one.timexes:
        yield timex, JOINT.join((timex.type, timex.value, order(timex.value, one.article.report_date)))
    for word, key in _counted_words(one):
        yield word, JOINT.join((WORD, key, squeeze(word.text).lower()))


def _inside(role: Role, bodies: list[tuple[Mention, tuple[str, str]]]) -> Iterator[str]:
    """The bodies named within a role's title: where each begins and ends in it, and its name."""
    for body, name in bodies:
        if role.start <= body.start and body.end <= role.end:
            yield from (str(body.start - role.start), str(body.end - role.start), *name)


def is_word(text: str) -> bool:
    """Whether a segmented word counts as one: it holds a letter or a digit.

    >>> is_word("Đảng"), is_word("…")
    (True, False)
    """
    return any(c.isalnum() for c in text)


def _counted_words(one: Annotated) -> Iterator[tuple[Span, str]]:
    """The words outside names and dates, which are counted as a whole, each with its key.

    Function words and bare numbers are left out.
    """
    stop = keys("stop_words")
    inside = _covered(one)
    for word in one.document.words:
        key = phrase_key(word.text)
        if any(c.isalpha() for c in word.text) and key not in stop and word.start not in inside:
            yield word, key


def _covered(one: Annotated) -> set[int]:
    """The offsets that lie inside a name (PER, ORG, LOC), an award or a date."""
    spans: list[Span] = [m for m in one.mentions if m.type not in ("EVENT", "DOC")]
    return {offset for span in [*spans, *one.timexes] for offset in range(span.start, span.end)}
