"""From bytes to text, in the encodings Dutch offices deliver, also when one file mixes two of them."""

import codecs
import io

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MIXED = "mixed"
LOOKED_AT = 4096


def encoding_of(content: bytes) -> str:
    """The encoding: by its mark, else UTF-8 when that fits the whole file, else that of Windows.

    A file with UTF-8 in some lines and Windows letters in others is "mixed": lists put together by hand.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    wide = wide_without_mark(content)
    if wide:
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return MIXED if any(_is_wide_utf8(line) for line in content.split(b"\n")) else "cp1252"
    return "utf-8"


def wide_without_mark(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    head = content[:LOOKED_AT]
    half = len(head) // 2
    if half < 2:
        return ""
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_wide_utf8(line: bytes) -> bool:
    """Whether a line has letters of more than one byte and is right UTF-8."""
    if line.isascii():
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded(content: bytes) -> str:
    """The text of a file; what cannot be decoded stands as �."""
    encoding = encoding_of(content)
    if encoding != MIXED:
        return content.decode(encoding, errors="replace")
    return "\n".join(_line(line) for line in content.split(b"\n"))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def lines(content: bytes) -> io.TextIOBase:
    """The text as a stream that keeps line ends as they stand."""
    encoding = encoding_of(content)
    if encoding == MIXED:
        return io.StringIO(decoded(content), newline="")
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")


def cleaned(text: str) -> str:
    """Text that can be stored: without control characters and lone halves of signs, with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return kept.encode("utf-8", "replace").decode("utf-8").strip()
