"""`propose`: learns from the coded rows of a table and proposes codes for the others."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from dutch_text import classify
from dutch_text.spreading import propose_all
from kennismakelaar.coding import background, tables
from kennismakelaar.shared import executors
from kennismakelaar.shared.errors import Refusal


class Command(BaseCommand):
    help = (
        "Reads a table with the columns text and code, learns from the rows with a code (several: divided by |; "
        "none of these: -) and writes proposals for the rows without."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv")
        parser.add_argument("--input", type=Path, metavar="FILE.csv", help="the same, by name")
        parser.add_argument("--format", choices=["json", "csv"], default="json")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"] or options["input"]
        if path is None:
            raise CommandError("propose FILE.csv")
        with translation.override(options["language"]):
            try:
                self._propose(tables.read(path, coded=True), options)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal

    def _propose(self, statements: tables.Statements, options: dict[str, Any]) -> None:
        book = background.rules(frozenset().union(*statements.codings.values()))
        vectors, book_vectors = background.meaning_of(statements.texts, list(book.values()))
        model = _learned(statements, book, vectors, book_vectors, options["seed"])
        tables.told_unread(statements.unread, self.stderr)
        self._tell(model.quality)
        columns = ("row", "text", "code", "probability", "words")
        rows = _proposals(model, statements, vectors)
        if options["format"] == "csv":
            rows = (
                {**row, **proposal}
                for row in rows
                for proposal in row["proposals"] or [dict.fromkeys(columns[2:])]
            )
        tables.write(rows, self.stdout, kind=options["format"], columns=columns)

    def _tell(self, quality: classify.Quality) -> None:
        silent = [code.code for code in quality.codes if code.silent]
        self.stderr.write(
            _("Learned from %(number)d coded statements; macro-F1 on statements it had not seen: %(f1).2f.")
            % {"number": quality.codings, "f1": quality.macro_f1}
        )
        if silent:
            self.stderr.write(
                _("Not learned well enough, so never proposed: %(codes)s.") % {"codes": ", ".join(silent)}
            )


def _learned(
    statements: tables.Statements,
    book: dict[str, str],
    vectors: np.ndarray | None,
    book_vectors: np.ndarray | None,
    seed: int,
) -> classify.Classifier:
    try:
        return classify.learn(
            statements.texts, codings=statements.codings, codebook=book,
            vectors=vectors, codebook_vectors=book_vectors, seed=seed,
        )  # fmt: skip
    except ValueError as error:
        raise tables.UnableToReadStatements(
            _("At least %(count)s coded statements with different codes.")
            % {"count": classify.FEWEST_CODINGS},
            came=str(len(statements.codings)),
            hint=_("Code more statements; the machine learns from what you decide."),
        ) from error


def _proposals(
    model: classify.Classifier, statements: tables.Statements, vectors: np.ndarray | None
) -> Iterator[dict[str, Any]]:
    waiting = [place for place in range(len(statements.texts)) if place not in statements.codings]
    meant = None if vectors is None else vectors[waiting]
    texts = [statements.texts[place] for place in waiting]
    with executors.executor(len(waiting)) as executor:
        proposed = propose_all(model, texts, vectors=meant, executor=executor)
        for place, proposals in zip(waiting, proposed, strict=True):
            told = [_told(one) for one in proposals]
            yield {"row": statements.rows[place], "text": statements.texts[place], "proposals": told}


def _told(proposal: classify.Proposal) -> dict[str, Any]:
    words = [{"word": word.lemma, "share": word.share} for word in proposal.words]
    return {"code": proposal.code, "probability": proposal.probability, "words": words}
