"""Page residue: text that no author wrote as part of an article, found with its kind.

Each rule is a small function from the text's lines to residues; `RULES` is their order. Better a line too few than
a sentence of the article lost: a rule asks for two signs where one could be the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from dnnd.lexicon import keys, table
from dnnd.normalize import squeeze
from dnnd.segment import sentences
from dnnd.spans import Residue, Span
from dnnd.syllables import is_vietnamese, phrase_key, syllables

CAPTION_SYLLABLES = 60  # captions of the press name two or three officials with their titles; longer lines are text
BYLINE_SYLLABLES = 9
BYLINE_LENGTH = 64
RELATED_SYLLABLES = 40
TEASER_SYLLABLES = range(12, 101)  # a headline and the beginning of its article, which pages cut off by then
TEASER_SHARE = 3  # an article is so many times as long as the teaser of another one
LONGEST_MARKER = 80  # characters
_LAST_LETTER = 0x1EFA  # behind those of Vietnamese

_AGENCY = r"[A-ZĐ]{2,}(?:\.[A-Z]{2,3})?"
_COLON = re.compile(" ?:")
_GAP = re.compile(r"(?<=[.!?…”\"]) +| +(?=\(TTXVN\)$)")  # between the last sentence and who wrote it
_END_MARK = re.compile(r"(?<=[.!?…”\"])(/\.)|\.(/)\s*$", re.MULTILINE)
_DATELINE = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? ?)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?:[ ,|–-]+\d{1,2}[:hg]\d{2}.{0,16})?",
    re.IGNORECASE,
)


def lines(text: str) -> list[Span]:
    """The lines that hold something, without the white space around them.

    >>> lines("Một\\n\\n  Hai \\n")
    [Span(start=0, end=3, text='Một'), Span(start=7, end=10, text='Hai')]
    """
    return [Span(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


@lru_cache(maxsize=1)  # a file is asked where its articles begin, and each article again: mostly one
def find_residue(text: str) -> tuple[Residue, ...]:
    """All residues of a text, in order and without overlap; the rule that stands first in `RULES` wins."""
    seen = lines(text)
    taken: list[Residue] = []
    for rule in RULES:
        for residue in rule(text, seen):
            if residue.start < residue.end and not any(t.start < residue.end and residue.start < t.end for t in taken):
                taken.append(residue)
    return tuple(sorted(taken, key=lambda r: r.start))


def web_markers(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """A line that is nothing but a mark of the web page: "leftcenterrightdel", "Video đang HOT", a row of signs."""
    for line in seen:
        if _is_marker(line.text):
            yield _as(line, "web_marker")


def _is_marker(line: str) -> bool:
    if len(line) > LONGEST_MARKER:
        return False
    key = phrase_key(line)
    known = key in keys("residue", "web_marker") or key in keys("residue", "image_mark")
    return known or not re.search(r"\w", line)


def datelines(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """A line that is nothing but a day and an hour, as pages print it over the text."""
    for line in seen:
        if _DATELINE.fullmatch(line.text):
            yield _as(line, "dateline")


def related(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """A heading such as "Tin liên quan", alone or before a link, and the short lines without a full stop behind it."""
    following = False
    for line in seen:
        heading = line.text.partition(":")[0].strip()
        if len(heading) <= LONGEST_MARKER and phrase_key(heading) in keys("residue", "related"):
            following = True
        elif following and (line.text.endswith((".", "!", "?")) or len(syllables(line.text)) > RELATED_SYLLABLES):
            following = False
        if following:
            yield _as(line, "related")


def image_captions(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """The line that follows the mark of a picture's place, where it has no full stop."""
    for mark, line in pairwise(seen):
        if (
            phrase_key(mark.text) in keys("residue", "image_mark")
            and _is_caption(line.text)
            and not line.text.endswith((".", ":", ";"))
        ):
            yield _as(line, "caption")


