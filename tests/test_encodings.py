"""Bytes to text, and the errors that name the place."""

import pytest

from dnnd.encodings import check_encoding, decode
from dnnd.errors import InputError, UsageError

TEXT = "Đảng uỷ\r\nHoà bình"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_read_without_being_told(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "UTF-16BE"),
        ("cp1258", "windows-1258"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "utf-8"),
    ],
)
def test_what_is_read_as_told(encoding: str, told: str) -> None:
    text = "Hoi nghi" if encoding == "cp1258" else TEXT
    assert decode(text.encode(encoding), "a.txt", told) == text


@pytest.mark.parametrize(
    ("data", "told", "said"),
    [
        (b"abc\xe1\xbadef", None, r"^a.txt: byte 3 \(0xE1\) is not UTF-8; give --encoding the right one"),
        (b"\xef\xbb\xbfab\xff", None, r"byte 5 \(0xFF\) is not UTF-8"),
        (b"\xff\xfea", None, "is not UTF-16-LE"),
        (TEXT.encode("utf-16-le"), None, "NUL characters|is not UTF-8"),
        (b"a\0b\0c\0", None, "NUL characters from character 1 on"),
        (b"PK\x03\x04\xff\xff", None, "Word or PDF"),
        (b"%PDF-1.7\xff\xff", None, "Word or PDF"),
        ("é".encode(), "ascii", "give --encoding another one"),
    ],
)
def test_what_is_no_text(data: bytes, told: str | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decode(data, "a.txt", told)


def test_an_encoding_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="--encoding klingon: no such encoding"):
        check_encoding("klingon")


def test_single_control_characters_are_text() -> None:
    text = "Hội nghị " * 40 + "\x07\0"
    assert decode(text.encode(), "a.txt") == text
