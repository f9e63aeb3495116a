"""Writing codebook and project files as the REFI-QDA standard (1.5) has them."""

import io
import re
import zipfile
from collections.abc import Iterable
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from .project import CODEBOOK, PROJECT, FileCode, Mark, ProjectFile, Text

ORIGIN = "Kennismakelaar"
SCHEMA = "http://schema.qdasoftware.org/versions/{0}/v1.0/{0}.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# What XML cannot hold; texts go in files of their own and keep everything.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock here: the same project gives the same file


def codebook_file(codes: Iterable[FileCode]) -> bytes:
    """This will write the codes as a codebook (.qdc)."""
    root = _root("CodeBook", CODEBOOK, "Codebook")
    root.set("origin", ORIGIN)
    _codes(SubElement(root, f"{{{CODEBOOK}}}Codes"), list(codes), CODEBOOK)
    return _bytes(root, CODEBOOK)


def project_file(project: ProjectFile) -> bytes:
    """This will write a project (.qdpx): the description, and each text in a file of its own."""
    root = _root("Project", PROJECT, "Project")
    root.set("name", _legal(project.name))
    root.set("origin", ORIGIN)
    if project.users:
        users = _sub(root, "Users")
        for number, guid in enumerate(project.users, start=1):
            _sub(users, "User", guid=_name(guid), name=f"Codeur {number}")
    if project.codes:
        _codes(_sub(_sub(root, "CodeBook"), "Codes"), list(project.codes), PROJECT)
    sources = _sub(root, "Sources") if project.texts else root
    notes: list[tuple[UUID, Mark]] = []
    for text in project.texts:
        _source(sources, text, notes)
    if notes:
        held = _sub(root, "Notes")
        for guid, mark in notes:
            note = _sub(held, "Note", guid=_name(guid), name="Memo", **_made(mark, "creatingUser"))
            _sub(note, "PlainTextContent").text = _legal(mark.memo)
    return _packed(_bytes(root, PROJECT), project.texts)


def _root(name: str, namespace: str, schema: str) -> Element:
    root = Element(f"{{{namespace}}}{name}")
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{namespace} {SCHEMA.format(schema)}")
    return root


def _sub(parent: Element, tag: str, /, **attributes: str) -> Element:
    return SubElement(parent, f"{{{PROJECT}}}{tag}", attributes)


def _codes(holder: Element, codes: list[FileCode], namespace: str) -> None:
    """Codes under their parents; a parent that is not in the file leaves its children at the top."""
    elements: dict[UUID, Element] = {}
    waiting = list(codes)
    known = {code.guid for code in codes}
    while waiting:
        ready = [c for c in waiting if c.parent not in known or c.parent in elements] or waiting
        for code in ready:
            above = elements.get(code.parent, holder) if code.parent else holder
            element = SubElement(above, f"{{{namespace}}}Code", guid=_name(code.guid), name=_legal(code.name))
            element.set("isCodable", "true" if code.codable else "false")
            if code.description:
                SubElement(element, f"{{{namespace}}}Description").text = _legal(code.description)
            elements[code.guid] = element
        waiting = [code for code in waiting if code.guid not in elements]


def _source(sources: Element, text: Text, notes: list[tuple[UUID, Mark]]) -> None:
    path = f"internal://{_name(text.guid)}.txt"
    source = _sub(sources, "TextSource", guid=_name(text.guid), name=_legal(text.name), plainTextPath=path)
    by_place: dict[tuple[int, int], list[Mark]] = {}
    for mark in text.marks:
        by_place.setdefault((mark.start, mark.end), []).append(mark)
    for (start, end), marks in sorted(by_place.items()):
        selection = _sub(
            source, "PlainTextSelection", guid=_name(uuid5(text.guid, f"{start}-{end}")),
            name=_legal(_shown(text.text[start:end])), startPosition=str(start), endPosition=str(end),
        )  # fmt: skip
        for mark in marks:
            coding = _sub(selection, "Coding", guid=_name(mark.guid), **_made(mark, "creatingUser"))
            _sub(coding, "CodeRef", targetGUID=_name(mark.code))
            if mark.memo:
                note = uuid5(mark.guid, "memo")
                notes.append((note, mark))
                _sub(coding, "NoteRef", targetGUID=_name(note))


def _made(mark: Mark, by: str) -> dict[str, str]:
    found = {by: _name(mark.user)} if mark.user else {}
    return found | ({"creationDateTime": mark.at.strftime("%Y-%m-%dT%H:%M:%SZ")} if mark.at else {})


def _shown(quote: str, most: int = 100) -> str:
    return quote if len(quote) <= most else quote[: most - 1] + "…"


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)


def _name(guid: UUID) -> str:
    return str(guid).upper()


def _bytes(root: Element, namespace: str) -> bytes:
    register_namespace("", namespace)
    register_namespace("xsi", INSTANCE)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _packed(description: bytes, texts: Iterable[Text]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry("project.qde"), description)
        for text in texts:
            packed.writestr(_entry(f"Sources/{_name(text.guid)}.txt"), text.text.encode())
    return held.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
