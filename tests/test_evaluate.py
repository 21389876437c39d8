"""How the figures of docs/accuracy.md are counted."""

import pytest

from dnnd.names import find_names
from dnnd.segment import document
from evaluate import Score, errors, rules_alone, spans
from gold import own_sentences


def test_spans_of_tagged_words_are_found_by_their_letters() -> None:
    text = "Ông  Lê Tám, TP. Huế."
    tagged = [("Ông", "O"), ("Lê_Tám", "B-PER"), (",", "O"), ("TP.", "B-LOC"), ("Huế", "I-LOC"), (".", "O")]
    assert spans(text, tagged) == {(5, 11, "PER"), (13, 20, "LOC")}


def test_an_inside_tag_of_another_type_begins_a_name() -> None:
    assert spans("Huế Lào", [("Huế", "B-LOC"), ("Lào", "I-ORG")]) == {(0, 3, "LOC"), (4, 7, "ORG")}
    assert spans("Huế", [("Huế", "B-MISC")]) == set()


def test_score() -> None:
    total = Score()
    total.add({(0, 3, "LOC"), (4, 7, "PER")}, {(0, 3, "LOC"), (4, 6, "PER"), (8, 9, "ORG")})
    assert total.of(["LOC"]) == (1.0, 1.0, 1.0)
    assert total.of(["PER"]) == (0.0, 0.0, 0.0)
    precision, recall, f1 = total.of(["PER", "ORG", "LOC"])
    assert precision == pytest.approx(1 / 3) and recall == 0.5 and f1 == pytest.approx(0.4)


def test_errors_are_listed_with_their_sentence() -> None:
    for line in errors()[:20]:
        kind, sign, source, around = line.split("\t")
        assert kind in {"PER", "ORG", "LOC", "EVENT", "DOC", "AWARD"} and sign in "+-"
        assert source.startswith("dev/") and "[" in around


def test_the_model_finds_more_than_the_rules_alone() -> None:
    """On the development part: a model that harms would be better left out."""
    with_model = without = 0
    for sentence in own_sentences("dev"):
        gold = set(sentence.layer(names=True))
        found = {(m.start, m.end, m.type) for m in find_names(document(sentence.text))}
        with_model += len(gold & found) - len(found - gold)
        alone = rules_alone(sentence.text)
        without += len(gold & alone) - len(alone - gold)
    assert with_model > without
