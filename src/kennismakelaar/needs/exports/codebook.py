"""A dataset as DDI-Codebook 2.5: study, questions, categories, kinds of missing and weights, for archives.

The order of elements is that of the schema of the DDI Alliance (codebook.xsd, 2012-01-17): it is a sequence.
"""

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kennismakelaar.shared.spreadsheet import NOT_ALLOWED_IN_XML

from .dataset import FORM_WEIGHT, WEIGHT, Dataset, Variable

NAMESPACE = "ddi:codebook:2_5"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WEIGHTING = (
    "Gemeenten wegen naar grootteklasse en landsdeel. Cellen met te weinig antwoorden zijn samengevoegd. "
    f"“{WEIGHT}”: voor hoeveel gemeenten deze gemeente telt. “{FORM_WEIGHT}”: hetzelfde, gedeeld over de "
    "formulieren van die gemeente. Een gemeente die op de peildatum niet bestond, telt voor 0."
)


def as_ddi(dataset: Dataset) -> bytes:
    """This will describe a dataset for an archive; the answers themselves are not in it."""
    ElementTree.register_namespace("", NAMESPACE)
    root = Element(_q("codeBook"), {"version": "2.5", XML_LANGUAGE: "nl"})
    _document(root, dataset)
    _study(root, dataset)
    _file(root, dataset)
    described = _under(root, "dataDscr")
    for one in dataset.variables:
        _variable(described, one)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _under(parent: Element, name: str, text: object = None, /, **attributes: Any) -> Element:
    clean = {key.replace("_", "-"): _plain(value) for key, value in attributes.items()}
    found = SubElement(parent, _q(name), clean)
    if text is not None:
        found.text = _plain(text)
    return found


def _plain(value: object) -> str:
    return NOT_ALLOWED_IN_XML.sub("\ufffd", str(value))


def _document(root: Element, dataset: Dataset) -> None:
    citation = _under(_under(root, "docDscr"), "citation")
    _under(_under(citation, "titlStmt"), "titl", f"Codeboek: {dataset.facts['survey']}")
    _under(
        _under(citation, "prodStmt"), "software", "Kennismakelaar", version=dataset.facts["method_version"]
    )


def _study(root: Element, dataset: Dataset) -> None:
    facts, study = dataset.facts, _under(root, "stdyDscr")
    titles = _under(_under(study, "citation"), "titlStmt")
    _under(titles, "titl", facts["survey"])
    _under(titles, "IDNo", facts["number"], agency="Kennismakelaar")
    about = _under(study, "stdyInfo")
    if facts["introduction"]:
        _under(about, "abstract", facts["introduction"])
    summary = _under(about, "sumDscr")
    for event in ("start", "end"):
        day = facts["opens_on" if event == "start" else "closes_on"]
        _under(summary, "collDate", day, date=day, event=event)
    _under(summary, "nation", "Nederland", abbr="NL")
    _under(summary, "geogUnit", "gemeente")
    _under(summary, "anlyUnit", "formulier van een medewerker, namens een gemeente")
    _under(summary, "universe", f"{facts['population']} gemeenten op {facts['population_on']}")
    if facts["is_fictitious"]:
        _under(summary, "dataKind", "fictieve gegevens")
    collected = _under(_under(study, "method"), "dataColl")
    _under(collected, "sampProc", "Alle gemeenten; per gemeente kunnen meer medewerkers antwoorden.")
    if facts["questionnaires"]:
        _under(collected, "resInstru", f"Vragenlijst, versie {', '.join(facts['questionnaires'])}")
    _under(collected, "weight", WEIGHTING)


def _file(root: Element, dataset: Dataset) -> None:
    text = _under(_under(root, "fileDscr", ID="F1"), "fileTxt")
    _under(text, "fileName", "antwoorden")
    dimensions = _under(text, "dimensns")
    _under(dimensions, "caseQnty", len(dataset))
    _under(dimensions, "varQnty", len(dataset.variables))


def _variable(parent: Element, one: Variable) -> None:
    attributes = {"ID": f"V_{one.name}", "name": one.name, "files": "F1", "intrvl": _interval(one)}
    if one.kind == "weight":
        attributes["wgt"] = "wgt"
    else:
        attributes |= {"wgt_var": f"V_{FORM_WEIGHT}", "nature": _nature(one)}
    found = _under(parent, "var", **attributes)
    _under(found, "labl", one.question)
    if one.kind in ("coded", "number"):
        _under(_under(found, "qstn"), "qstnLit", one.question)
    if one.missing:
        invalid = _under(found, "invalrng")
        for code in one.missing:
            _under(invalid, "item", VALUE=code)
    for code, label in one.labels.items():
        category = _under(found, "catgry", missing="Y" if code in (one.missing or ()) else "N")
        _under(category, "catValu", code)
        _under(category, "labl", label)
    if one.topic:
        _under(found, "concept", one.topic, vocab="onderwerpen")
    _under(found, "varFormat", type="character" if one.kind == "text" else "numeric")


def _interval(one: Variable) -> str:
    return "contin" if one.kind in ("number", "weight") else "discrete"


def _nature(one: Variable) -> str:
    if one.kind == "number":
        return "ratio"
    return "ordinal" if one.is_ordered else "nominal"
