"""dnnd reads Vietnamese official reports: names, roles, dates, slogans, and an honest comparison of years.

Every record has `start`, `end` and `text`, and `text[record.start:record.end] == record.text` holds for the text that
was given. Nothing is loaded before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dnnd.annotate import find_dates, find_entities, find_roles, find_slogans
    from dnnd.articles import Article, read
    from dnnd.comparison import compare
    from dnnd.segment import sentences, tokenize
    from dnnd.spans import Mention, Role, Slogan, SloganMention, Span, Timex

_HOME = {
    "Article": "articles",
    "Mention": "spans",
    "Role": "spans",
    "Slogan": "spans",
    "SloganMention": "spans",
    "Span": "spans",
    "Timex": "spans",
    "compare": "comparison",
    "find_dates": "annotate",
    "find_entities": "annotate",
    "find_roles": "annotate",
    "find_slogans": "annotate",
    "read": "articles",
    "sentences": "segment",
    "tokenize": "segment",
}

__all__ = [
    "Article",
    "Mention",
    "Role",
    "Slogan",
    "SloganMention",
    "Span",
    "Timex",
    "compare",
    "find_dates",
    "find_entities",
    "find_roles",
    "find_slogans",
    "read",
    "sentences",
    "tokenize",
]


def __getattr__(name: str) -> Any:
    """Imports what is asked for from the module it lives in, at the first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'dnnd' has no attribute {name!r}")
    return getattr(import_module(f"dnnd.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
