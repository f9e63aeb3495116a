"""What the model is asked: one statement and the codebook, and nothing else of this site."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from kennismakelaar.coding.models import Code

INSTRUCTION = Path(__file__).with_name("instruction.md")


@cache
def instruction() -> str:
    return INSTRUCTION.read_text(encoding="utf-8").strip()


def version(codes: Iterable[Code]) -> str:
    """This will name the instruction with the codebook by its content: another word is another version."""
    return sha256((instruction() + question("", codes)).encode()).hexdigest()[:12]


def question(text: str, codes: Iterable[Code]) -> str:
    """This will put a statement and the rules of the codes in one message."""
    book = [{"code": code.slug, "definition": rule_of(code)} for code in codes]
    return json.dumps({"codebook": book, "statement": text}, ensure_ascii=False)


def rule_of(code: Code) -> str:
    return " ".join(part for part in (f"{code.label}.", code.definition, code.use_when) if part)
