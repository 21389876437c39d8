"""Finds who holds which title, one record a title and occurrence: "Thứ trưởng Bộ Ngoại giao Nguyễn Minh Vũ"."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from dnnd.lexicon import keys
from dnnd.linking import link
from dnnd.linking.people import sexes
from dnnd.roles.holders import Held, reconsidered
from dnnd.roles.titles import Title, find_titles
from dnnd.roles.units import HONORIFICS
from dnnd.segment import Document
from dnnd.spans import Mention, Role

# As far before a title as the words are looked for that lead to it.
_LONGEST_LEAD = 36
# As far behind a name as a pronoun stands for it.
_FARTHEST_NAME = 300
# More titles in a row than a person is ever named with.
_MOST_TITLES = 12
# What the head of parliament presides over.
_PARLIAMENT = frozenset({"quốc", "hội"})
# Kinds of title that no head of state or government holds beside his own.
_OF_SERVANTS = frozenset({"ministry", "company", "diplomatic", "local", "academic", "organisation"})
# Behind a title these say that many or none hold it: "Thứ trưởng các bộ", "Tổng Bí thư hai Đảng", "Thủ tướng nào".
_OTHERS = (" các ", " hai ", " những ", " nào")


def find_roles(doc: Document, names: Sequence[Mention]) -> list[Role]:
    """Every title that a person of this text holds, in text order; two records of one span where two people share it.

    `names` are the PER, ORG and LOC mentions of the same document. Offsets are those of `doc.text`; `person` is the
    fullest form of the name in the text. A title that nobody in the text holds gives no record.

    >>> from dnnd.segment import document
    >>> doc = document("Bộ trưởng Lê An nói. Bộ trưởng đề nghị.")
    >>> [(r.text, r.person) for r in find_roles(doc, [Mention(10, 15, "Lê An", "PER", "Lê An", "")])]
    [('Bộ trưởng', 'Lê An'), ('Bộ trưởng', 'Lê An')]
    """
    (names,) = link([names], [doc.text])
    text = _Text(doc, names)
    held: list[Held] = []
    left: list[Title] = []
    for sentence, titles in zip(doc.sentences, find_titles(doc, names), strict=True):
        found: list[Held] = []
        for chain in text.chains(titles):
            series = text.series(chain, found)
            found = series or list(text.holders(chain, sentence.start, sentence.end, titles))
            held += found
            if not found and text.may_refer(chain, sentence.start):
                left += chain
    held = reconsidered(held, left, Counter(name.entity for name in text.people))
    roles = [Role(h.title.start, h.title.end, h.title.text, h.person.entity, h.rule) for h in held]
    return sorted(roles, key=lambda role: (role.start, role.end))


class _Text:
    """A document's key text and its names, asked about what stands between titles and people."""

    def __init__(self, doc: Document, names: Sequence[Mention]) -> None:
        self.text, self.keys = doc.text, doc.key
        self.people = sorted((n for n in names if n.type == "PER"), key=lambda n: n.start)
        self.bodies = sorted((n for n in names if n.type != "PER"), key=lambda n: n.start)
        self._people_starts = [n.start for n in self.people]
        self._body_starts = [n.start for n in self.bodies]

    def chains(self, titles: Sequence[Title]) -> Iterator[list[Title]]:
        """Titles of one sentence in lists that belong to one person: "Ủy viên …, Trưởng ban …"."""
        chain: list[Title] = []
        for title in titles:
            if chain and not (self._may_share(chain, title) and self._goes_with(chain[-1], title)):
                yield chain
                chain = []
            chain.append(title)
        if chain:
            yield chain

    def _goes_with(self, last: Title, title: Title) -> bool:
        """Whether a title goes on a list: "Bí thư, Chủ tịch", and without a sign "Bộ trưởng Chủ nhiệm"."""
        run_on = not last.office and last.is_capitalised and title.is_capitalised
        return self._fits("between", last.end, title.start) or (run_on and self._fits("space", last.end, title.start))

    def _may_share(self, chain: list[Title], title: Title) -> bool:
        """Whether one person may hold a title with those before it in a list."""
        joined = _pattern("kiêm").search(self.keys, chain[-1].end, title.start) is not None
        return len(chain) < _MOST_TITLES and not any(_exclude(t, title) and not joined for t in chain)

    def holders(self, chain: list[Title], start: int, end: int, titles: Sequence[Title]) -> Iterator[Held]:
        """Who holds the titles of a chain in the sentence from start to end, told by what stands beside it."""
        if self._is_sought(chain, start) or _pattern("others").match(self.keys, chain[-1].end):
            return
        after = bisect.bisect_left(self._people_starts, chain[-1].end)
        follows = self.people[after] if after < len(self.people) and self.people[after].start < end else None
        before = self.people[after - 1] if after and self.people[after - 1].start >= start else None
        if follows and before and len(chain) > 1 and self._is_parted(chain, start, (before, follows), titles):
            yield from self.holders(chain[:-1], start, chain[-1].start, titles)
            chain = chain[-1:]
        plural = self._is_plural(chain, start)
        told = before and follows and self._is_parallel(follows) and self._is_taken_up(chain, start)
        if follows and (self._precedes(chain, follows) or (plural and self._opens_list(chain[-1]))):
            people = self._listed(after, chain[-1], end, titles) if plural else [follows]
            yield from (Held(t, p, "before the name") for p in people for t in chain)
        elif before and self._stands_behind(chain, before):
            weak = len(chain) == 1 and self._goes_on(chain[0], before)
            yield from (Held(t, before, "after the name", weak) for t in chain)
        elif follows and not plural and not told and self._is_beside(chain[-1], follows):
            yield from (Held(t, follows, "before the name") for t in chain)
        elif self._is_taken_up(chain, start):
            person = self._appointed(chain, follows, before, titles, start)
            yield from (Held(t, person, "office taken up") for t in chain if person)

    def _stands_behind(self, chain: list[Title], before: Mention) -> bool:
        """ "ông A, Giám đốc …", and without a comma before the title where one stands behind: "ông A Giám đốc …,"."""
        if self._fits("backward", before.end, chain[0].start):
            return True
        told = bool(chain[-1].office) and chain[0].is_capitalised and self.keys.startswith(",", chain[-1].end)
        return told and not self.keys[before.end : chain[0].start].strip(" ") and chain[0].start > before.end

    def _is_beside(self, title: Title, follows: Mention) -> bool:
        """ "Thủ tướng Lào, ông A"; without an honorific a comma behind the name too: "Chủ tịch Quỹ Sao Mai, A, …"."""
        if self._fits("apposition", title.end, follows.start):
            return True
        closed = self.keys.startswith(",", follows.end) or (title.is_unique and title.has_place)
        return bool(title.office) and closed and self._fits("beside", title.end, follows.start)

    def series(self, chain: list[Title], before: Sequence[Held]) -> list[Held]:
        """The holders of a chain that goes on a list of offices taken up: "qua các chức vụ: …; …; …"."""
        if not before or before[-1].rule != "office taken up":
            return []
        fits = self._fits("series", before[-1].title.end, chain[0].start)
        return [Held(t, before[-1].person, "office taken up") for t in chain] if fits else []

    def _is_parted(
        self, chain: list[Title], start: int, beside: tuple[Mention, Mention], titles: Sequence[Title]
    ) -> bool:
        """ "ông A, Chủ tịch Quỹ X, Thủ tướng B": the last title belongs to the name behind it."""
        before, follows = beside
        if self._is_taken_up(chain, start):
            return True
        if any(t.kind != "military_rank" and self._fits("forward", t.end, before.start) for t in titles):
            return False  # "Thủ tướng A, Phó Thủ tướng, Bộ trưởng B": A has had his title
        told_before = self._fits("backward", before.end, chain[0].start) and chain[0].name != "Ủy viên"
        return told_before and self._precedes(chain, follows)

    def _precedes(self, chain: list[Title], follows: Mention) -> bool:
        return self._fits("forward", chain[-1].end, follows.start)

    def may_refer(self, chain: list[Title], start: int) -> bool:
        """Whether a title without a name may stand for somebody named elsewhere in the text."""
        if self.keys.startswith(_OTHERS, chain[-1].end) or self._is_sought(chain, start):
            return False
        return not self._is_plural(chain, start) and not self._is_taken_up(chain, start)

    def _fits(self, name: str, start: int, end: int) -> bool:
        return _pattern(name).fullmatch(self.keys, start, end) is not None

    def _follows(self, name: str, chain: list[Title], start: int) -> bool:
        """Whether a pattern ends where the chain begins."""
        first = chain[0].start
        return _pattern(name).search(self.keys, max(start, first - _LONGEST_LEAD), first) is not None

    def _is_plural(self, chain: list[Title], start: int) -> bool:
        return self._follows("plural", chain, start)

    def _is_taken_up(self, chain: list[Title], start: int) -> bool:
        return self._follows("office", chain, start)

    def _is_sought(self, chain: list[Title], start: int) -> bool:
        """ "ứng cử viên Tổng thống": nobody's yet."""
        return self._follows("candidate", chain, start)

    def _is_chosen(self, chain: list[Title]) -> bool:
        """ "cử Chủ tịch mới": whoever stands before is not the one."""
        return self._follows("choose", chain, 0)

    def _is_parallel(self, follows: Mention) -> bool:
        """ "ông A được đưa về làm …, ông B làm …": the name behind has an office of its own."""
        return _pattern("parallel").match(self.keys, follows.end) is not None

    def _goes_on(self, title: Title, before: Mention) -> bool:
        """ "Tiếp ông A, Thủ tướng nhấn mạnh": a comma before, none behind."""
        return "," in self.keys[before.end : title.start] and self.keys[title.end : title.end + 2].strip()[:1].isalpha()

    def _opens_list(self, title: Title) -> bool:
        """ "Các đồng chí Ủy viên Bộ Chính trị: …" """
        return _pattern("list").match(self.keys, title.end) is not None

    def _listed(self, first: int, title: Title, end: int, titles: Sequence[Title]) -> list[Mention]:
        """The people of a list that a title opens; each may have titles of their own."""
        last, start = first, title.end
        while last < len(self.people) and self.people[last].end <= end:
            inner = _between(titles, start, self.people[last].start)
            if not self._is_gap(start, self.people[last].start, inner) or self._is_another_post(title, start, inner):
                break
            start = self.people[last].end
            last += 1
        return self.people[first:last]

    def _is_another_post(self, title: Title, start: int, inner: Sequence[Title]) -> bool:
        """ "các Phó Giám đốc: A, B; Chánh Văn phòng C": only a seat in a body goes with another post before a name."""
        parted = self.keys.rfind(";", start, inner[-1].start) if inner else -1
        return parted > 0 and not title.name.startswith("Ủy viên")

    def _is_gap(self, start: int, end: int, inner: Sequence[Title]) -> bool:
        """Whether nothing but titles and the signs of a list stand between."""
        edges = [start, *(edge for t in inner for edge in (t.start, t.end)), end]
        return all(self._fits("gap", a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))

    def _appointed(
        self, chain: list[Title], follows: Mention | None, before: Mention | None, titles: Sequence[Title], start: int
    ) -> Mention | None:
        """ "bổ nhiệm chức vụ … cho ông A"; "phân công ông A làm …"."""
        given = "given to" if before and follows and self._is_parallel(follows) else "given"
        if follows and self._fits(given, chain[-1].end, follows.start):
            return follows
        if self._follows("not yet", chain, start):
            return None
        if before is None and follows is None:
            return self._referred_to(chain, start)
        if before is None or self._is_chosen(chain) or self._strange_between(before.end, chain[0].start, titles):
            return None
        appoints = _pattern("appoints").search(self.keys, before.end, chain[0].start)
        return None if appoints or self._follows("another", chain, before.end) else before

    def _referred_to(self, chain: list[Title], start: int) -> Mention | None:
        """ "Ông từng làm …", "Năm năm làm …, ông đi nhiều nơi": the person named last, and most often by then."""
        told = _pattern("pronoun first").match(self.keys, start, chain[0].start)
        inside = list(_pattern("pronoun inside").finditer(self.keys, start, chain[0].start))
        told = told or next(reversed(inside), None)
        told = told or _pattern("pronoun behind").match(self.keys, chain[-1].end)
        before = self.people[: bisect.bisect_left(self._people_starts, start)] if told else []
        if not before or start - before[-1].end > _FARTHEST_NAME or self._is_chosen(chain):
            return None
        times = Counter(person.entity for person in before)
        said = next((sex for sex in ("man", "woman") if told and told["pronoun"] in keys("title_contexts", sex)), "")
        is_other = {said, *sexes(before[-1:], self.text)} == {"man", "woman"}
        return before[-1] if times[before[-1].entity] == max(times.values()) and not is_other else None

    def _strange_between(self, start: int, end: int, titles: Sequence[Title]) -> bool:
        """Whether another actor stands between: a body or place outside all titles, or the end of a clause."""
        first, last = (bisect.bisect_left(self._body_starts, offset) for offset in (start, end))
        near = _between(titles, start, end)
        inside = (any(t.start <= b.start < t.end for t in near) for b in self.bodies[first:last])
        return ";" in self.keys[start:end] or not all(inside)


