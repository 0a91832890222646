"""Bytes -> text, whatever encoding they are declared in, or in none."""

import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """Bytes as text; `loss` tells what was lost on the way, if anything."""

    text: str
    loss: str | None = None


_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-32", b"\xff\xfe\0\0"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)
_AS_BROWSERS_READ = """
iso-8859-1=cp1252 latin-1=cp1252 latin1=cp1252 ascii=cp1252 us-ascii=cp1252 iso-8859-9=cp1254
gb2312=gb18030 gbk=gb18030 shift_jis=cp932 euc-kr=cp949
"""
_BROWSERS_MEAN = dict(pair.split("=") for pair in _AS_BROWSERS_READ.split())
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Bytes as text, without a byte-order mark: by mark, then declaration, then UTF-8, then what it most looks like."""
    for name, mark in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw, name)
    for known in (declared, _declared_inside(raw), "utf-8"):
        read = _try(raw, _BROWSERS_MEAN.get(known.lower(), known)) if known else None
        if read is not None:
            return Decoded(read)
    if len(_broken_utf8(raw)) <= len(raw) / 2000:  # UTF-8 with a few bytes spoilt, not another encoding
        return _decode_as(raw, "utf-8")
    if guess := _guess(raw):
        return Decoded(guess)
    return _decode_as(raw, "cp1252")


def _declared_inside(raw: bytes) -> str | None:
    found = _CHARSET.search(raw, 0, 4096)
    return found.group(1).decode("ascii") if found else None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _decode_as(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd") - raw.count("\ufffd".encode())
    return Decoded(text, f"wrongly encoded: {lost} characters could not be read as {encoding}" if lost > 0 else None)


def _broken_utf8(raw: bytes) -> list[int]:
    """Where UTF-8 breaks: one offset for each character that cannot be read."""
    return [m.start() for m in re.finditer("\ufffd", raw.decode("utf-8", "replace"))]


def _guess(raw: bytes) -> str | None:
    """The text by the statistics of its bytes; Western Europe needs no guess unless its page has holes there."""
    if not _UNDEFINED_IN_CP1252.search(raw) and sum(b > 127 for b in raw) < len(raw) / 8:
        return raw.decode("cp1252")
    from charset_normalizer import from_bytes  # 30 ms that most heaps need not pay  # noqa: PLC0415

    best = from_bytes(raw[:200_000]).best()
    return _try(raw, best.encoding) if best else None


def is_binary(raw: bytes) -> bool:
    """Whether no text of any encoding looks like this: zero bytes without a mark, or many control bytes."""
    if any(raw.startswith(mark) for _, mark in _BOMS):
        return False
    head = raw[:8192]
    control = sum(b < 32 and b not in b"\t\n\r\f\v\x1b" for b in head)
    return b"\0" in head or control > len(head) / 20
