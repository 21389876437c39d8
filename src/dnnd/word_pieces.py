"""Cuts sentences into the pieces of underthesea, of which it makes its words; each piece gets a number."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dnnd.spans import Span

Numbers = npt.NDArray[np.int64]
_KeyT = TypeVar("_KeyT")

# The SHA-256 of the patterns that were read and found to match no space but for _ACROSS, nor to look beyond one: what
# stands between two spaces can be cut once and remembered. With any other pattern whole sentences are cut.
_CUT_AT_SPACES = {
    "ed7f6df4bba1133b1fd2baf02d612b7ef6912f0460f7a8166bd6b4aa8f072d25",  # underthesea 9.5.0
}
# In that pattern the dot of "Th.S" stands for any character, so "Th Sơn" becomes "Th S" and "ơn".
_ACROSS = "Th "
# underthesea leaves longer pieces as they are spelt.
_LONGEST_RESPELT = 6
# The numbers of what stands, twice each, before and behind every sentence; and the chunk between two sentences.
BEFORE, BEHIND = 0, 1
_BORDER = "\n"


class Remembered(dict[_KeyT, int]):
    """What `find` finds for a key, found once.

    >>> sizes = Remembered(len)
    >>> sizes["Hà Nội"], dict(sizes)
    (6, {'Hà Nội': 6})
    """

    def __init__(self, find: Callable[[_KeyT], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: _KeyT) -> int:
        found = self[key] = self._find(key)
        return found


class Cutter:
    r"""Cuts sentences, and remembers the pieces of what stands between two spaces.

    `pattern` matches a piece; `characters` and `spellings` are underthesea's tables of characters and of whole pieces
    that its model knows by another spelling. `texts` has the spellings of the pieces by their numbers.

    >>> cutter = Cutter(re.compile(r"\w+|\S"), {}, {"uỷ": "ủy"})
    >>> pieces, starts, ends = cutter.cut([Span(9, 17, "Đảng uỷ.")])
    >>> [cutter.texts[piece] for piece in pieces.tolist()]
    ['', '', '', '', 'Đảng', 'ủy', '.', '', '', '', '']
    >>> starts.tolist()[4:-4], ends.tolist()[4:-4]
    ([9, 14, 16], [13, 16, 17])
    """

    def __init__(self, pattern: re.Pattern[str], characters: dict[str, str], spellings: dict[str, str]) -> None:
        self._pattern = pattern
        self._characters = characters
        self._spellings = spellings
        self.cuts_at_spaces = hashlib.sha256(pattern.pattern.encode()).hexdigest() in _CUT_AT_SPACES
        self.forget()

    def forget(self) -> None:
        """Begins anew with the numbers."""
        self.texts = ["", ""]
        self.size = 0  # of all that is remembered, in characters
        self._numbers = Remembered(self._numbered)
        # For each chunk of text its length, the place of its first piece among the pieces of all, and how many it has.
        self._lengths, self._firsts, self._counts = array("q", [0]), array("q", [0]), array("q", [4])
        self._pieces = array("q", [BEHIND, BEHIND, BEFORE, BEFORE])
        self._starts, self._ends = array("q", [0] * 4), array("q", [0] * 4)
        self._chunks = Remembered(self._cut)
        self._chunks[_BORDER] = 0

    def cut(self, sentences: Iterable[Span]) -> tuple[Numbers, Numbers, Numbers]:
        """The numbers of the pieces, and where each begins and ends; offsets are into the text of the sentences.

        Before, between and behind the sentences stand BEHIND, BEHIND, BEFORE, BEFORE. A sentence holds no line end.
        """
        keys, borders, jumps, at = [_BORDER], [0], [], 0
        for sentence in sentences:
            jumps.append(sentence.start - at)
            at = sentence.end
            keys += self._keys(sentence.text)
            borders.append(len(keys))
            keys.append(_BORDER)
        chunks = np.fromiter(map(self._chunks.__getitem__, keys), np.int64, len(keys))
        lengths, counts = values(self._lengths)[chunks], values(self._counts)[chunks]
        lengths[borders] = [*jumps, 0]
        offsets = np.repeat(np.cumsum(lengths) - lengths, counts)
        behind = np.cumsum(counts)
        places = np.arange(behind[-1]) + np.repeat(values(self._firsts)[chunks] - behind + counts, counts)
        starts, ends = values(self._starts)[places] + offsets, values(self._ends)[places] + offsets
        return values(self._pieces)[places], starts, ends

    def _keys(self, sentence: str) -> list[str]:
        """The chunks of a sentence. The last begins with a space: "A." is two pieces there and one before a space."""
        if not self.cuts_at_spaces or _ACROSS in sentence:
            return [" " + sentence]
        keys = sentence.split(" ")
        keys[-1] = " " + keys[-1]
        return keys

    def _cut(self, key: str) -> int:
        """The number of a new chunk."""
        text = key[1:] if key.startswith(" ") else key + " "
        first = len(self._pieces)
        for match in self._pattern.finditer(text):
            start, end = match.span()
            self._pieces.append(self._numbers[text[start:end]])
            self._starts.append(start)
            self._ends.append(end)
        self._lengths.append(len(text))
        self._firsts.append(first)
        self._counts.append(len(self._pieces) - first)
        self.size += len(text)
        return len(self._counts) - 1

    def _numbered(self, piece: str) -> int:
        """The number of a new piece."""
        self.texts.append(self._respelt(piece))
        return len(self.texts) - 1

    def _respelt(self, piece: str) -> str:
        """A piece as underthesea's `token_normalize` spells it."""
        if len(piece) > _LONGEST_RESPELT:
            return piece
        piece = unicodedata.normalize("NFC", piece)
        for odd, usual in self._characters.items():
            piece = piece.replace(odd, usual)
        return self._spellings.get(piece, piece)


def values(numbers: array[int]) -> Numbers:
    """Growing numbers as numpy sees them; only for a moment, since they cannot grow meanwhile."""
    return np.frombuffer(numbers, np.int64)
