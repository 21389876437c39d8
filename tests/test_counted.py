"""What a store tells of its sides is what is counted in its articles, and nobody is told what no longer holds."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from dnnd import counting, permutation
from dnnd import counts as counts_module
from dnnd.articles import Article, Reading
from dnnd.counted import COUNTS, read_counts
from dnnd.counting import count
from dnnd.counts import Counts, Items
from dnnd.errors import StoreError
from dnnd.inputs import Side, sides
from dnnd.reuse import Reuse, set_aside
from dnnd.store import INDEX, LOCK, MARKER, PARTS
from dnnd.stored import stored_articles, tallies
from dnnd.storing import write_store
from test_cli import Done, run

TOPICS = (
    "mười lớp học tiếng Lào",
    "ba nghìn cây ven sông",
    "năm đoàn khách của các tỉnh bạn",
    "hai hội thảo về báo chí",
)
COMPARE = [
    "compare",
    *(word for name in ("people", "places", "roles", "dates", "words") for word in ("--section", name)),
]


def report(number: int) -> str:
    """A report of some fifty words, which differs from the others."""
    holder = ("Lê Văn Tám", "Trần Thị Bảy", "Phạm Văn Chín")[number % 3]
    told = ", ".join(f"{TOPICS[(number + n) % 4]} lần {number * 7 + n}" for n in range(1 + number % 4))
    return (
        f"Hội nghị tổng kết công tác Hội lần {number}\n"
        f"Ngày {1 + number % 28}/3/2020, tại Huế, Thứ trưởng Bộ Ngoại giao {holder} dự hội nghị của Hội Hữu nghị.\n"
        f"Ông {holder.split()[-1]} nói năm qua Hội có {told}. Dự kiến ngày 20/12/2020 Hội họp lại ở Hà Nội.\n"
    )


def written(store: Path, *inputs: Path | str) -> None:
    named = [(str(one), side) for one in inputs for side in sides([str(one)])]
    write_store(store, named, Reading(), batch=2_000, workers=1)


@pytest.fixture
def years(tmp_path: Path) -> list[Path]:
    """Three sides of reports, with near-copies within and across sides, and one side without text."""
    folders = [tmp_path / name for name in ("2018", "2019", "none", "2020")]
    for folder in folders:
        folder.mkdir()
    (folders[2] / "empty.txt").write_text("")
    for number in range(24):
        of_year = (folders[0], folders[1], folders[3])[number * 3 // 24]
        (of_year / f"{number:02}.txt").write_text(report(number) * (1 + number % 2), encoding="utf-8")
    (folders[0] / "again.txt").write_text("Tin thêm.\n" + report(3), encoding="utf-8")
    (folders[3] / "reused.txt").write_text("Tin cũ.\n" + report(4), encoding="utf-8")
    return folders


def answers(store: Path) -> list[Done]:
    """What compare says of a store, in ways that show all it knows."""
    meta = store.parent / "meta.json"
    found = [run(*COMPARE, "--meta", str(meta), str(store), cwd=store.parent)]
    found += [run(*COMPARE, "-f", "table", "--top", "90", str(store), cwd=store.parent)]
    found[0].stdout += meta.read_bytes()
    return found


def same(one: Counts, other: Counts) -> bool:
    """Whether counts are the same, the kinds of their numbers included."""
    pairs = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(Counts) if f.name != "items"]
    assert one.items.keys() == other.items.keys()
    for section, items in one.items.items():
        pairs += [(getattr(items, f.name), getattr(other.items[section], f.name)) for f in fields(Items)]
    return all(
        a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        if isinstance(a, np.ndarray)
        else list(a) == list(b)
        if isinstance(a, Sequence)
        else a == b
        for a, b in pairs
    )


def counted_now(named: list[Side]) -> tuple[Counts, list[Reuse]]:
    articles: list[Article] = []
    for number, side in enumerate(named):
        assert side.store is not None
        articles += stored_articles(side.store, [f for f in side.store.files if f.side == number], side.name)
    kept, copies = set_aside(articles)
    told = zip([article.side for article in kept], tallies(kept), strict=True)
    return count(told, [side.name for side in named]), copies


def test_what_is_told_is_what_is_counted(years: list[Path], tmp_path: Path) -> None:
    written(tmp_path / "store", *years)
    named = sides([str(tmp_path / "store")])
    told = read_counts(named, Reading())
    assert told is not None
    counts, copies = counted_now(named)
    assert same(told[0], counts) and told[1] == copies and told[2] == []
    assert {copy.is_counted for copy in copies} == {True, False}
    assert [copy.article.text for copy in told[1]] == [copy.article.text for copy in copies]
    assert sum(map(len, counts.items.values())) > 50 and min(counts.articles) == 0


def test_the_answers_are_the_same_without_the_counts_and_need_no_part_with_them(
    years: list[Path], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    written(store, *years)
    told = answers(store)
    assert told[0].returncode == 0 and b"near_copies" in told[0].stdout and len(told[0].stdout) > 9_000
    (store / PARTS).rename(store / "elsewhere")
    assert answers(store) == told
    (store / "elsewhere").rename(store / PARTS)
    (store / COUNTS).unlink()
    assert answers(store) == told


@pytest.mark.parametrize("damage", [b"", b"no counts", None], ids=["empty", "foreign", "cut"])
def test_damaged_counts_are_not_believed(years: list[Path], tmp_path: Path, damage: bytes | None) -> None:
    store = tmp_path / "store"
    written(store, *years)
    told = answers(store)
    whole = (store / COUNTS).read_bytes()
    (store / COUNTS).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert answers(store) == told
    written(store, *years)
    assert (store / COUNTS).read_bytes() == whole


def test_a_body_that_is_damaged_is_not_believed(years: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store, *years)
    told = answers(store)
    whole = bytearray((store / COUNTS).read_bytes())
    whole[len(whole) // 4 : len(whole) // 2] = bytes(len(whole) // 2 - len(whole) // 4)
    (store / COUNTS).write_bytes(whole)
    assert answers(store) == told


def test_counts_of_an_earlier_state_are_not_believed(years: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store, *years)
    earlier, told = (store / COUNTS).read_bytes(), answers(store)
    (years[3] / "23.txt").write_text(report(99) * 2, encoding="utf-8")
    written(store, *years)
    now = answers(store)
    assert now != told and (store / COUNTS).read_bytes() != earlier
    (store / COUNTS).write_bytes(earlier)
    assert answers(store) == now


def test_a_side_more_is_counted_too(years: list[Path], tmp_path: Path) -> None:
    store, at_once = tmp_path / "store", tmp_path / "at_once"
    written(store, *years[:1])
    assert not (store / COUNTS).exists()
    written(store, *years[:2])
    assert read_counts(sides([str(store)]), Reading()) is not None
    written(store, *years)
    written(at_once, *years)
    assert answers(store) == answers(at_once)
    told = read_counts(sides([str(store)]), Reading()), read_counts(sides([str(at_once)]), Reading())
    assert told[0] is not None and told[1] is not None and same(told[0][0], told[1][0])


def test_other_sides_than_those_of_the_store_are_counted_anew(years: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store, *years)
    for named in (
        [f"all={store}", str(years[0])],
        [str(store), str(years[0] / "00.txt")],
        [f"a={store}", f"b={store}"],
    ):
        assert read_counts(sides(named), Reading()) is None
    beside = run(*COMPARE, f"all={store}", str(years[0]), cwd=tmp_path)
    (store / COUNTS).unlink()
    assert run(*COMPARE, f"all={store}", str(years[0]), cwd=tmp_path) == beside


def test_sides_of_one_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "x").mkdir(parents=True)
        for number in range(5):
            (tmp_path / folder / "x" / f"{number}.txt").write_text(
                report(number + 10 * (folder == "b")), encoding="utf-8"
            )
    store = tmp_path / "store"
    written(store, tmp_path / "a" / "x", tmp_path / "b" / "x")
    told = answers(store)
    assert f"count_{tmp_path / 'a' / 'x'}".encode() in told[0].stdout
    (store / COUNTS).unlink()
    assert answers(store) == told


def test_what_could_not_be_read_is_told_again(years: list[Path], tmp_path: Path) -> None:
    (years[0] / "bad.txt").write_bytes(b"Hoi\xff\xfe nghi")
    for name, inputs, status in (("three", [years[0], years[1], years[3]], 3), ("one_empty", years, 1)):
        store = tmp_path / name
        written(store, *inputs)
        words = [*COMPARE, str(store)]
        told = run(*words)
        assert told.returncode == status and b"bad.txt: byte 3" in told.stderr
        (store / COUNTS).unlink()
        assert run(*words) == told


def test_other_options_are_refused(years: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store, *years)
    with pytest.raises(StoreError, match="written without --no-split; leave the option out"):
        read_counts(sides([str(store)]), Reading(split=False))


@pytest.fixture
def three(years: list[Path]) -> list[Path]:
    """Three sides with articles enough to deal them; the last one has something of its own in each."""
    for file in years[3].iterdir():
        file.write_text(file.read_text(encoding="utf-8") + "Hội đã về Đà Lạt.\n", encoding="utf-8")
    return [years[0], years[1], years[3]]


def test_where_whole_articles_can_be_dealt_they_have_been(three: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store, *three)
    told = read_counts(sides([str(store)]), Reading())
    assert told is not None
    counts, copies = counted_now(sides([str(store)]))
    assert told[1] == copies and not sum(len(items.places) for items in told[0].items.values())
    for section, items in counts.items.items():
        with_ps = replace(
            items, first=np.zeros_like(items.first), places=items.places[:0], ps=told[0].items[section].ps
        )
        counts = replace(counts, items={**counts.items, section: with_ps})
    assert same(told[0], counts)
    ps = np.concatenate([items.ps for items in told[0].items.values() if items.ps is not None])
    assert np.nanmin(ps) < 0.05 < np.nanmax(ps) and np.isnan(ps).any()


@pytest.mark.parametrize("more", [[], ["--min-count", "4"], ["--section", "events"]], ids=["all", "often", "one more"])
def test_what_was_dealt_before_is_what_is_dealt_now(three: list[Path], tmp_path: Path, more: list[str]) -> None:
    store = tmp_path / "store"
    written(store, *three)
    told = run(*COMPARE, *more, str(store), cwd=tmp_path)
    assert told.returncode == 0 and {b"no clear change", b"new"} <= set(told.stdout.replace(b",", b"\n").split(b"\n"))
    (store / COUNTS).unlink()
    assert run(*COMPARE, *more, str(store), cwd=tmp_path) == told


@pytest.mark.parametrize("at_a_time", [1, 7])
def test_a_large_store_is_counted_piece_by_piece(
    years: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    for name, inputs in (("with_none", years), ("without", [years[0], years[1], years[3]])):
        store = tmp_path / name
        written(store, *inputs)
        whole, told = (store / COUNTS).stat().st_size, read_counts(sides([str(store)]), Reading())
        (store / COUNTS).unlink()
        with monkeypatch.context() as patch:
            for module, limit in (
                (counting, "_STRETCH"),
                (counting, "_BLOCK"),
                (counting, "_FORMS"),
                (counts_module, "_TOGETHER"),
                (permutation, "_TOGETHER"),
            ):
                patch.setattr(module, limit, at_a_time)
            written(store, *inputs)
        assert (store / COUNTS).stat().st_size > whole  # in more pieces
        again = read_counts(sides([str(store)]), Reading())
        assert told is not None and again is not None and same(again[0], told[0]) and again[1:] == told[1:]
        assert {file.name for file in store.iterdir()} == {COUNTS, INDEX, LOCK, MARKER, PARTS}
