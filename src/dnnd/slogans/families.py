"""Groups the forms of one formula into a family and says in units how they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dnnd.slogans import enumerations
from dnnd.syllables import syllables

# Two forms are of one family when they share two units and three fifths of all their units: one unit of four may be
# exchanged, one of three added or left out. Lower, and formulas of one vocabulary but another meaning would meet.
_FEWEST_SHARED = 2
_LEAST_JACCARD = 0.6


@dataclass(frozen=True, slots=True)
class Family:
    """A head form, and the other forms, each with its difference from the head. All are given as they were written."""

    head: str
    others: tuple[tuple[str, str], ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms, the head first."""
        return (self.head, *(form for form, _ in self.others))

    @property
    def variants(self) -> tuple[str, ...]:
        """The other forms as "form (difference)"."""
        return tuple(f"{form} ({difference})" for form, difference in self.others)


def form_key(form: str) -> str:
    """What makes a form the same: case, tone placement, dashes, quotation marks and spacing do not matter.

    >>> form_key("“Chủ động, hiệu quả”") == form_key("chủ động , hiệu quả")
    True
    """
    return " ".join(
        unit.key for unit in syllables(form) if unit.text[0].isalnum() or unit.text in ",;" or unit.key == "-"
    )


def difference(head: str, form: str) -> str:
    """How a form differs from the head, in units: "+ trách nhiệm", "- bứt phá", "order changed"; "" where it does not.

    >>> difference("chủ động, linh hoạt, sáng tạo, hiệu quả", "chủ động, sáng tạo, hiệu quả, trách nhiệm")
    '+ trách nhiệm, - linh hoạt'
    >>> difference("chủ động, sáng tạo, hiệu quả", "sáng tạo, chủ động và hiệu quả")
    'order changed'
    >>> difference("chủ động, sáng tạo, hiệu quả", "chủ động, sáng tạo và hiệu quả")
    '"và" for a comma'
    """
    if form_key(head) == form_key(form):
        return ""
    old, new = enumerations.split(head), enumerations.split(form)
    more, less = Counter(new) - Counter(old), Counter(old) - Counter(new)
    changes = [f"+ {unit}" for unit in new if more.pop(unit, 0)] + [f"- {unit}" for unit in old if less.pop(unit, 0)]
    if changes:
        return ", ".join(changes)
    return "order changed" if old != new else _joined(head, form)


def _joined(head: str, form: str) -> str:
    """Forms of the same units in the same order: what joins them differs."""
    before, after = (" ".join(u.key for u in syllables(text)).split().count("và") for text in (head, form))
    if before == after:
        return "other signs"
    return '"và" for a comma' if after > before else 'a comma for "và"'


def related(head: Sequence[str], form: Sequence[str]) -> bool:
    """Whether two sequences of units belong to one family."""
    shared = len(set(head) & set(form))
    return shared >= _FEWEST_SHARED and shared >= _LEAST_JACCARD * len(set(head) | set(form))


def families(counts: Mapping[str, int]) -> list[Family]:
    """The forms grouped into families; `counts` says how often each form stands, its order which stood first.

    The head is the most frequent form; of equal ones that of more units, then the first. Every other form is related
    to the head itself, not to another form only, so that its difference is always against the head. Forms that
    `form_key` holds for one must be given as one.

    >>> families({"chủ động, sáng tạo, hiệu quả": 1, "chủ động, linh hoạt, sáng tạo, hiệu quả": 4})[0].variants
    ('chủ động, sáng tạo, hiệu quả (- linh hoạt)',)
    """
    units = {form: enumerations.split(form) for form in counts}
    order = sorted(counts, key=lambda form: (-counts[form], -len(units[form])))
    rank = {form: place for place, form in enumerate(order)}
    holding = defaultdict[str, list[str]](list)
    for form in order:
        for unit in sorted(set(units[form])):
            holding[unit].append(form)
    grouped, placed = [], set[str]()
    for head in order:
        if head in placed:
            continue
        placed.add(head)
        others = [form for form in _candidates(units[head], holding) if form not in placed]
        others = [form for form in others if related(units[head], units[form])]
        placed.update(others)
        others.sort(key=rank.__getitem__)
        grouped.append(Family(head, tuple((form, difference(head, form)) for form in others)))
    return grouped


def _candidates(units: Sequence[str], holding: Mapping[str, list[str]]) -> Iterator[str]:
    """The forms that share two units or more with these, each once."""
    shared = Counter(form for unit in dict.fromkeys(units) for form in holding[unit])
    return (form for form, count in shared.items() if count >= _FEWEST_SHARED)


def change(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[str, str]:
    """What became of a family from one side to another: (kept | changed | new | gone, the difference).

    Both sides give the count of each form of the family on that side. A family is kept when its most frequent form
    is the same; else it is changed, and the difference is that of the two most frequent forms.

    >>> change({"chủ động, sáng tạo, hiệu quả": 2}, {"chủ động, sáng tạo, bứt phá, hiệu quả": 3})
    ('changed', '+ bứt phá')
    >>> change({}, {"đổi mới, hội nhập, phát triển": 1})
    ('new', '')

    Raises ValueError where neither side has a form.
    """
    if not before and not after:
        raise ValueError("a family without a form on either side cannot have changed")
    if not before or not after:
        return ("gone", "") if before else ("new", "")
    head_before, head_after = (families(side)[0].head for side in (before, after))
    found = difference(head_before, head_after)
    return ("changed", found) if found else ("kept", "")
