"""What a file is, by its content and never by its name, and whether it is safe to open at all."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from . import refusals
from .encodings import wide_without_mark

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
LARGEST_UNPACKED = 1024 * MEGABYTE
MOST_MEMBERS = 2_000
STEEPEST_RATIO = 100  # text in XML packs 10 to 40 times; a bomb a thousand times
RATIO_COUNTS_FROM = 5 * MEGABYTE
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kind(StrEnum):
    XLSX = "Excel"
    ODS = "OpenDocument spreadsheet"
    DOCX = "Word"
    ODT = "OpenDocument text"
    PDF = "PDF"
    EML = "mail"
    TEXT = "text"


EXTENSIONS = {
    Kind.XLSX: (".xlsx",),
    Kind.ODS: (".ods",),
    Kind.DOCX: (".docx",),
    Kind.ODT: (".odt",),
    Kind.PDF: (".pdf",),
    Kind.EML: (".eml",),
    Kind.TEXT: (".csv", ".tsv", ".txt", ".tab", ".md"),
}
ARCHIVES = {b"Rar!": "rar", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "gz", b"PK\x05\x06": "zip"}
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
}


def recognize(filename: str, content: bytes) -> Kind:
    """The kind of a file, or the refusal that says why it is not opened."""
    if not content.strip(b"\0 \r\n\t"):
        raise refusals.EmptyFile(filename)
    if len(content) > LARGEST_FILE:
        raise refusals.FileTooLarge(
            filename, limit=LARGEST_FILE // MEGABYTE, size=round(len(content) / MEGABYTE)
        )
    kind = _kind_of(filename, content)
    if PurePath(filename.lower()).suffix not in EXTENSIONS[kind]:
        raise refusals.WrongExtension(filename, kind=kind.value, should=EXTENSIONS[kind][0])
    return kind


def _kind_of(filename: str, content: bytes) -> Kind:
    if content.startswith(OLE):
        raise _ole_refusal(filename, content)
    if content.startswith(b"PK\x03\x04"):
        return _packed_kind(filename, content)
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    for start, name in ARCHIVES.items():
        if content.startswith(start):
            raise refusals.ArchiveFile(filename, kind=name)
    if not _is_text(content):
        raise refusals.UnknownKind(filename)
    head = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"{\\rtf"):
        raise refusals.OtherProgramFile(filename, kind="RTF", should=".docx")
    if head.startswith((b"<!doctype html", b"<html")):
        raise refusals.OtherProgramFile(filename, kind="HTML", should=".pdf")
    return Kind.EML if filename.lower().endswith(".eml") or _is_mail(content) else Kind.TEXT


def _ole_refusal(filename: str, content: bytes) -> refusals.UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refusals.ProtectedFile(filename)
    if "__substg1.0_".encode("utf-16-le") in content:
        return refusals.OutlookFile(filename)
    return refusals.OldOfficeFile(filename)


def _packed_kind(filename: str, content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _kind_of_package(filename, packed)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise refusals.CorruptFile(filename, kind="Office") from error


def _kind_of_package(filename: str, packed: zipfile.ZipFile) -> Kind:
    members = packed.infolist()
    _refuse_bomb(filename, members)
    if any(member.flag_bits & 1 for member in members):
        raise refusals.ProtectedFile(filename)
    names = {member.filename for member in members}
    if "mimetype" in names:
        return _open_document_kind(filename, packed, names)
    if "[Content_Types].xml" not in names:
        raise refusals.ArchiveFile(filename, kind="zip")
    if b"macroEnabled" in packed.read("[Content_Types].xml") or any(
        n.endswith("vbaProject.bin") for n in names
    ):
        raise refusals.MacroFile(filename)
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "word/document.xml" in names:
        return Kind.DOCX
    if "ppt/presentation.xml" in names:
        raise refusals.OtherProgramFile(filename, kind="PowerPoint", should=".pdf")
    raise refusals.UnknownKind(filename)


def _open_document_kind(filename: str, packed: zipfile.ZipFile, names: set[str]) -> Kind:
    kind = OPEN_DOCUMENTS.get(packed.read("mimetype").strip())
    if kind is None or "content.xml" not in names:
        raise refusals.UnknownKind(filename)
    if "META-INF/manifest.xml" in names and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise refusals.ProtectedFile(filename)
    if any(name.startswith("Basic/") for name in names):
        raise refusals.MacroFile(filename)
    return kind


def _refuse_bomb(filename: str, members: list[zipfile.ZipInfo]) -> None:
    steep = any(
        member.file_size >= RATIO_COUNTS_FROM
        and member.file_size > STEEPEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if steep or len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_UNPACKED:
        raise refusals.ZipBomb(filename, limit=LARGEST_UNPACKED // MEGABYTE, members=MOST_MEMBERS)


def _is_text(content: bytes) -> bool:
    """Text has no control characters but tabs and line ends; UTF-16 is known by its mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_without_mark(content):
        return True
    head = content[: 64 * 1024]
    return not any(byte in head for byte in b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14")


def _is_mail(content: bytes) -> bool:
    head = content[:4096].lower()
    return all(field in head for field in (b"\nmime-version:", b"\nsubject:")) and b"from:" in head
