"""What the documents promise: every setting is named, every link leads somewhere, the metadata is complete."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"\b(?:KENNISMAKELAAR_[A-Z_]+|DATABASE_URL)\b")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
LEFT_OUT = {".venv", "node_modules", ".git", ".data", "mutants"}


def settings_in(*folders: str) -> set[str]:
    """Collects every setting that the product reads."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {name for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}


def documents() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.md") if not LEFT_OUT & set(path.relative_to(ROOT).parts))


def dead_links(document: Path) -> list[str]:
    """Lists links to files that are not there."""
    links = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    return [
        link
        for link in links
        if not (document.parent / link).exists() and not link.startswith(("/", "mailto:"))
    ]


@pytest.mark.parametrize("readme", ["README.md", "README.nl.md"])
def test_every_setting_is_documented_in_both_languages(readme: str) -> None:
    named = set(SETTING.findall((ROOT / readme).read_text(encoding="utf-8")))
    assert settings_in("src", "setup") - named - {"KENNISMAKELAAR_CHROMIUM"} == set()


def test_no_document_names_a_setting_that_is_gone() -> None:
    read = settings_in("src", "setup", "tests")
    named = {name for path in ROOT.glob("*.md") for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert named - read == set()


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    assert dead_links(document) == []


def test_a_planted_dead_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("[there](page.md) [gone](gone.md#part) [far](https://example.org)")
    assert dead_links(tmp_path / "page.md") == ["gone.md"]


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_every_decision_names_what_was_rejected() -> None:
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        text = page.read_text(encoding="utf-8")
        assert all(part in text for part in ("**Chosen.**", "**Why.**", "**Rejected.**", "**Mind.**")), (
            page.name
        )


def test_the_metadata_has_what_publiccode_asks() -> None:
    """Source: publiccode.yml 0.7, core schema: mandatory keys and lengths."""
    metadata = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    asked = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description",
        "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert asked <= set(metadata)
    assert metadata["legal"]["license"] == "EUPL-1.2"
    assert set(metadata["localisation"]["availableLanguages"]) == {"nl", "en"}
    for text in metadata["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_the_licence_is_the_one_that_is_named() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("# EUROPEAN UNION PUBLIC LICENCE v. 1.2")
