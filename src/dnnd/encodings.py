"""Bytes to text: UTF-8 with or without a byte-order mark, UTF-16 with one, or the encoding the user names."""

from __future__ import annotations

import codecs

from dnnd.errors import InputError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Reports hold no NUL characters; UTF-16 without a mark, read as UTF-8, is half NULs, and so are many binary files.
_MOST_NULS = 0.01


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    r"""The text that bytes stand for, line ends as they are, a byte-order mark removed.

    `where` names the file in errors. Raises InputError, with the offset of the first bad byte, for bytes that are no
    such text, and UsageError for an encoding that does not exist.

    >>> decode(b"\xef\xbb\xbf\xc4\x90\xe1\xba\xa3ng", "a.txt")
    'Đảng'
    >>> decode("Đảng".encode("utf-16"), "a.txt")
    'Đảng'
    """
    mark, name = next(((m, n) for m, n in _MARKS if data.startswith(m)), (b"", "utf-8"))
    if encoding is not None and not _same(encoding, name):
        mark, name = b"", check_encoding(encoding)
    try:
        text = data[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise InputError(
            f"{where}: byte {at} (0x{data[at]:02X}) is not {name.upper()}; {_advice(data, encoding)}"
        ) from None
    nul = text.find("\0")
    if nul >= 0 and text.count("\0") > _MOST_NULS * len(text):
        raise InputError(
            f"{where}: NUL characters from character {nul} on, so this is not {name.upper()}; {_advice(data, encoding)}"
        )
    return text


def check_encoding(encoding: str) -> str:
    """The name as Python knows it; UsageError where it is none.

    >>> check_encoding("CP1258")
    'cp1258'
    """
    try:
        "a".encode(encoding)  # codecs such as base64 are no encodings of text
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError):
        raise UsageError(f"--encoding {encoding}: no such encoding; try utf-8, utf-16-le or cp1258") from None


def _same(encoding: str, name: str) -> bool:
    """Whether what the user names is what the mark says: "utf-16" fits both byte orders."""
    return name.startswith(check_encoding(encoding).removesuffix("-sig"))


def _advice(data: bytes, encoding: str | None) -> str:
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        return "it looks like a Word or PDF file: save it as plain text (UTF-8) first"
    tried = " another one" if encoding else " the right one, such as utf-16-le or cp1258"
    return f"give --encoding{tried}"
