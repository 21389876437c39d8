"""The tables of the commands that list what stands in the texts: one row a thing, or one row an occurrence."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern

from dnnd.annotated import Annotated
from dnnd.articles import Article, total_residue_lines
from dnnd.normalize import line_starts, lookup_key, one_spelling, squeeze
from dnnd.roles.offices import office_key
from dnnd.spans import Mention, Slogan
from dnnd.store import StoredFile
from dnnd.syllables import phrase_key
from dnnd.tables import Row, Table
from dnnd.tallies import is_word

ARTICLES = (
    "file article side title report_date date_evidence date_confidence first_line last_line "
    "sentences words syllables residue_lines"
)
RESIDUE = "file article line column start end kind text"
TOKENS = "file article sentence line column start end word"
ENTITIES = "entity type mentions articles roles variants file line"
ENTITY_MENTIONS = "file article line column start end text type entity roles found_by sentence"
DATES = "file article line column start end text type value first_day last_day report_date sentence"
SLOGANS = "slogan kind count articles variants trigger file line"
SLOGAN_MENTIONS = "file article line column start end text kind slogan speaker sentence"
STORED = "side files articles unreadable"

JOINT = "; "  # between the values of a cell that holds several


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def articles_table(articles: Iterable[Article]) -> Table:
    """One row an article: its title, its report date with the evidence, its place and its size."""
    screen = "file article title report_date date_confidence sentences words residue_lines"
    return Table(_columns(ARTICLES), [_article_row(article) for article in articles], _columns(screen))


def _article_row(article: Article) -> Row:
    read = article.document
    return (
        article.file,
        article.number,
        article.side,
        article.title,
        article.date.value,
        article.date.evidence,
        article.date.confidence,
        article.first_line,
        article.last_line,
        len(read.sentences),
        sum(is_word(word.text) for word in read.words),
        sum(unit.is_word for unit in read.syllables),
        total_residue_lines(article),
    )


def residue_table(articles: Iterable[Article]) -> Table:
    """One row a stretch of page residue that was set aside."""
    rows: list[Row] = []
    for article in articles:
        starts = line_starts(article.raw)
        for r in article.residue:
            line = bisect.bisect_right(starts, r.start) - 1
            place = (
                article.start_line + line,
                r.start - starts[line] + (article.start_column if line == 0 else 1),
                article.start + r.start,
                article.start + r.end,
            )
            rows.append((article.file, article.number, *place, r.kind, r.text))
    return Table(_columns(RESIDUE), rows, _columns("file article line kind text"))


def tokens_table(articles: Iterable[Article]) -> Table:
    """One row a word, with the number of its sentence in the article."""
    rows: list[Row] = []
    for article in articles:
        one = Annotated(article, article.document)
        for word in one.document.words:
            where = one.place(word)
            sentence = one.document.sentence_at(word.start) + 1
            rows.append(
                (article.file, article.number, sentence, where.line, where.column, where.start, where.end, where.text)
            )
    return Table(_columns(TOKENS), rows, _columns("file article sentence line column word"))


# --- names ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entity:
    """The mentions of one entity over a collection; `last` is the article in which it was seen last."""

    name: str
    type: str
    file: str
    line: int
    mentions: int = 0
    articles: int = 0
    last: int = -1
    roles: tuple[tuple[str, str], ...] = ()  # of each office its key, and how it is written first
    forms: dict[str, int] = field(default_factory=dict)

    def see(self, form: str, article: int) -> None:
        """Counts a mention. Articles come one after another."""
        self.mentions += 1
        self.articles += article != self.last
        self.last = article
        self.forms[form] = self.forms.get(form, 0) + 1

    def hold(self, title: str) -> None:
        """Notes a title, where its office is a new one."""
        key = office_key(title)
        if key not in dict(self.roles):
            self.roles += ((key, one_spelling(title)),)

    def row(self) -> Row:
        variants = [form for form, _ in sorted(self.forms.items(), key=lambda f: (-f[1], f[0])) if form != self.name]
        joined = JOINT.join(role for _, role in self.roles), JOINT.join(variants)
        return (self.name, self.type, self.mentions, self.articles, *joined, self.file, self.line)


def entities_table(annotated: Iterable[Annotated]) -> Table:
    """One row an entity, the most frequent first, with the roles its mentions hold and the forms it is written in."""
    found: dict[tuple[str, str], _Entity] = {}
    for number, one in enumerate(annotated):
        for mention in one.mentions:
            _entity(found, one, mention).see(squeeze(mention.text), number)
        for role in one.roles:
            holder = found.get(("PER", phrase_key(role.person)))
            if holder:
                holder.hold(role.text)
        one.forget()
    rows = [entity.row() for entity in sorted(found.values(), key=lambda e: (-e.mentions, e.type, lookup_key(e.name)))]
    return Table(_columns(ENTITIES), rows, _columns("entity type mentions articles roles variants"))


def _entity(found: dict[tuple[str, str], _Entity], one: Annotated, mention: Mention) -> _Entity:
    key = (mention.type, phrase_key(mention.entity))
    entity = found.get(key)
    if entity is None:
        entity = found[key] = _Entity(mention.entity, mention.type, one.article.file, one.place(mention).line)
    return entity


def entity_mentions_table(annotated: Iterable[Annotated]) -> Table:
    """One row a mention. `roles` are the titles that stand with it in its sentence."""
    rows: list[Row] = []
    for one in annotated:
        roles = _roles_by_sentence(one)
        for mention in one.mentions:
            where = one.place(mention)
            sentence = one.document.sentence_at(mention.start)
            held = roles.get((sentence, phrase_key(mention.entity)), []) if mention.type == "PER" else []
            place = (where.line, where.column, where.start, where.end, intern(where.text))
            evidence = _evidence(mention.found_by, mention.confidence)
            what = (mention.type, mention.entity, JOINT.join(held), evidence, where.sentence)
            rows.append((one.article.file, one.article.number, *place, *what))
        one.forget()
    return Table(_columns(ENTITY_MENTIONS), rows, _columns("file line text type entity roles found_by"))


@lru_cache(maxsize=4096)
def _evidence(found_by: str, confidence: float) -> str:
    """What found a name, and how sure that is: "full_name 0.97"."""
    return f"{found_by} {confidence:.2f}"


def _roles_by_sentence(one: Annotated) -> dict[tuple[int, str], list[str]]:
    """The titles held in each sentence: (sentence, key of the person) to titles in text order."""
    held: dict[tuple[int, str], list[str]] = defaultdict(list)
    for role in one.roles:
        held[one.document.sentence_at(role.start), phrase_key(role.person)].append(one_spelling(role.text))
    return held


# --- dates and slogans ---------------------------------------------------------------------------------------------


def dates_table(annotated: Iterable[Annotated]) -> Table:
    """One row a date expression, with the first and last day of its value where it has them."""
    from dnnd.dates.values import bounds  # names need not wait for the rules of dates

    rows: list[Row] = []
    for one in annotated:
        for timex in one.timexes:
            where = one.place(timex)
            days = bounds(timex.value)
            first, last = (day.isoformat() for day in days) if days else ("", "")
            place = (where.line, where.column, where.start, where.end, where.text)
            what = (timex.type, timex.value, first, last, one.article.date.value, where.sentence)
            rows.append((one.article.file, one.article.number, *place, *what))
    return Table(_columns(DATES), rows, _columns("file line text type value first_day last_day"))


def slogans_table(slogans: Sequence[Slogan], annotated: Sequence[Annotated]) -> Table:
    """One row a slogan, mottos first, with its variants and where it stands first."""
    rows: list[Row] = []
    for slogan in sorted(slogans, key=_slogan_order):
        first = slogan.mentions[0]
        one = annotated[first.text_index]
        triggers = list(dict.fromkeys(lookup_key(m.trigger) for m in slogan.mentions if m.trigger))
        articles = len({m.text_index for m in slogan.mentions})
        joined = JOINT.join(slogan.variants), JOINT.join(triggers)
        place = one.article.file, one.place(first).line
        rows.append((slogan.slogan, slogan.kind, len(slogan.mentions), articles, *joined, *place))
    return Table(_columns(SLOGANS), rows, _columns("slogan kind count articles variants trigger"))


def stored_table(sides: Sequence[str], files: Sequence[StoredFile]) -> Table:
    """One row a side of a store: how many files and articles it holds, and how many files could not be read."""
    rows: list[Row] = []
    for number, side in enumerate(sides):
        those = [file for file in files if file.side == number]
        sizes = (sum(file.articles for file in those), sum(bool(file.problem) for file in those))
        rows.append((side, len(those), *sizes))
    return Table(_columns(STORED), rows)


SLOGAN_KINDS = ("motto", "recurring_phrase", "quoted_term", "quoted_speech")


def _slogan_order(slogan: Slogan) -> tuple[int, int, str]:
    return (SLOGAN_KINDS.index(slogan.kind), -len(slogan.mentions), lookup_key(slogan.slogan))


def slogan_mentions_table(slogans: Sequence[Slogan], annotated: Sequence[Annotated]) -> Table:
    """One row an occurrence of a slogan, in text order."""
    found = [(m.text_index, m.start, m.end, m, slogan) for slogan in slogans for m in slogan.mentions]
    rows: list[Row] = []
    for index, _, _, mention, slogan in sorted(found, key=lambda f: (f[:3], f[4].kind, f[4].slogan)):
        one = annotated[index]
        where = one.place(mention)
        place = (where.line, where.column, where.start, where.end, where.text)
        what = (slogan.kind, slogan.slogan, mention.speaker, where.sentence)
        rows.append((one.article.file, one.article.number, *place, *what))
    return Table(_columns(SLOGAN_MENTIONS), rows, _columns("file line text kind slogan speaker"))
