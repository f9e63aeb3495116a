"""Words a paper form needs of its own, in both languages: the language of the form is not always that of the page."""

import re

from kennismakelaar.surveys.questionnaire.definition import Definition
from kennismakelaar.surveys.questionnaire.fields import option_named

WORDS = {
    "nl": {
        "town": "Gemeente",
        "role": "Vanuit welke positie antwoordt u?",
        "dk": "weet niet",
        "tick": "Klik op een vakje om het aan te kruisen. Stuur het ingevulde bestand terug als Word-bestand.",
        "only": "Alleen invullen als",
        "notice": "Schrijf over een verschijnsel, niet over personen: geen namen of adressen.",
        "best": "Het meest belangrijk",
        "worst": "Het minst belangrijk",
        "choice": "Keuze",
        "version": "Formulier",
        "question": "Vraag",
        "answer": "Antwoord",
        "is": "is",
        "is not": "is niet",
        "filled": "is ingevuld",
        "and": "en",
        "or": "of",
        "not": "niet",
    },
    "en": {
        "town": "Municipality",
        "role": "From which position do you answer?",
        "dk": "I don't know",
        "tick": "Click a box to tick it. Send the filled-in file back as a Word file.",
        "only": "Fill in only when",
        "notice": "Write about a phenomenon, not about persons: no names or addresses.",
        "best": "The most important",
        "worst": "The least important",
        "choice": "Choice",
        "version": "Form",
        "question": "Question",
        "answer": "Answer",
        "is": "is",
        "is not": "is not",
        "filled": "is filled in",
        "and": "and",
        "or": "or",
        "not": "not",
    },
}
_COMPARED = re.compile(
    r"\$\{([^}]*)\}\s*(!=|=)\s*['\"]([^'\"]*)['\"]|selected\(\$\{([^}]*)\},\s*['\"]([^'\"]*)['\"]\)"
)


def words_in(language: str) -> dict[str, str]:
    return WORDS["en" if language.startswith("en") else "nl"]


def condition_in_words(definition: Definition, condition: str, language: str) -> str:
    """A condition as somebody with a pen reads it: questions and choices in their own words."""
    words = words_in(language)

    def told(found: re.Match[str]) -> str:
        name, sign, value = (found[1], found[2], found[3]) if found[1] else (found[4], "=", found[5])
        item = definition.item(name.split(".")[0])
        option = option_named(item.choices, value) if item else None
        question = f"“{item.text(language) if item else name}”"
        if not value:
            return f"{question} {words['filled']}"
        return f"{question} {words['is' if sign == '=' else 'is not']} “{option.told(language) if option else value}”"

    text = _COMPARED.sub(told, condition)
    for item in definition.items:
        text = text.replace(f"${{{item.name}}}", f"“{item.text(language)}”")
    for word in ("and", "or", "not"):
        text = re.sub(rf"\b{word}\b", words[word], text)
    return text
