"""Reading codebook and project files of other coding programs. What cannot be taken over is counted and named."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

from .places import STANDARD, Span, cleaned, counts_differ, placed
from .project import CODEBOOK, PROJECT, FileCode, Mark, ProjectFile, Tally, Text

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_FILES, DEEPEST = 50 * MEGABYTE, 200 * MEGABYTE, 20_000, 40
READ_IN_SOURCE = {"PlainTextContent", "PlainTextSelection", "Representation", "Coding"}
TEXT_SOURCES = {"TextSource", "PDFSource"}


class UnableToExchange(Refusal):
    """A codebook or project file that cannot be read, or not as a whole."""


def read_file(content: bytes) -> ProjectFile:
    """This will read a codebook (.qdc) or a project (.qdpx, .qde) from its bytes."""
    if len(content) > MOST_BYTES:
        raise _refused(
            _("A file of at most %(size)s MB.") % {"size": MOST_BYTES // MEGABYTE},
            came=f"{len(content) // MEGABYTE} MB", hint=_("Export without sound, video and pictures."),
        )  # fmt: skip
    if zipfile.is_zipfile(io.BytesIO(content)):
        return _Reader(*_unpacked(content)).read()
    return _Reader(content, {}, ()).read()


def _refused(expected: str, *, came: str, hint: str) -> UnableToExchange:
    return UnableToExchange(expected, came=came, hint=hint)


def _unpacked(content: bytes) -> tuple[bytes, dict[str, bytes], tuple[str, ...]]:
    """The description of a project, its plain text files by name, and remarks."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        rows = packed.infolist()
        if sum(row.file_size for row in rows) > MOST_UNPACKED or len(rows) > MOST_FILES:
            raise _refused(
                _("A project of a size this site can unpack."), came=_("It unpacks to far more than it seems."),
                hint=_("Export without sound, video and pictures."),
            )  # fmt: skip
        if any(row.flag_bits & 1 for row in rows):
            raise _refused(_("A project without a password."), came=_("The file is protected by a password."),
                           hint=_("Export it again without a password."))  # fmt: skip
        described = [row for row in rows if row.filename.lower().endswith(".qde")]
        if len(described) != 1:
            raise _refused(_("A project file (.qdpx) with one description of the project in it."),
                           came=_("There are %(count)s of them in this file.") % {"count": len(described)},
                           hint=_("Export the project as REFI-QDA project from the other program."))  # fmt: skip
        try:
            texts = {
                PurePosixPath(r.filename).name.lower(): packed.read(r) for r in rows if _is_text(r.filename)
            }
            project = packed.read(described[0])
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise _refused(_("A project file that can be unpacked."), came=_("It is damaged."),
                           hint=_("Export the project again.")) from error  # fmt: skip
    named = PurePosixPath(described[0].filename).name
    return project, texts, () if named == "project.qde" else ("other_name",)


def _is_text(name: str) -> bool:
    return name.lower().endswith(".txt")


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _children(element: Element | None, *names: str) -> Iterator[Element]:
    return (child for child in (element if element is not None else ()) if _local(child) in names)


def _child(element: Element | None, name: str) -> Element | None:
    return next(_children(element, name), None)


def _words(element: Element | None, name: str) -> str:
    found = _child(element, name)
    return (found.text or "").strip() if found is not None else ""


