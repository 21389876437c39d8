"""Counting on columns says what plain counting of the linked records says, and so do stores and files."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

import dnnd
from dnnd.annotate import annotate, linked, plain_article, slogans
from dnnd.annotated import Annotated, Collection
from dnnd.articles import Article
from dnnd.comparison import comparison
from dnnd.counting import count
from dnnd.counts import GROUPED, SECTIONS, Counts
from dnnd.dates.order import order
from dnnd.evidence import evidence
from dnnd.normalize import one_spelling
from dnnd.occurrences import occurrences
from dnnd.roles.offices import office_key, post
from dnnd.spans import Mention, Role
from dnnd.syllables import is_vietnamese, phrase_key
from dnnd.tallies import JOINT, WORD, tally, things

ROOT = Path(__file__).parents[1]
OF_TYPE = dict(zip(("PER", "ORG", "LOC", "EVENT", "DOC", "AWARD"), SECTIONS, strict=False))
TEXTS = {
    "a": [
        "Ông Vladimir Putin thăm TP.HCM. Ông Putin gặp Chủ tịch UBND tỉnh Quảng Trị Lê Văn Tám ngày 5/3/2020.",
        "Uỷ ban nhân dân tỉnh Quảng Trị họp ngày 5/3/2020, bàn Chỉ thị số 34-CT/TW.\n\nNăm 2019, Hội họp 2 giờ, sáng 5/3.",
    ],
    "b": ["", "Putin họp. Phương châm “chủ động, sáng tạo, hiệu quả”; ông Tám nhận Huân chương Lao động hạng Nhì."],
    "c": ["Ủy ban nhân dân tỉnh Quảng Trị; tỉnh Quảng Trị; Quảng Trị; TP.HCM; Thành phố Hồ Chí Minh.\n" * 3],
}

Plain = dict[tuple[str, str], dict[str, list[tuple[int, int, str, str, str]]]]


def articles(**sides: list[str]) -> list[Annotated]:
    found = []
    for side, texts in sides.items():
        for number, text in enumerate(texts):
            given = plain_article(text)
            found.append(annotate(Article(**{**given.__dict__, "side": side, "file": f"{side}{number}"})))
    return found


def sample() -> list[Annotated]:
    found = []
    for year in ("2019", "2020"):
        for file in sorted((ROOT / "data" / year).glob("*.txt")):
            found += [annotate(Article(**{**one.__dict__, "side": year})) for one in dnnd.read(file, year)]
    return found


def counted(found: list[Annotated], *names: str) -> Counts:
    told = ((one.article.side, tally(one)) for one in found)
    return count(told, names, Collection(found, slogans(found)))


def plainly(found: list[Annotated]) -> Plain:
    """By section and key, for each side: (article, line, how it is shown, type, group) of each occurrence."""
    plain: Plain = defaultdict(lambda: defaultdict(list))
    for number, one in enumerate(linked(found)):
        for m in one.mentions:
            add(plain, OF_TYPE[m.type], phrase_key(m.entity), one, number, m, m.entity, m.type, "")
        for r in one.roles:
            shown = f"{one_spelling(r.text)} – {r.person}"
            key = f"{office_key(r.text)} – {phrase_key(r.person)}"
            add(plain, "roles", key, one, number, r, shown, "ROLE", office(r, one.mentions))
        for t in one.timexes:
            group = order(t.value, one.article.report_date)
            add(plain, "dates", t.value, one, number, t, t.value, t.type, group)
    return plain


def add(plain: Plain, section: str, key: str, one: Annotated, number: int, record: dnnd.Span, *told: str) -> None:
    where = number, one.document.line_at(record.start)
    plain[section, key][one.article.side].append((*where, *told))  # type: ignore[arg-type] # three strings


def office(role: Role, mentions: tuple[Mention, ...]) -> str:
    if not all(map(is_vietnamese, role.person.split())):
        return ""
    inside = [m for m in mentions if m.type == "ORG" and role.start <= m.start and m.end <= role.end]
    return post(role.text, [(m.start - role.start, m.end - role.start, m.entity) for m in inside])


@pytest.mark.parametrize("found", [articles(**TEXTS), sample()], ids=["three sides", "sample"])
def test_counts_are_those_of_plain_counting(found: list[Annotated]) -> None:
    names = list(dict.fromkeys(one.article.side for one in found))
    counts, plain = counted(found, *names), plainly(found)
    seen = set()
    for section, items in counts.items.items():
        if section in ("words", "slogans"):
            continue
        assert list(items.keys) == sorted(items.keys)
        for row, key in enumerate(items.keys):
            seen.add((section, key))
            sides = [plain[section, key].get(name, []) for name in names]
            assert items.counts[row].tolist() == [len(side) for side in sides]
            assert items.articles[row].tolist() == [len({place[0] for place in side}) for side in sides]
            spelt = Counter(place[2] for side in sides for place in side)
            assert items.shown[row] == min(spelt, key=lambda text: (-spelt[text], text))
            assert items.types[row] == next(side[-1][3] for side in sides if side)
            places = items.places[items.first[row] : items.first[row + 1]]
            by_article = Counter(counts.article_of[places].tolist())
            assert by_article == Counter(place[0] for side in sides for place in side)
            assert len(set(places.tolist())) == len({place[:2] for side in sides for place in side})
            if section in GROUPED:
                groups = [Counter(place[4] for place in side if place[4]) for side in sides]
                for side, of_side in enumerate(groups):
                    told: Counter[str] = Counter()
                    for form in items.forms[row]:
                        told[form.group] += form.counts[side]
                    assert +Counter({group: n for group, n in told.items() if group}) == of_side
    assert seen == set(plain) and len(seen) > 10


def test_words_are_counted_where_they_stand() -> None:
    found = articles(a=["Hội họp.\nHoa nở, hoa đẹp."], b=["Hoa."])
    counts = counted(found, "a", "b", "none")
    words = counts.items["words"]
    forms = [Counter(f.split(JOINT)[1] for _, f in things(one) if f.startswith(WORD)) for one in found]
    for key, on_sides, in_articles in zip(words.keys, words.counts.tolist(), words.articles.tolist(), strict=True):
        assert on_sides == [forms[0][key], forms[1][key], 0]
        assert in_articles == [int(key in forms[0]), int(key in forms[1]), 0]
    assert "hoa" in words.keys and words.counts.sum() == forms[0].total() + forms[1].total()
    assert [side.articles for side in counts.sides] == [1, 1, 0] and counts.paragraphs == [2, 1, 0]
    assert sum(counts.words) == counts.words_by_article.sum() == counts.words_by_paragraph.sum()


def test_articles_may_come_in_any_order() -> None:
    found = articles(**TEXTS)
    mixed = [found[at] for at in (4, 1, 3, 0, 2)]
    one, other = counted(found, "a", "b", "c"), counted(mixed, "a", "b", "c")
    for section in SECTIONS:
        assert one.items[section].keys == other.items[section].keys
        assert (one.items[section].counts == other.items[section].counts).all()
        assert (one.items[section].articles == other.items[section].articles).all()
    assert [side.words for side in one.sides] == [side.words for side in other.sides]


def test_what_stands_in_a_line_without_a_word_is_counted_too() -> None:
    (one,) = articles(a=["Hội họp.\nHội bàn."])
    told = tally(one)
    bare = type(told)(told.sentences, told.syllables, [1], [2], told.forms, told.codes, told.lines)
    found = occurrences([("a", bare)], ["a"])
    ((_, places),) = found.stretches(99)
    assert found.words.tolist() == [0, 2] and sorted(set(places.tolist())) == [0, 1]


def test_a_count_that_is_asked_for_leaves_the_rarer_out() -> None:
    items = counted(articles(**TEXTS), "a", "b", "c").items["places"]
    often = items.at_least(3)
    assert list(often.keys) == [k for k, n in zip(items.keys, items.counts.sum(axis=1), strict=True) if n >= 3]
    assert (often.counts.sum(axis=1) >= 3).all() and len(often.places) == often.counts.sum()


def test_the_evidence_has_a_row_for_each_count() -> None:
    found = articles(**TEXTS)
    counts = counted(found, "a", "b", "c")
    table = evidence(Collection(found, slogans(found)), counts, SECTIONS)
    behind = Counter((row[0], row[1], row[2]) for row in table.rows)
    for section, items in counts.items.items():
        for shown, on_sides in zip(items.shown, items.counts.tolist(), strict=True):
            assert [behind[section, shown, side] for side in "abc"] == on_sides


def test_a_section_is_the_same_alone_and_with_the_others() -> None:
    sides = {side: [f"{TEXTS[side][-1]} Bài {n}." for n in range(5)] for side in "abc"}
    counts = counted(articles(**sides), "a", "b", "c")
    whole = comparison(counts)
    for section in SECTIONS:
        assert list(comparison(counts, [section]).rows) == [row for row in whole.rows if row[0] == section]
    assert {row[0] for row in whole.rows} >= {"places", "words", "slogans"}
