"""Tells which item of a collection each form is: under which key it is counted, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dnnd.counts import Thing
from dnnd.linking import Name, canonical
from dnnd.normalize import one_spelling
from dnnd.roles.offices import office_key, post
from dnnd.syllables import is_vietnamese, phrase_key
from dnnd.tallies import JOINT, ROLE, WORD

SLOGAN = "SLOGAN"
_NAMES = {
    "PER": "people",
    "ORG": "organisations",
    "LOC": "places",
    "EVENT": "events",
    "DOC": "documents",
    "AWARD": "awards",
}
_SECTIONS = _NAMES | {ROLE: "roles", SLOGAN: "slogans", WORD: "words"}


def section_of(form: str) -> str:
    """The section of the item that a form is counted under."""
    return _SECTIONS.get(form.partition(JOINT)[0], "dates")


def entities_of(forms: Iterable[tuple[str, int]]) -> Mapping[Name, str]:
    """The canonical name of each name among the forms, given with how often each stands there, the first seen first."""
    names: dict[Name, int] = {}
    for form, times in forms:
        type_, *fields = form.split(JOINT)
        if type_ in _NAMES:
            names[type_, fields[0], fields[1]] = times
    return canonical(names)


def slogan_form(slogan: str, kind: str) -> str:
    """The form of a slogan: of all its variants the one that stands for them."""
    return JOINT.join((SLOGAN, slogan, kind))


def thing_of(form: str, entities: Mapping[Name, str]) -> Thing:
    """What a form is; `entities` gives the canonical name of each name in it."""
    type_, *fields = form.split(JOINT)
    if type_ == WORD:
        return Thing("words", fields[0], fields[1], WORD)
    if type_ in _NAMES:
        entity = entities[type_, fields[0], fields[1]]
        return Thing(_NAMES[type_], phrase_key(entity), entity, type_)
    if type_ == ROLE:
        return _role(fields, entities)
    if type_ == SLOGAN:
        return Thing("slogans", phrase_key(fields[0]), fields[0], fields[1])
    return Thing("dates", fields[0], fields[0], type_, fields[1])


def _role(fields: Sequence[str], entities: Mapping[Name, str]) -> Thing:
    """A title and who holds it, by the canonical names of its holder and of the bodies in it."""
    title, person, holder, sex, *inside = fields
    if holder:
        person = entities["PER", holder, sex]
    places = zip(inside[::4], inside[1::4], zip(inside[2::4], inside[3::4], strict=True), strict=True)
    bodies = tuple((int(start), int(end), entities["ORG", *name]) for start, end, name in places)
    # "Thủ tướng" of another country is no office that is known.
    office = _post(title, bodies) if all(map(is_vietnamese, person.split())) else ""
    key, shown = f"{office_key(title)} – {phrase_key(person)}", f"{one_spelling(title)} – {person}"
    return Thing("roles", key, shown, ROLE, office)


_post = lru_cache(maxsize=65536)(post)