@cache
def _credit() -> re.Pattern[str]:
    free, bracketed = _alternatives("credit", "credit_of_all"), _alternatives("credit_in_brackets")
    within = _any_of(form for form in _forms("residue", "credit") if form[0].isupper())
    return re.compile(
        rf"\( ?(?i:{free}|{bracketed}) ?: ?[^()\n]{{1,60}}\)\.?"  # in brackets, whoever it is
        rf"|(?<![\w,] )(?<!\w)(?i:{free}) ?: ?[^.\n]{{1,40}}\.?$"  # to the end of the line
        # In the middle of a line; where no sign stands before, it has a capital ("… vừa qua Ảnh: Đức Minh").
        rf"|(?:(?<![\w,] )(?<!\w)(?i:{free})|(?<=\w )(?:{within})) ?: ?{_credited()}",
        re.MULTILINE,
    )


def _credited() -> str:
    """Who took a picture, where text follows on the same line: an outlet, an agency, initials, or a name.

    A name is of up to four syllables with an agency and of two without: a third alone is as often the first word of the
    next sentence ("Ảnh: Hà Linh Nhìn lại …"). What goes on in small letters is no name ("Ảnh: Bệnh viện mới").
    """
    letters = list(map(chr, range(_LAST_LETTER)))
    capital, small = "".join(filter(str.isupper, letters)), "".join(filter(str.islower, letters))
    name = rf"[{capital}][^\W\d_]+"
    papers = [form for form in _forms("papers", "paper") if phrase_key(form) not in keys("places")]
    outlets = _any_of([*_forms("residue", "credited"), *papers])
    site = rf"\w[\w.-]*\.(?:com|net|org|vn)(?: ?/ ?{name}(?: {name})?)?"
    agencies = (
        rf"{_AGENCY}(?: ?[/–-] ?(?:{_AGENCY}|{name}(?: {name})?))*|{name}(?: {name}){{0,3}}(?: ?[/–-] ?{_AGENCY})+"
    )
    people = rf"(?:[{capital}]\.)+ ?[{capital}][^\W\d_]*|(?P<first>{name})(?: (?P<second>[{capital}][^\W\d_]*))?"
    given = rf"[^.:\n]{{1,40}} (?:{_alternatives('credit_end')})(?= [{capital}\d]|\.)"
    return rf"(?:(?:{given}|{site}|(?i:(?:báo )?(?:{outlets}))|{agencies}|{people})(?!\w| [{small}])\.?)"


def _alternatives(*kinds: str) -> str:
    return _any_of(form for kind in kinds for form in _forms("residue", kind))


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))


def _forms(name: str, kind: str) -> list[str]:
    return [form for entry in table(name) if entry.kind == kind for form in entry.forms]


