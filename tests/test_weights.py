"""The sums that are remembered against the features named one by one."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd.crf import THOUSAND, load
from dnnd.names import read_by_rules
from dnnd.names.clauses import Clause, Hit
from dnnd.names.evidence import Local, evidence, expand, stretches
from dnnd.names.learned import model
from dnnd.names.weights import Weights
from dnnd.segment import document

REPORTS = sorted(Path(__file__).parent.parent.joinpath("data").glob("20??/*.txt"))
PIECES = (
    "Lê Văn Tám",
    "Hà Nội",
    "ông",
    "Bộ",
    "Y tế",
    "TP.HCM",
    "(",
    ")",
    "-",
    "hoà1",
    "İzmir",
    "Putin",
    "3/2",
    "của",
    ".",
)
Stretch = tuple[Clause, list[Hit], int, int]


def asked(text: str) -> list[Stretch]:
    """Every stretch of a text, and every whole sentence."""
    read = read_by_rules(document(text))
    found = [(clause, hits, start, end) for clause, hits in read for start, end in stretches(clause, hits)]
    return [*found, *((clause, hits, 0, clause.size) for clause, hits in read)]


def one_by_one(weights: Weights, stretch: Stretch) -> np.ndarray:
    """What the features of each unit weigh, without anything remembered."""
    units = evidence(*stretch)
    named = [[feature for group in unit for feature in expand(group)] for unit in units]
    return np.array([weights.crf.thousandths(unit) for unit in named]) / THOUSAND


def agrees(weights: Weights, found: list[Stretch]) -> None:
    sums = weights.scores([Local(*stretch) for stretch in found])
    assert len(sums) == len(found)
    for stretch, rows in zip(found, sums, strict=True):
        assert np.array_equal(rows, one_by_one(weights, stretch))


@pytest.mark.parametrize("report", REPORTS[:6], ids=lambda report: report.stem)
def test_sums_of_reports_are_those_of_their_features(report: Path) -> None:
    agrees(model(), asked(report.read_text(encoding="utf-8")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_sums_of_odd_text_are_those_of_its_features(pieces: list[str]) -> None:
    agrees(model(), asked(" ".join(pieces)))


def test_what_is_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, found = Weights(load("names")), asked("Ông Lê Văn Tám họp tại Hà Nội. Bà Nguyễn Thị Hoa ở Huế.")
    agrees(weights, found)
    monkeypatch.setattr("dnnd.names.weights._MOST", 3)
    agrees(weights, found)


def test_nothing_is_asked() -> None:
    assert model().scores([]) == []
