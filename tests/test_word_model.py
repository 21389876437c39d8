"""The words are those of underthesea's own tagger, bit for bit; its files are read whole or refused."""

import logging
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import tokenize, word_model
from dnnd import underthesea_files as files
from dnnd.errors import LexiconError
from dnnd.segment import document
from dnnd.spans import Span
from dnnd.word_model import PairTable, Question, labels, load
from notation import parse

GOLD = Path(__file__).parents[1] / "data" / "gold" / "train"
MODEL = files.folder() / files.WORDS / "models.bin"


@cache
def underthesea() -> Callable[[str], list[tuple[int, int]]]:
    """(start, end) of the words of a sentence, by underthesea's own pattern, spellings, features and tagger."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    logging.getLogger("underthesea").handlers.clear()
    tagger = FastCRFSequenceTagger()
    tagger.load(str(files.folder() / files.WORDS))

    def words(sentence: str) -> list[tuple[int, int]]:
        pieces = [(m.start(), m.end(), m[0]) for m in patterns.finditer(sentence)]
        tags = tagger.predict([[token_normalize(text)] for _, _, text in pieces]) if pieces else []
        found: list[tuple[int, int]] = []
        for (start, end, _), tag in zip(pieces, tags, strict=True):
            if tag == "I-W" and found:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    return words


def places(words: Sequence[Span]) -> list[tuple[int, int]]:
    return [(word.start, word.end) for word in words]


def theirs(text: str) -> list[tuple[int, int]]:
    """The words of a text, one sentence of ours at a time."""
    return [
        (sentence.start + start, sentence.start + end)
        for sentence in document(text).sentences
        for start, end in underthesea()(sentence.text)
    ]


# --- the same words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_the_words_of_annotated_sentences(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()[::8]
    text = "\n".join(parse(line)[0] for line in lines)
    assert places(document(text).words) == theirs(document(text).text)


ODD = [
    "",
    " ",
    "\n\n",
    ".",
    "…!?",
    "“”'’()[]",
    "- - -",
    "😀 👨‍👩‍👧",
    "a",
    "A.",
    "A. B",
    "Ông Th Sơn và Th.S Lê A",
    "This Thus ThS",
    "BOS EOS True False",
    "1 +5 -7 2147483648 " + "0" * 5000 + "1",
    "nghành uỷ hoà ÐẢNG",
    "http://a.vn/b?c=(d) foo@example.com 43H-0530 v.v... 3x4",
    "Hà  Nội   ngày   2/9",
    "ǅ ß İstanbul ΑΣ",
    # Here many paths have the same sum, and rounding decides.
    "ha " * 49,
    "ngày hội " * 30 + "ngày",
    "việt việt nam " * 25,
]


@pytest.mark.parametrize("text", ODD)
def test_the_words_of_odd_texts(text: str) -> None:
    assert places(document(text).words) == theirs(document(text).text)


# Letters that got a capital in a later Unicode than some Python's: underthesea's tagger knows it and Python does not.
LATER = "\u019b\u0264\ua7d3\ua7d5"
LETTERS = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters=LATER)
WORDS = """
    Đảng uỷ hoà ngày hội Hà Nội Việt Nam BOS EOS True 2020 1.500 , . ... - “ ” ( ) / : :D TP. v.v. A. Th S Th.S H'Mông
    foo@a.vn a.vn http://a.vn 18-NQ/TW 3x4 😀
"""
FRAGMENTS = st.sampled_from([*WORDS.split(), "\u200b", "\x1c", "\u0301"])
TEXTS = st.lists(
    st.one_of(
        FRAGMENTS, FRAGMENTS.map(" {}".format), st.sampled_from(["  ", "\t", "\n"]), st.text(LETTERS, max_size=5)
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_the_words_of_any_text(text: str) -> None:
    assert places(document(text).words) == theirs(document(text).text)


@settings(deadline=None)
@given(TEXTS)
def test_a_chunk_is_cut_as_in_its_sentence(text: str) -> None:
    model = load()
    sentences = document(text).sentences
    remembered = list(model.words(sentences))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model.cutter, "cuts_at_spaces", False)
        assert list(model.words(sentences)) == remembered


def test_this_version_is_cut_at_spaces() -> None:
    assert load().cutter.cuts_at_spaces


def test_a_long_line() -> None:
    line = " ".join(["Ngày hội của nhân dân cả nước, năm", "1.500"] * 400)
    assert places(tokenize(line)) == underthesea()(line)


def test_time_is_linear_in_the_length_of_a_line() -> None:
    def seconds(count: int) -> float:
        line = "Ủy ban nhân dân tỉnh tổ chức hội nghị " * (count // 10)
        start = time.perf_counter()
        assert len(tokenize(line)) > count // 3
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(100_000) < 50 * min(seconds(10_000) for _ in range(3))


# --- what is remembered --------------------------------------------------------------------------------------------


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A model that forgets after every sentence and has hardly any room for pairs."""
    monkeypatch.setattr(word_model, "_MOST_CHARACTERS", 10)
    monkeypatch.setattr(word_model, "_BLOCK", 1)
    monkeypatch.setattr(PairTable, "_PLACES", 2)
    yield
    monkeypatch.undo()
    load().cutter.forget()
    load().weigher.forget()