def _between(titles: Sequence[Title], start: int, end: int) -> Sequence[Title]:
    """The titles that begin within [start, end)."""
    first, last = (bisect.bisect_left(titles, offset, key=lambda title: title.start) for offset in (start, end))
    return titles[first:last]


def _exclude(one: Title, other: Title) -> bool:
    """Nobody is Thủ tướng and Phó Thủ tướng at once, nor head of government and Bộ trưởng, if not "kiêm"."""
    if one.name == other.name:
        return one.is_deputy != other.is_deputy and one.office == other.office
    if any(t.is_deputy or t.is_former for t in (one, other)):
        return False
    if any(_heads_state(a) and _serves(b) for a, b in ((one, other), (other, one))):
        return True
    heads = [(t.is_unique and t.kind != "party") or t.office == _PARLIAMENT for t in (one, other)]
    return all(heads) or (any(heads) and bool(_OF_SERVANTS & {one.kind, other.kind}))


def _heads_state(title: Title) -> bool:
    return title.is_unique and title.kind != "party"


def _serves(title: Title) -> bool:
    """Whether a title is of a company or a local body: "Chủ tịch Tập đoàn …"."""
    return any(title.office.issuperset(words.split()) for words in keys("title_contexts", "servant"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns, made when it is first asked for: all of them take as long as reading a short report."""
    return re.compile(_patterns()[name])


@cache
def _patterns() -> dict[str, str]:
    """What may stand between titles and people, on the key text."""
    number = r"(?:[ivxlc]+|\d+)"
    term = rf"(?: +{_any('term')} +{number}(?:(?: *[-/,] *| +và +){number}){{0,4}})?"
    aside = rf"(?: *\([^()\n]{{1,60}}\))?{term}"
    honorific = rf"(?:{_any(*HONORIFICS)}(?:[ .,]+|(?=\W)))"
    link = _any("link", "office", "joiner")
    pronoun = rf"(?P<pronoun>{_any('pronoun')}) +(?!{_any('other_person')})"
    praise = rf"(?:{_any('praise')} +)?"
    one = rf"(?:một +)?{praise}"
    given = r"(?<!được)(?<!bị)(?<!nhận quyết định)(?<!theo quyết định)(?<!trúng)(?<!tái)(?<!việc)"
    someone = rf"(?:{_any('other_person')}|{_any('plural')}(?: +\w+){{1,3}}?)"
    behind = rf"(?:(?<= tp)\.)?{aside}(?: +mới)?"
    now = r" +(?:hiện +(?:nay +)?|khi (?:đó|ấy) +|lúc (?:đó|ấy) +)?là"
    described = rf", *{_any('description')}(?: +[^\s,;.:()]+){{0,10}}(?=,)"
    born = r"[,(] *(?:sinh (?:năm |ngày )?|sn:? *)[\d/. -]{4,12}|[,(] *\d\d tuổi|[,(] *quê [^,;.()\n]{2,40}\)?"
    life = rf"(?:{born}|{described})?"
    between = rf"{aside} *(?:,|-{{1,3}}|(?:, *)?(?: *{_any('joiner')})|\( *| +và +(?={link} )) *(?:{link} +)?{praise}"
    return {
        "between": between,
        "space": " +",
        "forward": rf"{behind}(?:(?: *:)? *(?:{honorific}){{0,4}}|{now} +(?:{honorific}){{1,4}})",
        "backward": rf"{aside} *{life} *(?:(?:[,(]|-{{1,3}}) *(?:{link} +){{0,2}}|(?<= )(?:{link} +){{1,2}}){one}",
        "apposition": rf"{aside}(?: *(?:,|-{{1,3}}) *(?:{honorific}){{1,4}}| +-{{1,3}} +)",
        "beside": rf"{aside} *, *",
        "given to": rf"{aside} *(?:, *)?(?:cho|đối với) +(?:{honorific}){{0,4}}",
        "given": rf"{aside} *(?:(?:, *)?(?:cho|đối với) +|, *)(?:{honorific}){{0,4}}",
        "parallel": rf" +(?:\w+ +){{0,4}}{_any('office')}(?!\w| +việc)",
        "series": rf"{aside} *[;,] *(?:(?:và|rồi|đến|{link}) +){{0,2}}",
        "list": rf"(?: +gồm(?: +các)?(?: +{honorific})*)? *:",
        "gap": rf"(?: +gồm(?: +các)?(?: +{honorific})*)?{aside} *[:,;-]? *(?:(?:và|{link}) +)?(?:{honorific}){{0,3}}",
        "plural": rf"(?<!\w)(?:{_any('plural')}|(?<![\d/.])[2-9]) +(?:{honorific})?$",
        "kiêm": rf"(?<!\w){_any('joiner')}(?!\w)",
        "office": rf"(?<!\w){_any('office', 'choose', 'career')}(?: *:)? +(?:tân +)?{praise}$",
        "another": rf"(?<!\w){someone} +(?:{_any('adverb')} +){{0,4}}là +$",
        "pronoun first": rf"\W*{pronoun}",
        "pronoun inside": rf"(?:,|(?<!\w){_any('clause_opening')}(?: +\d+)?,?) +{pronoun}",
        "pronoun behind": rf"{aside}(?: +(?:\w+ +){{0,3}}[\d/. -]+)? *, +(?P<pronoun>{_any('pronoun')}) +",
        "not yet": rf"(?<!\w){_any('not_yet')} +(?:\w+ +){{0,3}}{_any('office', 'choose')} +$",
        "others": rf" +(?:các|hai|những) +{_any('body_noun')}(?!\w)",
        "appoints": rf"{given} {_any('choose')}(?!\w)(?! +(?:giữ|làm))",
        "candidate": rf"(?<!\w){_any('candidate')} +$",
        "choose": rf"(?<!\w){_any('choose')} +(?:tân +)?$",
    }


def _any(*kinds: str) -> str:
    """A pattern of all forms of these kinds, the longest first."""
    tables = ("title_contexts", "honorifics")
    forms = {form for name in tables for kind in kinds for form in keys(name, kind)}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", " *") for form in longest_first) + ")"
