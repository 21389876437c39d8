r"""The notation of annotated sentences: `[PER Lê An], Trưởng [ORG Ban]`; nesting allowed, `\[` a literal bracket."""

from __future__ import annotations

import re

_PIECE = re.compile(r"\\([\[\]])|\[([A-Z_]+) |(\])|([^\\\[\]]+|.)", re.DOTALL)


def parse(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    r"""The bare text, and (start, end, type) of what is marked in it, by start, the longer first.

    >>> parse(r"Trưởng [ORG Ban Dân vận] \[sic\]")
    ('Trưởng Ban Dân vận [sic]', [(7, 18, 'ORG')])
    """
    text, opened, spans = "", [], []
    for piece in _PIECE.finditer(marked):
        literal, kind, closing, plain = piece.groups()
        if kind:
            opened.append((len(text), kind))
        elif closing:
            start, kind = opened.pop()
            spans.append((start, len(text), kind))
        else:
            text += literal or plain
    if opened:
        raise ValueError(f"a bracket is left open in {marked!r}")
    return text, sorted(spans, key=lambda span: (span[0], -span[1]))