@pytest.mark.usefixtures("forgetful")
def test_forgetting_changes_no_word() -> None:
    text = (GOLD / "party.txt").read_text(encoding="utf-8")[:5_000]
    assert places(tokenize(text)) == theirs(text)
    assert load().cutter.size < 1_000


def test_threads_share_the_model() -> None:
    texts = (GOLD / "people.txt").read_text(encoding="utf-8").splitlines()[:200]
    load().cutter.forget()
    load().weigher.forget()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: places(tokenize(text)), texts))
    assert found == [theirs(text) for text in texts]


def test_only_words_load_the_model_and_none_loads_underthesea() -> None:
    code = (
        "import sys\nfrom dnnd.segment import sentences, tokenize\nsentences('Một. Hai.')\n"
        "assert not {'numpy', 'dnnd.word_model'} & set(sys.modules)\ntokenize('Một. Hai.')\n"
        "assert not {'underthesea', 'underthesea_core', 'joblib'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("", "")


# --- the best path -------------------------------------------------------------------------------------------------

quarters = st.integers(-8, 8).map(lambda quarter: quarter / 4)


def viterbi(weights: list[tuple[float, float]], transitions: list[list[float]]) -> list[bool]:
    """The best path by the book; the first of two equal ways wins."""
    best, ways = list(weights[0]), []
    for here in weights[1:]:
        sums = [[best[label] + transitions[label][to] for label in (0, 1)] for to in (0, 1)]
        ways.append([one.index(max(one)) for one in sums])
        best = [max(sums[to]) + here[to] for to in (0, 1)]
    path = [best.index(max(best))]
    for way in reversed(ways):
        path.append(way[path[-1]])
    return [False, *(label == 1 for label in path[-2::-1])]


@given(
    st.lists(st.lists(st.tuples(quarters, quarters), min_size=1, max_size=8), max_size=5),
    st.lists(st.lists(quarters, min_size=2, max_size=2), min_size=2, max_size=2),
)
def test_the_best_path(sentences: list[list[tuple[float, float]]], transitions: list[list[float]]) -> None:
    flat = np.array([complex(*weight) for sentence in sentences for weight in sentence], complex)
    sizes = np.array([len(sentence) for sentence in sentences], np.int64)
    expected = [label for sentence in sentences for label in viterbi(sentence, transitions)]
    assert labels(flat, sizes, transitions).tolist() == expected


# --- the files -----------------------------------------------------------------------------------------------------


def test_the_model_is_read_as_crfsuite_reads_it() -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    info = tagger.info()
    model = files.crf(MODEL)
    assert sorted(model.labels) == sorted(tagger.labels())
    number = {label: place for place, label in enumerate(model.labels)}
    for (left, right), weight in info.transitions.items():
        assert model.transitions[number[left], number[right]] == pytest.approx(weight, abs=1e-6)
    row = {attribute: place for place, attribute in enumerate(model.attributes)}
    assert np.count_nonzero(model.states) == len(info.state_features)
    read = np.array([model.states[row[attribute], number[label]] for attribute, label in info.state_features])
    assert np.abs(read - np.array(list(info.state_features.values()))).max() < 1e-6


WHOLE = MODEL.read_bytes()
BROKEN = {
    "empty": b"",
    "other": b"PK\x03\x04" + bytes(60),
    "cut": WHOLE[:-1],
    "longer": WHOLE + b"\0",
    "version": WHOLE[:12] + b"\x65" + WHOLE[13:],
    "places": WHOLE[:28] + b"\xff" * 20 + WHOLE[48:],
    "weights": WHOLE[:56] + b"\xff\xff\xff\x7f" + WHOLE[60:],
    "from": WHOLE[:64] + b"\xff\xff\xff\x00" + WHOLE[68:],
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_model_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "models.bin"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"models\.bin is no model of words .*; install dnnd again") as refused:
        files.crf(path)
    assert "\n" not in str(refused.value)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_model_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes) -> None:
    path = tmp_path_factory.mktemp("model") / "models.bin"
    path.write_bytes(WHOLE[:at] + damage + WHOLE[at + len(damage) :])
    try:
        files.crf(path)
    except LexiconError as refused:
        assert "\n" not in str(refused)


TABLES = {"empty": b"", "text": "bảng".encode(), "code": pickle.dumps(time.sleep), "list": pickle.dumps(["Đảng"])}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_a_broken_table_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tn_rules.bin"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"tn_rules\.bin .*; install dnnd again"):
        files.spellings(path)
    path.write_bytes(pickle.dumps({"character": {}}))
    with pytest.raises(LexiconError, match="no spellings"):
        files.spellings(path)


@pytest.mark.parametrize("source", ["", "patterns = 1", "patterns =", "import no_such_module", "patterns = words"])
def test_a_module_without_the_pattern_is_refused(source: str, tmp_path: Path) -> None:
    path = tmp_path / "regex_tokenize.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"regex_tokenize\.py .*; install dnnd again"):
        files.pattern(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"models\.bin cannot be read; install dnnd again"):
        files.crf(tmp_path / "models.bin")


@pytest.mark.parametrize("name", ["T[-3]", "T[0].isallcap", "T[-2,2]", "T[1,0]", "word"])
def test_a_question_that_cannot_be_answered_is_refused(name: str) -> None:
    with pytest.raises(LexiconError, match="which dnnd cannot answer"):
        Question.read(name)
