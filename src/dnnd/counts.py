"""Counts of one side: how often each person, body, date, slogan, word … stands in its articles."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dnnd.annotate import Collection, Tally
from dnnd.dates.order import order
from dnnd.normalize import one_spelling
from dnnd.roles.offices import office_key, post
from dnnd.slogans.families import form_key
from dnnd.spans import Mention, Role, Slogan, SloganMention, Span
from dnnd.syllables import is_vietnamese, phrase_key
from dnnd.tables import Row, Table
from dnnd.tallies import by_key, counted_words, tally
from dnnd.tallies import written as spelling

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
    """One occurrence of an item: its section, the key it is counted under, how it is written, its type, its place.

    `article` counts the articles of the collection; `record` has offsets into that article's view. `group` tells of a
    date whether it lies before, around or after its report, of a role which office it is.
    """

    section: str
    key: str
    shown: str
    type: str
    article: int
    record: Span
    group: str = ""


Paragraph = tuple[int, int]  # the number of an article on its side, and of a line in it


@dataclass
class Item:
    """The occurrences of one item on one side, each by its place: the article's number times 2^32, and the line."""

    codes: array[int] = field(default_factory=lambda: array("q"))
    written: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    type: str = ""

    @property
    def count(self) -> int:
        """Occurrences in all."""
        return len(self.codes)

    @property
    def places(self) -> Counter[Paragraph]:
        """Occurrences by paragraph."""
        return Counter((code >> 32, code & 0xFFFFFFFF) for code in self.codes)

    @property
    def articles(self) -> Counter[int]:
        """Occurrences by article."""
        return Counter(code >> 32 for code in self.codes)

    def add(self, hit: Hit, place: Paragraph) -> None:
        """Counts one more occurrence."""
        self.codes.append((place[0] << 32) + place[1])
        self.written[hit.shown] += 1
        if hit.group:
            self.groups[hit.group] += 1
        self.type = hit.type


@dataclass
class SideCounts:
    """What one side holds: its size, and its items by section and key; `forms` counts each slogan's forms.

    `words` are those with a letter or a digit.
    """

    name: str
    articles: int = 0
    sentences: int = 0
    words_by_paragraph: Counter[Paragraph] = field(default_factory=Counter)
    syllables: int = 0
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {section: {} for section in SECTIONS})

    @cached_property
    def words(self) -> int:
        """How many words in all; summed once, when all are counted."""
        return self.words_by_paragraph.total()

    @cached_property
    def words_by_article(self) -> list[int]:
        """How many words each article has."""
        found = [0] * self.articles
        for (article, _), words in self.words_by_paragraph.items():
            found[article] += words
        return found


def count(collection: Collection, names: Sequence[str]) -> list[SideCounts]:
    """The counts of each named side; an article's own `side` says where it stands."""
    sides = {name: SideCounts(name) for name in names}
    numbers: list[int] = []
    told: dict[str, list[tuple[int, Tally]]] = {name: [] for name in names}
    for one in collection.articles:
        side, size = sides[one.article.side], tally(one)
        numbers.append(side.articles)
        told[side.name].append((side.articles, size))
        side.articles += 1
        side.sentences += size.sentences
        side.syllables += size.syllables
        side.words_by_paragraph.update({(numbers[-1], line): words for line, words in size.words.items()})
    for name, side in sides.items():
        found = by_key(told[name])
        side.items["words"] = {key: Item(codes, spelt, type="WORD") for key, codes, spelt in found}
    for hit in hits(collection, words=False):
        one = collection.articles[hit.article]
        side, place = sides[one.article.side], (numbers[hit.article], one.document.line_at(hit.record.start))
        side.items[hit.section].setdefault(hit.key, Item()).add(hit, place)
        if hit.section == "slogans":
            side.forms.setdefault(hit.key, Counter())[form_key(hit.record.text)] += 1
    return list(sides.values())


def hits(collection: Collection, words: bool = True) -> Iterator[Hit]:
    """All that is counted in a collection, article by article; the slogans come last. Without words where told."""
    for number, one in enumerate(collection.articles):
        for mention in one.mentions:
            yield Hit(
                SECTION_OF[mention.type], phrase_key(mention.entity), mention.entity, mention.type, number, mention
            )
        for role in one.roles:
            shown = f"{one_spelling(role.text)} – {role.person}"
            key = f"{office_key(role.text)} – {phrase_key(role.person)}"
            yield Hit("roles", key, shown, "ROLE", number, role, _post(role, one.mentions))
        for timex in one.timexes:
            when = order(timex.value, one.article.report_date)
            yield Hit("dates", timex.value, timex.value, timex.type, number, timex, when)
        for word, key in counted_words(one) if words else ():
            yield Hit("words", key, spelling(word), "WORD", number, word)
    for slogan, place in _outermost(collection.slogans):
        yield Hit("slogans", phrase_key(slogan.slogan), slogan.slogan, slogan.kind, place.text_index, place)


def _post(role: Role, mentions: Sequence[Mention]) -> str:
    """The office of a role, by the canonical names of the bodies in its title."""
    if not all(map(is_vietnamese, role.person.split())):  # "Thủ tướng" of another country
        return ""
    inside = [m for m in mentions if m.type == "ORG" and role.start <= m.start and m.end <= role.end]
    return post(role.text, [(m.start - role.start, m.end - role.start, m.entity) for m in inside])


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


def written(sides: Sequence[SideCounts], section: str, key: str) -> str:
    """How an item is shown: its most frequent spelling over all sides, the first by code point among equals."""
    spellings: Counter[str] = Counter()
    for side in sides:
        item = side.items[section].get(key)
        spellings.update(item.written if item else {})
    return min(spellings, key=lambda text: (-spellings[text], text))


EVIDENCE = ("section", "item", "side", "file", "article", "line", "column", "start", "end", "text", "sentence")


def evidence(collection: Collection, sides: Sequence[SideCounts], sections: Sequence[str]) -> Table:
    """One row an occurrence behind the counts, under the item's name as the comparison shows it."""
    rows: list[Row] = []
    for hit in hits(collection):
        if hit.section in sections:
            one = collection.articles[hit.article]
            where = one.place(hit.record)
            item = written(sides, hit.section, hit.key)
            source = (one.article.side, one.article.file, one.article.number)
            place = (where.line, where.column, where.start, where.end, where.text, where.sentence)
            rows.append((hit.section, item, *source, *place))
    place_of = {section: number for number, section in enumerate(SECTIONS)}
    rows.sort(key=lambda row: (place_of[str(row[0])], str(row[1])))
    return Table(EVIDENCE, rows, ("section", "item", "side", "file", "line", "sentence"))
