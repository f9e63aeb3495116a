"""Closed lists of the field, from its own documents: roles, forms, phases, kinds of need, evidence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    MAYOR = "mayor", _("mayor")
    ALDERMAN = "alderman", _("alderman")
    COUNCIL = "council", _("council member or clerk")
    SECRETARY = "secretary", _("municipal secretary")
    SAFETY = "safety", _("policy adviser public order and safety")
    SOCIAL = "social", _("policy adviser social domain or integration")
    COMMUNICATION = "communication", _("communication adviser")
    STREET = "street", _("neighborhood professional or youth worker")
    EDUCATION = "education", _("teacher or education")


class OfferForm(TextChoices):
    TRAINING = "training", _("training")
    WORKSHOP = "workshop", _("workshop")
    MASTERCLASS = "masterclass", _("masterclass")
    INTERVISION = "intervision", _("peer consultation")
    LEARNING_NETWORK = "learning_network", _("learning network")
    WEBINAR = "webinar", _("webinar")
    E_LEARNING = "e_learning", _("e-learning")
    SIMULATION = "simulation", _("simulation")
    GUIDE = "guide", _("guide")
    FACTSHEET = "factsheet", _("fact sheet")
    HANDBOOK = "handbook", _("handbook")
    TOOLKIT = "toolkit", _("toolkit")
    FRAMEWORK = "framework", _("framework for weighing")
    RESEARCH = "research", _("research")
    ADVICE = "advice", _("advisory talk")
    CONTACT_POINT = "contact_point", _("contact point")
    PEER_ADVICE = "peer_advice", _("advice by a colleague")


class Phase(TextChoices):
    PREVENTIVE = "preventive", _("preventive")
    SIMMERING = "simmering", _("simmering")
    RISING = "rising", _("rising")
    ACUTE = "acute", _("acute")
    AFTERCARE = "aftercare", _("aftercare")


class NeedKind(TextChoices):
    KNOWLEDGE = "knowledge", _("lack of knowledge")
    SKILL = "skill", _("lack of practice")
    NETWORK = "network", _("lack of exchange or network")
    AUTHORITY = "authority", _("lack of authority")
    MEANS = "means", _("lack of means")


class LearningKind(TextChoices):
    """What an offer gives: knowledge, practice, exchange or a mix."""

    KNOWLEDGE = "knowledge", _("knowledge")
    PRACTICE = "practice", _("practice")
    EXCHANGE = "exchange", _("exchange")
    MIX = "mix", _("a combination")


class EvidenceLevel(TextChoices):
    """The shared recognition ladder of Dutch interventions."""

    NONE = "none", _("not assessed")
    DESCRIBED = "described", _("well described")
    FOUNDED = "founded", _("well founded")
    FIRST = "first", _("effective: first indications")
    GOOD = "good", _("effective: good indications")
    STRONG = "strong", _("effective: strong indications")
