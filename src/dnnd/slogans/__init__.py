"""Finds slogans: mottos, quoted terms, quoted speech and set formulas, over all texts of a collection at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dnnd.normalize import squeeze
from dnnd.segment import Document, tokenize
from dnnd.slogans import enumerations, quoted, set_phrases
from dnnd.slogans.families import families, form_key
from dnnd.slogans.quoted import Covered
from dnnd.slogans.recurrence import Pool, occurrences, pool
from dnnd.spans import Slogan, SloganMention, Span

# In this order the kinds are listed; a form that was found as several is of the most frequent, then of the first.
KINDS = ("motto", "recurring_phrase", "quoted_term", "quoted_speech")
_AT_A_TIME = 1000  # phrases whose words are told apart together
_IN_FAMILIES = ("motto", "recurring_phrase")


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    mention: SloganMention


def find_slogans(docs: Sequence[Document], taken: Sequence[Sequence[Span]] = ()) -> list[Slogan]:
    """The slogans of a collection, those of one family together; the most frequent of each kind first.

    `taken[i]` are the names, titled things, dates and roles of `docs[i]`: they are no slogans, and people among them
    are the speakers of quoted speech. Mentions have offsets into the view of the text `text_index`.

    `slogan` is the most frequent form of the family; of equally frequent ones that with more units, then the one that
    stands first. It is written as most often, and of equally frequent spellings as the one with the fewest capitals,
    since a capital at the beginning of a quotation is no part of the slogan.

    >>> from dnnd.segment import document
    >>> found = find_slogans([document("Theo phương châm “Chủ động, sáng tạo, hiệu quả”, Hội đã đổi mới.")])
    >>> [(s.slogan, s.kind, s.mentions[0].trigger) for s in found]
    [('Chủ động, sáng tạo, hiệu quả', 'motto', 'phương châm')]
    """
    texts = [doc.text for doc in docs]
    records = [taken[index] if index < len(taken) else () for index in range(len(docs))]
    found: list[_Found] = []
    for index, doc in enumerate(docs):
        found += [_Found(kind, mention) for kind, mention in quoted.slogans_of(doc, index, records[index])]
        doc.forget()  # its sentences and units, of which all texts together have too many
    pooled = pool(texts)
    found += _repetitions(pooled, texts, found)
    found += _set_phrases(pooled, texts, records, found)
    return _grouped(found)


def _repetitions(pooled: Pool, texts: Sequence[str], found: Sequence[_Found]) -> list[_Found]:
    """The places where a motto stands again without quotation marks or trigger."""
    mottos = {form_key(f.mention.text) for f in found if f.kind == "motto" and _is_distinctive(f.mention.text)}
    phrases = [tuple(key.split(" ")) for key in sorted(mottos)]
    places = ((place, len(words)) for words, where in occurrences(pooled, phrases) for place in where)
    return _new(pooled, texts, "motto", places, _short_stretches(found))


def _is_distinctive(motto: str) -> bool:
    """Whether a motto is one without quotation marks too: "đồng hành cùng doanh nghiệp" is then a mere description."""
    return len(enumerations.split(motto)) >= enumerations.FEWEST_UNITS


def _set_phrases(
    pooled: Pool, texts: Sequence[str], taken: Sequence[Sequence[Span]], found: Sequence[_Found]
) -> list[_Found]:
    def words_at(stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[set[int], set[int]]]:
        for begin in range(0, len(stretches), _AT_A_TIME):
            yield from _word_bounds(pooled, texts, stretches[begin : begin + _AT_A_TIME])

    around = set_phrases.surroundings(pooled, texts, taken)
    chosen = set_phrases.set_phrases(pooled, around, words_at)
    known = _short_stretches(found)
    held = bytearray(len(pooled.ids))  # the syllables that a longer set phrase has already
    kept: list[_Found] = []
    for repeat in chosen:
        outside = [place for place in repeat.places if not around.in_one_name(place, repeat.size)]
        alone = any(not all(held[place : place + repeat.size]) for place in outside)
        places = ((place, repeat.size) for place in outside)
        fresh = _new(pooled, texts, "recurring_phrase", places, known)
        if alone and len(fresh) > 1:
            kept += fresh
            for place in outside:
                held[place : place + repeat.size] = b"\1" * repeat.size
    return kept


def _new(
    pooled: Pool, texts: Sequence[str], kind: str, places: Iterable[tuple[int, int]], known: Mapping[int, Covered]
) -> list[_Found]:
    """Mentions for stretches of the pool, without those that touch a known motto or quoted term."""
    fresh = []
    for place, size in places:
        index, start = int(pooled.texts[place]), int(pooled.starts[place])
        end = int(pooled.ends[place + size - 1])
        if index not in known or not known[index].touches(start, end):
            fresh.append(_Found(kind, SloganMention(start, end, texts[index][start:end], index)))
    return fresh


def _short_stretches(found: Sequence[_Found]) -> dict[int, Covered]:
    """Where mottos and terms stand, by text; within quoted speech a slogan may stand."""
    stretches = defaultdict[int, list[tuple[int, int]]](list)
    for f in found:
        if f.kind in ("motto", "quoted_term"):
            stretches[f.mention.text_index].append((f.mention.start, f.mention.end))
    return {index: Covered(of_text) for index, of_text in stretches.items()}


def _word_bounds(
    pooled: Pool, texts: Sequence[str], stretches: Sequence[tuple[int, int]]
) -> Iterator[tuple[set[int], set[int]]]:
    """Of each stretch of the pool the syllables that begin a word, and those that end one.

    A stretch is read with the three syllables beside it, and all of them as lines of one text, which is faster.
    """
    import numpy as np

    lines, bases = [], []
    length = 0
    for start, end in stretches:
        index = pooled.texts[start]
        beside = np.flatnonzero(pooled.texts[max(0, start - 3) : end + 3] == index) + max(0, start - 3)
        base, stop = int(pooled.starts[beside[0]]), int(pooled.ends[beside[-1]])
        bases.append(length - base)
        # A dash would glue the words beside it into one: "quốc gia-dân tộc".
        lines.append(texts[index][base:stop].replace("-", " "))
        length += len(lines[-1]) + 1
    words = tokenize("\n".join(lines))
    firsts, lasts = {word.start for word in words}, {word.end for word in words}
    for (start, end), base in zip(stretches, bases, strict=True):
        stretch = range(start, end)
        starts, ends = pooled.starts[start:end].tolist(), pooled.ends[start:end].tolist()
        yield (
            {at for at, offset in zip(stretch, starts, strict=True) if offset + base in firsts},
            {at for at, offset in zip(stretch, ends, strict=True) if offset + base in lasts},
        )


def _grouped(found: Sequence[_Found]) -> list[Slogan]:
    """Mentions of one form, and forms of one family, as one record each."""
    by_form = defaultdict[str, list[_Found]](list)
    for f in sorted(found, key=lambda f: (f.mention.text_index, f.mention.start, -f.mention.end)):
        by_form[form_key(f.mention.text)].append(f)
    of_kind = defaultdict[str, dict[str, list[SloganMention]]](dict)
    for group in by_form.values():
        kind = min(KINDS, key=lambda kind: -sum(f.kind == kind for f in group))
        mentions = [f.mention for f in group]
        of_kind[kind][_spelling(mentions)] = mentions
    slogans = [slogan for kind in KINDS for slogan in _of_kind(kind, of_kind[kind])]
    return sorted(slogans, key=lambda s: (KINDS.index(s.kind), -len(s.mentions), _first_place(s)))


def _of_kind(kind: str, forms: dict[str, list[SloganMention]]) -> Iterable[Slogan]:
    if kind not in _IN_FAMILIES:
        yield from (Slogan(form, kind, (), tuple(mentions)) for form, mentions in forms.items())
        return
    for family in families({form: len(mentions) for form, mentions in forms.items()}):
        kept = _outermost([mention for form in family.forms for mention in forms[form]])
        variants = [
            variant
            for variant, (form, _) in zip(family.variants, family.others, strict=True)
            if {*forms[form]} & {*kept}
        ]
        yield Slogan(family.head, kind, tuple(variants), tuple(kept))


def _outermost(mentions: Iterable[SloganMention]) -> list[SloganMention]:
    """In text order, without a form that stands within a longer form of its own family: it is counted once."""
    kept: list[SloganMention] = []
    for mention in sorted(mentions, key=lambda m: (m.text_index, m.start, -m.end)):
        if not kept or (kept[-1].text_index, kept[-1].end) < (mention.text_index, mention.end):
            kept.append(mention)
    return kept


def _spelling(mentions: Sequence[SloganMention]) -> str:
    """How one form is written most often; of equals with the fewest capitals, then as it stands first."""
    written = Counter(squeeze(mention.text) for mention in mentions)
    return min(written, key=lambda form: (-written[form], sum(map(str.isupper, form))))


def _first_place(slogan: Slogan) -> tuple[int, int, int]:
    mention = slogan.mentions[0]
    return mention.text_index, mention.start, mention.end