class _Reader:
    """Walks through one description and keeps count of what it leaves."""

    def __init__(self, description: bytes, files: dict[str, bytes], notes: tuple[str, ...]) -> None:
        self.files, self.notes, self.tally = files, list(notes), Tally()
        try:
            self.root = fromstring(description)
        except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
            raise _refused(_("A codebook (.qdc) or project (.qdpx) in the REFI-QDA format."),
                           came=_("The file is damaged or of another kind."),
                           hint=_("Export it again as REFI-QDA from the other program.")) from error  # fmt: skip
        self.memos: dict[UUID, str] = {}

    def read(self) -> ProjectFile:
        kind = _local(self.root)
        if kind not in {"CodeBook", "Project"}:
            raise _refused(_("A codebook (.qdc) or project (.qdpx) in the REFI-QDA format."), came=f"<{kind}>"[:80],
                           hint=_("Export it again as REFI-QDA from the other program."))  # fmt: skip
        if not str(self.root.tag).startswith(f"{{{CODEBOOK if kind == 'CodeBook' else PROJECT}}}"):
            self.notes.append("other_namespace")
        book = self.root if kind == "CodeBook" else _child(self.root, "CodeBook")
        codes = tuple(self._codes(_child(book, "Codes"), None, 1))
        self._note_texts()
        texts = tuple(self._texts({code.guid for code in codes}))
        users = tuple(self._guid(user) for user in _children(_child(self.root, "Users"), "User"))
        self._count_rest(book)
        return ProjectFile(
            name=self.root.get("name", ""), origin=self.root.get("origin", "")[:120], codes=codes, texts=texts,
            users=users, left_out=self.tally.rows, notes=tuple(dict.fromkeys(self.notes)),
        )  # fmt: skip

    def _guid(self, element: Element, name: str = "guid") -> UUID:
        """The name of a thing; one that is no GUID gets a stable one, so that references still meet."""
        said = element.get(name, "")
        try:
            return UUID(said.strip("{}"))
        except ValueError:
            if said:
                self.notes.append("other_guid")
            return uuid5(UUID(int=0), said or f"{_local(element)}:{element.get('name', '')}")

    def _codes(self, parent: Element | None, above: UUID | None, depth: int) -> Iterator[FileCode]:
        if depth > DEEPEST:
            raise _refused(_("A tree of codes of at most %(count)s levels.") % {"count": DEEPEST},
                           came=_("A deeper one."), hint=_("Make the tree flatter."))  # fmt: skip
        for element in _children(parent, "Code"):
            guid = self._guid(element)
            name = element.get("name", "").strip() or _("code without a name")
            if element.get("color"):
                self.tally.add("color", name)
            if element.get("isCodable") == "false":
                self.tally.add("not_codable", name)
            for _note in _children(element, "NoteRef"):
                self.tally.add("code_note", name)
            yield FileCode(
                guid, name, _words(element, "Description"), above, element.get("isCodable") != "false"
            )
            yield from self._codes(element, guid, depth + 1)

    def _note_texts(self) -> None:
        for note in _children(_child(self.root, "Notes"), "Note"):
            self.memos[self._guid(note)] = self._content(note) or ""
            self.tally.add("note", note.get("name", ""))

    def _texts(self, codes: set[UUID]) -> Iterator[Text]:
        for source in _child(self.root, "Sources") or ():
            kind, name = _local(source), source.get("name", "")
            holder = source if kind == "TextSource" else _child(source, "Representation")
            raw = self._content(holder) if kind in TEXT_SOURCES and holder is not None else None
            if raw is None:
                self.tally.add(f"source:{kind}" if kind != "TextSource" else "text_missing", name)
                continue
            if source.get("richTextPath"):
                self.tally.add("rich_text", name)
            self._count_beside(source, holder)
            yield Text(self._guid(source), name, cleaned(raw), tuple(self._marks(raw, holder, codes)))

    def _content(self, holder: Element) -> str | None:
        """The plain text of a source: in the description itself, or in a file of the project."""
        inside = _child(holder, "PlainTextContent")
        if inside is not None:
            return inside.text or ""
        path = holder.get("plainTextPath", "")
        name = re.split(r"[/\\]", path)[-1].lower()
        if not path.startswith("internal:") or name not in self.files:
            return None
        return _decoded(self.files[name])

    def _marks(self, raw: str, holder: Element, codes: set[UUID]) -> Iterator[Mark]:
        selections = list(_children(holder, "PlainTextSelection"))
        spans = [
            Span(_number(s, "startPosition"), _number(s, "endPosition"), s.get("name", ""))
            for s in selections
        ]
        counting, places = placed(raw, spans)
        if counting != STANDARD and selections:
            self.notes.append("other_counting")
        elif selections and counts_differ(raw) and not any(span.quote for span in spans):
            self.notes.append("counting_unknown")
        for selection, place in zip(selections, places, strict=True):
            yield from self._marks_on(selection, place, codes)

    def _marks_on(
        self, selection: Element, place: tuple[int, int] | None, codes: set[UUID]
    ) -> Iterator[Mark]:
        name, codings = selection.get("name", "")[:80], list(_children(selection, "Coding"))
        if not codings:
            self.tally.add("mark_without_code", name)
        said = [_words(selection, "Description"), *(self._memo(n) for n in _children(selection, "NoteRef"))]
        for coding in codings:
            reference = _child(coding, "CodeRef")
            code = self._guid(reference, "targetGUID") if reference is not None else None
            if place is None or code not in codes:
                self.tally.add("mark_not_placed" if place is None else "mark_of_unknown_code", name)
                continue
            memo = "\n".join(filter(None, [*said, *(self._memo(n) for n in _children(coding, "NoteRef"))]))
            by = coding.get("creatingUser") or selection.get("creatingUser")
            yield Mark(self._guid(coding), *place, code, _guid_or_none(by), _moment(coding), memo)

    def _memo(self, reference: Element) -> str:
        return self.memos.get(self._guid(reference, "targetGUID"), "")

    def _count_beside(self, source: Element, holder: Element) -> None:
        for coding in [
            *_children(source, "Coding"),
            *(_children(holder, "Coding") if holder is not source else ()),
        ]:
            self.tally.add("whole_source", source.get("name", ""))
            del coding
        for child in [*source, *(holder if holder is not source else ())]:
            if isinstance(child.tag, str) and _local(child) not in READ_IN_SOURCE:
                self.tally.add(f"beside:{_local(child)}", source.get("name", ""))

    def _count_rest(self, book: Element | None) -> None:
        """Everything else there is, by kind: sets, graphs, links, cases, variables, and what nobody knows."""
        known = {"Users", "CodeBook", "Sources", "Notes"}
        for part in self.root:
            if _local(part) in known or (_local(part) == "Codes" and book is self.root):
                continue
            for child in part if len(part) else (part,):
                self.tally.add(f"part:{_local(part)}", child.get("name", ""))
        for part in book if book is not None and book is not self.root else ():
            if _local(part) != "Codes":
                self.tally.add(f"part:{_local(part)}")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def _number(element: Element, name: str) -> int:
    said = element.get(name, "")
    return int(said) if re.fullmatch(r"\s*\d{1,9}\s*", said) else -1


def _guid_or_none(said: str | None) -> UUID | None:
    try:
        return UUID((said or "").strip("{}"))
    except ValueError:
        return None


def _moment(element: Element) -> datetime | None:
    try:
        found = parse_datetime(element.get("creationDateTime", ""))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
