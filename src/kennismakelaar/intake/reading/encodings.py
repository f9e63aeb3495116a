"""From bytes to text, in the encodings Dutch offices deliver."""

import codecs

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(content: bytes) -> str:
    """The encoding: by its mark, else UTF-8 when that fits the whole file, else that of Windows."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decoded(content: bytes) -> str:
    """The text of a file; what cannot be decoded stands as �."""
    return content.decode(encoding_of(content), errors="replace")


def cleaned(text: str) -> str:
    """Text that can be stored: without control characters, with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").strip()
