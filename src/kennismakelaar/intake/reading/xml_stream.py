"""XML read as it passes by: no entities, no network, and nothing kept of what has been read."""

from collections.abc import Iterator
from typing import IO

from lxml import etree

from .damaged import Damaged


class ForbiddenXml(Damaged):
    """XML with a document type: office files never have one, attacks do."""


def elements(stream: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """Every element of these local names, whole; emptied once the caller takes the next."""
    tags = [f"{{*}}{name}" for name in names]
    walker = etree.iterparse(
        stream,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
    )
    checked = False
    for _event, element in walker:
        if not checked:
            if element.getroottree().docinfo.internalDTD is not None:
                raise ForbiddenXml
            checked = True
        yield element
        _forget(element)


def whole(stream: IO[bytes]) -> etree._Element:
    """A small XML file as a tree."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.parse(stream, parser)
    if tree.docinfo.internalDTD is not None:
        raise ForbiddenXml
    return tree.getroot()


def first(root: etree._Element, name: str) -> etree._Element:
    """The first element of this local name; Damaged says that the file is not what it promises."""
    found = next(root.iter(f"{{*}}{name}"), None)
    if found is None:
        raise Damaged(name)
    return found


def local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
