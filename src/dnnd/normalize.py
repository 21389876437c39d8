"""One reading form for every text (NFC, plain spaces) with a map back to the raw text.

Finders read the `View`; users get offsets into the raw text. The two meet here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from dnnd.spans import Span

# Characters that carry no letter and are dropped from the view: zero-width spaces and joiners, direction marks,
# the soft hyphen and the byte-order mark, as they come along when text is copied from web pages.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
# Control characters, tabs and the many Unicode spaces; each becomes one plain space.
BLANK = "\x00-\x09\x0e-\x1f\x7f-\x84\x86-\x9f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Line ends; "\r\n" is read as a space and a line end, so that lengths stay.
LINE_END = "\x0b\x0c\r\x85\u2028\u2029"
# The Icelandic eth looks like the Vietnamese Đ and is often typed for it.
ETH = "\u00d0\u00f0"

# Half of a pair: no character at all, but strings can hold it (file names in a foreign encoding do).
LONE = "\ud800-\udfff"

_ODD = re.compile(f"[{INVISIBLE}{BLANK}{LINE_END}{ETH}{LONE}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SAME_LENGTH = [
    (re.compile("\r(?=\n)"), " "),
    (re.compile(f"[{LINE_END}]"), "\n"),
    (re.compile(f"[{BLANK}]"), " "),
    (re.compile("\u00d0"), "Đ"),
    (re.compile("\u00f0"), "đ"),
    (re.compile(f"[{LONE}]"), "\ufffd"),
]
_SpanT = TypeVar("_SpanT", bound=Span)


@dataclass(frozen=True, slots=True)
class View:
    """A raw text and its reading form. `starts` and `ends` are None where both are of one length throughout."""

    raw: str
    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the view's stretch [start, end).

        Raises ValueError for an empty stretch or one outside the view: a record never points nowhere.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch {start}:{end} in a text of {len(self.text)} characters")
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def to_raw(self, record: _SpanT) -> _SpanT:
        """The same record with offsets into the raw text, and the raw text as its `text`."""
        start, end = self.offsets(record.start, record.end)
        return replace(record, start=start, end=end, text=self.raw[start:end])


def view(raw: str) -> View:
    """The reading form of a text: NFC, visible characters, " " and "\\n" the only white space.

    >>> seen = view("Đa\\u0309ng\\u200b uỷ")
    >>> seen.text
    'Đảng uỷ'
    >>> seen.offsets(0, 4)
    (0, 5)
    """
    if unicodedata.is_normalized("NFC", raw) and not _INVISIBLE.search(raw):
        return View(raw, _plain(raw) if _ODD.search(raw) else raw)
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    for start, end, text in _clusters(raw):
        pieces.append(text)
        first = end - start - len(text) + 1  # how many raw characters the first view character stands for
        starts.extend([start, *range(start + first, end)][: len(text)])
        ends.extend(range(start + first, end + 1))
    return View(raw, _plain("".join(pieces)), starts, ends)


def _plain(text: str) -> str:
    for pattern, substitute in _SAME_LENGTH:
        text = pattern.sub(substitute, text)
    return text


def _clusters(raw: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, NFC form) of each base character with its combining marks; invisible characters are left out."""
    start = 0
    while start < len(raw):
        end = start + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        if not _INVISIBLE.match(raw[start]):
            composed = unicodedata.normalize("NFC", raw[start:end])
            # A few characters grow under NFC; they stay as they are, so that no view character is without a raw one.
            yield start, end, composed if len(composed) <= end - start else raw[start:end]
        start = end


_TONE_AT_END = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")
_TONE_AT_END_ANY_CASE = re.compile(_TONE_AT_END.pattern, re.IGNORECASE)
_OLD_TONE = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_ONE_SIGN = {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚`´", "'")}


def lookup_key(text: str) -> str:
    """The form by which words are compared: lower case, one tone placement, one dash, one quotation mark.

    Of the same length as the text, for tables and texts alike.

    >>> lookup_key("Uỷ ban Hoà bình – “Thuý”")
    'ủy ban hòa bình - "thúy"'
    >>> lookup_key("Quý hoàn")
    'quý hoàn'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not lowered.isalpha():
        for sign, plain in _ONE_SIGN.items():
            if sign in lowered:
                lowered = lowered.replace(sign, plain)
    return _TONE_AT_END.sub(_placed, lowered)


def _placed(match: re.Match[str]) -> str:
    return _OLD_TONE[match[0]]


def one_spelling(text: str) -> str:
    """A stretch of text on one line, its tones placed as schools teach now: "Uỷ" as "Ủy", "hoà" as "hòa".

    >>> one_spelling("Uỷ viên  HOÀ BÌNH")
    'Ủy viên HÒA BÌNH'
    """
    return _TONE_AT_END_ANY_CASE.sub(_respelt, squeeze(text))


def _respelt(match: re.Match[str]) -> str:
    new = _OLD_TONE[match[0].lower()]
    return "".join(n.upper() if o.isupper() else n for n, o in zip(new, match[0], strict=True))


_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def line_starts(raw: str) -> list[int]:
    """Where each line of a raw text begins; the first at 0. A line ends at a line feed, a carriage return, or both.

    >>> line_starts("Một\\r\\nHai\\n")
    [0, 5, 9]
    """
    return [0, *(m.end() for m in _LINE_BREAK.finditer(raw))]


def squeeze(text: str) -> str:
    """A stretch of text on one line with single spaces, for people and for grouping.

    >>> squeeze(" Ban  Đối ngoại\\nTrung ương ")
    'Ban Đối ngoại Trung ương'
    """
    return " ".join(text.split())


# Control characters and direction marks could move a terminal's cursor or hide text.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Text without anything that could act on a terminal, on one line.

    >>> visible("a\x1b[31mb\nc")
    'a·[31mb c'
    """
    return _UNSHOWN.sub("·", re.sub(r"[\t\r\n]+", " ", text))
