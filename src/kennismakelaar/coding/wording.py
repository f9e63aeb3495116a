"""Changes of the codebook in words."""

from django.utils.translation import gettext as _

from .models import CodebookChange


def change_title(change: CodebookChange) -> str:
    """A change as a sentence of its own."""
    names = {
        "sources": ", ".join(code.label for code in change.sources.all()),
        "results": ", ".join(code.label for code in change.results.all()) or _parts(change),
    }
    sentences_ = {
        CodebookChange.Kind.SPLIT: _("%(sources)s is split into: %(results)s"),
        CodebookChange.Kind.MERGE: _("%(sources)s goes into %(results)s"),
        CodebookChange.Kind.MOVE: _("%(sources)s gets another place"),
        CodebookChange.Kind.RETIRE: _("%(sources)s goes out of use"),
        CodebookChange.Kind.UNDO: _("Undone: %(sources)s"),
    }
    if change.kind == CodebookChange.Kind.UNDO and change.undoes is not None:
        return sentences_[change.kind] % {"sources": change_title(change.undoes)}
    return sentences_[change.kind] % names


def _parts(change: CodebookChange) -> str:
    return ", ".join(part["label"] for part in change.plan.get("parts", []))
