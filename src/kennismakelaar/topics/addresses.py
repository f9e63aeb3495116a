"""Closed lists as they stand in addresses of pages: Dutch words, for an address is read and passed on by people."""

from django.db.models import TextChoices

from .vocabularies import LearningKind, OfferForm, Phase, Role

WORDS: dict[type[TextChoices], dict[str, str]] = {
    Role: {
        Role.MAYOR: "burgemeester",
        Role.ALDERMAN: "wethouder",
        Role.COUNCIL: "raad-en-griffie",
        Role.SECRETARY: "gemeentesecretaris",
        Role.SAFETY: "openbare-orde",
        Role.SOCIAL: "sociaal-domein",
        Role.COMMUNICATION: "communicatie",
        Role.STREET: "wijk-en-jongerenwerk",
        Role.EDUCATION: "onderwijs",
    },
    OfferForm: {
        OfferForm.TRAINING: "training",
        OfferForm.WORKSHOP: "workshop",
        OfferForm.MASTERCLASS: "masterclass",
        OfferForm.INTERVISION: "intervisie",
        OfferForm.LEARNING_NETWORK: "leernetwerk",
        OfferForm.WEBINAR: "webinar",
        OfferForm.E_LEARNING: "e-learning",
        OfferForm.SIMULATION: "simulatie",
        OfferForm.GUIDE: "handreiking",
        OfferForm.FACTSHEET: "factsheet",
        OfferForm.HANDBOOK: "handboek",
        OfferForm.TOOLKIT: "toolkit",
        OfferForm.FRAMEWORK: "afwegingskader",
        OfferForm.RESEARCH: "onderzoek",
        OfferForm.ADVICE: "adviesgesprek",
        OfferForm.CONTACT_POINT: "aanspreekpunt",
        OfferForm.PEER_ADVICE: "collegiaal-advies",
    },
    Phase: {
        Phase.PREVENTIVE: "preventief",
        Phase.SIMMERING: "sluimerend",
        Phase.RISING: "oplopend",
        Phase.ACUTE: "acuut",
        Phase.AFTERCARE: "nazorg",
    },
    LearningKind: {
        LearningKind.KNOWLEDGE: "kennis",
        LearningKind.PRACTICE: "oefening",
        LearningKind.EXCHANGE: "uitwisseling",
        LearningKind.MIX: "combinatie",
    },
}
VALUES = {kind: {word: str(value) for value, word in words.items()} for kind, words in WORDS.items()}


def word_of(kind: type[TextChoices], value: str) -> str:
    """The word for a value in an address."""
    return WORDS[kind][kind(value)]


def value_of(kind: type[TextChoices], word: str) -> str:
    """The value that a word in an address stands for; "" when it stands for none."""
    return VALUES[kind].get(word, "")


class _InAddress:
    """One closed list as a part of the path of a page."""

    kind: type[TextChoices]

    def to_python(self, word: str) -> str:
        return VALUES[self.kind][word]

    def to_url(self, value: str) -> str:
        return word_of(self.kind, value)


class RoleInAddress(_InAddress):
    kind, regex = Role, "|".join(WORDS[Role].values())


class PhaseInAddress(_InAddress):
    kind, regex = Phase, "|".join(WORDS[Phase].values())
