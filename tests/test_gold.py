"""The annotated sentences: their form, their size, their parts, and that training gives the same model twice."""

import gzip
import itertools
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from dnnd.crf import dumps
from dnnd.names.clauses import clauses
from dnnd.names.evidence import OUTSIDE, tags
from dnnd.names.learned import spans
from dnnd.segment import document
from gold import GOLD, NAMES, PARTS, Sentence, open_sentences, own_sentences, sha1
from train import clause_spans, train

OWN = {part: own_sentences(part) for part in PARTS}
ALL = [sentence for part in PARTS for sentence in OWN[part]]
TITLED = frozenset({"EVENT", "DOC", "AWARD"})
SHARED = Path(os.environ.get("DNND_OPEN_TEXT", Path(__file__).parents[2] / "shared"))


@pytest.mark.parametrize("part", PARTS)
def test_form(part: str) -> None:
    for sentence in OWN[part]:
        assert sentence.text and sentence.text == sentence.text.strip() and "  " not in sentence.text, sentence.source
        for start, end, kind in sentence.spans:
            span = sentence.text[start:end]
            assert kind in NAMES | TITLED, sentence.source
            assert span and span == span.strip(), sentence.source
            assert not re.match(r"(ông|bà|[Đđ]ồng chí) ", span) or kind != "PER", sentence.source
        for names in (True, False):
            layer = sentence.layer(names=names)
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(layer)), f"{sentence.source}: spans overlap"


def test_size_and_kinds() -> None:
    general = sum(any(name in s.source for name in ("society", "world", "abroad")) for s in ALL)
    assert general >= 2000 and len(ALL) - general >= 2000
    of_test = sum(any(name in s.source for name in ("society", "world")) for s in OWN["test"])
    assert of_test / len(OWN["test"]) == pytest.approx(1 / 3), "the figures are of two thirds official sentences"
    nameless = sum(not s.spans for s in ALL)
    assert nameless >= len(ALL) / 10
    found = Counter(kind for s in ALL for *_, kind in s.spans)
    assert set(found) == NAMES | TITLED


def test_no_sentence_stands_twice() -> None:
    assert [text for text, count in Counter(s.text for s in ALL).items() if count > 1] == []


def test_no_part_shares_a_full_name_with_the_test_part() -> None:
    def people(part: str) -> set[str]:
        named = {s.text[a:b] for s in OWN[part] for a, b, kind in s.spans if kind == "PER"}
        return {name for name in named if name.count(" ") > 1}

    shared = people("test") & (people("train") | people("dev"))
    assert shared <= {"Aung San Suu Kyi", "Hồ Chí Minh", "Võ Nguyên Giáp"}, "known to everybody"


@pytest.mark.parametrize("name", ["ud-vtb", "wiki"])
def test_form_of_the_annotations_of_open_text(name: str) -> None:
    heading, *rows = (GOLD / "open" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert heading == "part\tid\tstart\tend\tsha1\tspans" and len(rows) >= 1000
    for row in rows:
        part, key, start, end, digest, spans_there = row.split("\t")
        assert part in PARTS and key and int(start) < int(end) and re.fullmatch("[0-9a-f]{8}", digest)
        for span in filter(None, spans_there.split("; ")):
            kind, a, b = span.split(" ")
            assert kind in NAMES | TITLED and 0 <= int(a) < int(b) <= int(end) - int(start)


@pytest.mark.skipif(not (SHARED / "ud-vtb").is_dir(), reason="the open texts are not here: data/gold/README.md")
def test_the_annotations_fit_the_open_texts() -> None:
    sentences = [s for part in PARTS for s in open_sentences(SHARED, part)]
    assert len(sentences) >= 2000
    assert all(s.text[a:b] == s.text[a:b].strip() for s in sentences for a, b, _ in s.spans)


def test_a_missing_open_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "ud-vtb").mkdir()
    (tmp_path / "wiki").mkdir()
    with gzip.open(tmp_path / "wiki" / "viwiki.jsonl.gz", "wt") as empty:
        empty.write("")
    with pytest.raises(SystemExit, match=r"ud-vtb.tsv:2: the text of .* is missing"):
        open_sentences(tmp_path, "train")


def test_training_twice_gives_the_same_bytes() -> None:
    few = OWN["dev"][::6]
    first, second = (dumps(*train(few)) for _ in range(2))
    assert first == second and '"B-PER"' in first


def test_labels_and_spans_are_one_another() -> None:
    sentence = Sentence("", "Ông Lê An ở Huế.", ((4, 9, "PER"), (12, 15, "LOC")))

    ((_, clause),) = clauses(document(sentence.text))
    labels = tags(clause, clause_spans(clause, sentence.layer(names=True)))
    assert labels == [OUTSIDE, "B-PER", "I-PER", OUTSIDE, "B-LOC", OUTSIDE]
    assert list(spans(labels)) == [(1, 3, "PER"), (4, 5, "LOC")]
    assert sha1("Huế") == sha1("Huế") != sha1("Hué")