def credits_with_captions(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """Photo credits; with each the caption before it: the rest of a short line, or the last sentence of a long one."""
    for line in seen:
        before = 0
        for credit in _credits(line.text):
            end = _credit_end(credit)
            if not end:
                continue
            start, of_all = credit.start(), _is_of_all(credit)
            kind = "byline" if of_all else "photo_credit"
            yield Residue(line.start + start, line.start + end, line.text[start:end], kind)
            caption = _caption_before(line.text[before:start], alone=end == len(line.text) and not before)
            if caption and not of_all:
                start = line.start + before + caption.start
                yield Residue(start, start + len(caption.text), caption.text, "caption")
            before = end


def _credits(line: str) -> Iterator[re.Match[str]]:
    """The credits of a line, which are looked for in front of each colon behind one of their words: few are there."""
    words, behind = _credit_words(), 0
    for colon in _COLON.finditer(line):
        first = max(behind, colon.start() - len(words[0]) - len("( "))
        if line[first : colon.start()].lower().endswith(words):
            tried = (_credit().match(line, at) for at in range(first, colon.start()))
            if credit := next(filter(None, tried), None):
                yield credit
                behind = credit.end()


@cache
def _credit_words() -> tuple[str, ...]:
    """The words in front of a credit's colon in small letters, the longest first."""
    kinds = ("credit", "credit_of_all", "credit_in_brackets")
    return tuple(
        sorted((form.lower() for kind in kinds for form in _forms("residue", kind)), key=lambda w: (-len(w), w))
    )


def _is_of_all(credit: re.Match[str]) -> bool:
    """Whether it says who wrote the article too, "Tin, ảnh: Đức Minh": then no caption stands before it."""
    return phrase_key(credit[0].partition(":")[0].strip("( ")) in keys("residue", "credit_of_all")


def _credit_end(credit: re.Match[str]) -> int:
    """Where a credit ends; 0 where it is none: one Vietnamese syllable is no name, beside a foreign one none either."""
    first, second = credit["first"], credit["second"]
    if first is None or is_vietnamese(first):
        return credit.end() if first is None or second or credit[0].endswith(".") else 0
    return credit.end("first") if second and is_vietnamese(second) else credit.end()


def _caption_before(text: str, alone: bool) -> Span | None:
    """The caption that ends where a credit begins; None where there is none."""
    parts = sentences(text.rstrip(" -–(|"))
    if not parts:
        return None
    start = parts[0].start if alone and len(parts) <= 2 else parts[-1].start
    caption = text[start : parts[-1].end]
    return Span(start, start + len(caption), caption) if _is_caption(caption) else None


def _is_caption(text: str) -> bool:
    return len(syllables(text)) <= CAPTION_SYLLABLES


def teasers(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """The last line where it breaks off with "…" although lines before it are whole: the teaser of another article.

    It is short, in itself and beside the article: a long line is the article's own, and ends with "…" as a list does.
    """
    body = [line for line in seen if not _is_marker(line.text)]
    if len(body) < 3 or not body[-1].text.endswith(("...", "…")):
        return
    short = TEASER_SHARE * len(body[-1].text) <= sum(len(line.text) for line in body)
    if short and len(syllables(body[-1].text)) in TEASER_SYLLABLES:
        yield _as(body[-1], "teaser")


def bylines(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """Who wrote it: names without a verb behind the last sentence, on a line of their own or at the end of it."""
    after = {r.start for r in (*teasers(text, seen), *related(text, seen))}
    body = [line for line in seen if not _is_marker(line.text) and line.start not in after]
    if len(body) < 2:
        return
    last = body[-1]
    if _is_byline(last.text) and body[-2].text.endswith((".", "!", "?", "”", '"', "…", "/")):
        yield _as(last, "byline")
        return
    for gap in _GAP.finditer(last.text, max(0, len(last.text) - BYLINE_LENGTH)):
        name = last.text[gap.end() :]
        if _is_byline(name):
            yield Residue(last.end - len(name), last.end, name, "byline")
            return


def _is_byline(text: str) -> bool:
    """Capitalised words and agencies alone, with "/", "-", "Theo", "(tổng hợp)" between them."""
    if len(text) > BYLINE_LENGTH:
        return False
    units = syllables(re.sub(r"\((?:tổng hợp|ghi|dịch|theo [^()]{2,30})\)", "", text, flags=re.IGNORECASE))
    words = [u for u in units if u.is_word]
    signs = {u.text for u in units if not u.is_word}
    if not words or len(words) > BYLINE_SYLLABLES or not signs <= set("/-–().,&"):
        return False
    if text.endswith(".") and len(words) > 4:
        return False
    return all(w.is_capitalised or w.key in keys("residue", "byline_word") for w in words)


def end_marks(text: str, seen: Sequence[Span]) -> Iterator[Residue]:
    """The slash of "./.", so that the sentence keeps its full stop."""
    for match in _END_MARK.finditer(text) if "/." in text or "./" in text else ():
        group = 1 if match[1] else 2
        yield Residue(match.start(group), match.end(group), match[group], "end_mark")


def _as(line: Span, kind: str) -> Residue:
    return Residue(line.start, line.end, line.text, kind)


RULES: tuple[Callable[[str, Sequence[Span]], Iterator[Residue]], ...] = (
    web_markers,
    datelines,
    related,
    image_captions,
    credits_with_captions,
    teasers,
    bylines,
    end_marks,
)


def blanked(text: str, residues: Sequence[Span]) -> str:
    """The text with the residues replaced by spaces: offsets stay, and nothing of them is counted.

    >>> blanked("Hội nghị. Ảnh: TTXVN", [Span(10, 20, "Ảnh: TTXVN")])
    'Hội nghị.           '
    """
    for residue in residues:
        gap = re.sub(r"[^\r\n]", " ", text[residue.start : residue.end])
        text = text[: residue.start] + gap + text[residue.end :]
    return text


def described(residue: Residue) -> str:
    """A residue on one line, for people."""
    return f"{residue.kind}: {squeeze(residue.text)}"
