"""Counts of one side: how often each person, body, date, slogan, word … stands in its articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dnnd.annotate import Annotated
from dnnd.lexicon import keys
from dnnd.normalize import one_spelling, squeeze
from dnnd.slogans.families import form_key
from dnnd.spans import Slogan, SloganMention, Span
from dnnd.syllables import phrase_key

SECTIONS = (
    "people",
    "organisations",
    "places",
    "events",
    "documents",
    "awards",
    "roles",
    "dates",
    "slogans",
    "words",
)
SECTION_OF = {
    "PER": "people",
    "ORG": "organisations",
    "LOC": "places",
    "EVENT": "events",
    "DOC": "documents",
    "AWARD": "awards",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of an item: its section, the key it is counted under, how it is written, its type, its place."""

    section: str
    key: str
    shown: str
    type: str
    article: int
    paragraph: int


@dataclass
class Item:
    """The occurrences of one item on one side."""

    articles: Counter[int] = field(default_factory=Counter)
    paragraphs: set[tuple[int, int]] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)
    type: str = ""

    @property
    def count(self) -> int:
        """Occurrences in all."""
        return self.articles.total()

    def by_article(self, articles: int) -> list[int]:
        """Occurrences in each of the side's articles."""
        return [self.articles[number] for number in range(articles)]

    def add(self, hit: Hit) -> None:
        """Counts one more occurrence."""
        self.articles[hit.article] += 1
        self.paragraphs.add((hit.article, hit.paragraph))
        self.written[hit.shown] += 1
        self.type = hit.type


@dataclass
class SideCounts:
    """What one side holds: its size, and its items by section and key; `forms` counts each slogan's forms.

    `words` are those with a letter or a digit.
    """

    name: str
    sentences: int = 0
    words_by_article: list[int] = field(default_factory=list)
    syllables: int = 0
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {section: {} for section in SECTIONS})

    @property
    def articles(self) -> int:
        """How many articles."""
        return len(self.words_by_article)

    @property
    def words(self) -> int:
        """How many words in all."""
        return sum(self.words_by_article)

    def add(self, hit: Hit) -> None:
        """Counts one occurrence under its item."""
        self.items[hit.section].setdefault(hit.key, Item()).add(hit)


def count(name: str, annotated: Sequence[Annotated], found: Sequence[Slogan] = ()) -> SideCounts:
    """The counts of one side. `found` are slogans whose mentions' `text_index` counts the articles given here."""
    side = SideCounts(name)
    for number, one in enumerate(annotated):
        side.sentences += len(one.document.sentences)
        side.syllables += sum(unit.is_word for unit in one.document.syllables)
        side.words_by_article.append(sum(is_word(word.text) for word in one.document.words))
        for hit in hits(one, number):
            side.add(hit)
    for slogan, mention in _outermost(found):
        paragraph = _paragraph(annotated[mention.text_index], mention)
        key = phrase_key(slogan.slogan)
        side.add(Hit("slogans", key, slogan.slogan, slogan.kind, mention.text_index, paragraph))
        side.forms.setdefault(key, Counter())[form_key(mention.text)] += 1
    return side


def _outermost(found: Sequence[Slogan]) -> Iterator[tuple[Slogan, SloganMention]]:
    """The mentions that lie in no longer formula, so that nothing is counted twice; speech may hold formulas."""
    reach: dict[int, int] = {}
    placed = [(m.text_index, m.start, -m.end, n, m) for n, slogan in enumerate(found) for m in slogan.mentions]
    for index, _, _, number, mention in sorted(placed, key=lambda p: p[:4]):
        if found[number].kind == "quoted_speech":
            yield found[number], mention
        elif mention.end > reach.get(index, -1):
            reach[index] = mention.end
            yield found[number], mention


def is_word(text: str) -> bool:
    """Whether a segmented word counts as one: it holds a letter or a digit.

    >>> is_word("Đảng"), is_word("…")
    (True, False)
    """
    return any(c.isalnum() for c in text)


def hits(one: Annotated, number: int) -> Iterator[Hit]:
    """All occurrences in one article but those of slogans, which are found over the whole collection."""
    for mention in one.mentions:
        where = _paragraph(one, mention)
        yield Hit(SECTION_OF[mention.type], phrase_key(mention.entity), mention.entity, mention.type, number, where)
    for role in one.roles:
        shown = f"{one_spelling(role.text)} – {role.person}"
        yield Hit("roles", phrase_key(shown), shown, "ROLE", number, _paragraph(one, role))
    for timex in one.timexes:
        yield Hit("dates", timex.value, timex.value, timex.type, number, _paragraph(one, timex))
    yield from _words(one, number)


def _words(one: Annotated, number: int) -> Iterator[Hit]:
    """The words outside names and dates, which are counted as a whole, and without function words and bare numbers."""
    stop = keys("stop_words")
    inside = _covered(one)
    for word in one.document.words:
        key = phrase_key(word.text)
        if any(c.isalpha() for c in word.text) and key not in stop and word.start not in inside:
            yield Hit("words", key, squeeze(word.text).lower(), "WORD", number, _paragraph(one, word))


def _covered(one: Annotated) -> set[int]:
    """The offsets that lie inside a name (PER, ORG, LOC), an award or a date."""
    spans: list[Span] = [m for m in one.mentions if m.type not in ("EVENT", "DOC")]
    return {offset for span in [*spans, *one.timexes] for offset in range(span.start, span.end)}


def _paragraph(one: Annotated, record: Span) -> int:
    """The number of the line of the view in which a record begins."""
    return one.document.line_at(record.start)


def written(sides: Sequence[SideCounts], section: str, key: str) -> str:
    """How an item is shown: its most frequent spelling over all sides, the first by code point among equals."""
    spellings: Counter[str] = Counter()
    for side in sides:
        item = side.items[section].get(key)
        spellings.update(item.written if item else {})
    return min(spellings, key=lambda text: (-spellings[text], text))


def by_side(
    annotated: Sequence[Annotated], found: Sequence[Slogan]
) -> Iterator[tuple[str, list[Annotated], list[Slogan]]]:
    """Each side's articles, in order of first appearance, with the slogans' mentions on that side renumbered."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(annotated):
        numbers[one.article.side].append(number)
    for name, those in numbers.items():
        yield name, [annotated[n] for n in those], [_restricted(slogan, those) for slogan in found]


def _restricted(slogan: Slogan, numbers: Sequence[int]) -> Slogan:
    new = {old: place for place, old in enumerate(numbers)}
    mentions = tuple(replace(m, text_index=new[m.text_index]) for m in slogan.mentions if m.text_index in new)
    return replace(slogan, mentions=mentions)
