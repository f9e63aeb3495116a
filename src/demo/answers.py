"""What came back: questions answered, networks that know, a curriculum that changes, and replies."""

from collections.abc import Sequence
from datetime import date

from kennismakelaar.brokering import api as brokering
from kennismakelaar.catalog.api import Offer
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.gaps import api as gaps
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization, start_network
from kennismakelaar.topics.api import Topic

from .clock import at, later
from .people import People
from .plan import QUESTIONS_FROM, THEME_DAY, Plan

NETWORKS = (
    ("netwerk-polarisatie", "Kennisnetwerk polarisatie (fictief)", "horizontale-polarisatie"),
    ("netwerk-jongeren", "Kennisnetwerk jongeren en weerbaarheid (fictief)", "weerbaarheid-jongeren"),
    ("netwerk-rechtsextremisme", "Kennisnetwerk rechtsextremisme (fictief)", "rechtsextremisme"),
)
MODULES = (
    (
        "Polarisatie herkennen",
        "training",
        "horizontale-polarisatie",
        ("een situatie van polarisatie onderscheiden van gewone onenigheid",),
    ),
    (
        "Gesprek onder spanning",
        "simulation",
        "verticale-polarisatie",
        ("een gesprek voeren met iemand die de overheid wantrouwt",),
    ),
    (
        "Basis radicalisering",
        "training",
        "preventie-radicalisering",
        ("signalen wegen en weten met wie je ze bespreekt",),
    ),
    ("Rechtsextremisme", "training", "rechtsextremisme", ("uitingen herkennen en wegen",)),
    ("Weerbaar bestuur", "masterclass", "agressie-en-intimidatie", ("weten wat je doet bij een bedreiging",)),
    (
        "Inclusie in beleid",
        "learning_network",
        "inclusie-algemeen",
        ("beleid toetsen op wie je niet bereikt",),
    ),
    ("Desinformatie", "webinar", "desinformatie", ("onjuiste berichten herkennen en rustig beantwoorden",)),
    (
        "Proeverij maatschappelijke onrust",
        "workshop",
        "online-ordeverstoring",
        ("in een uur ervaren hoe snel onrust online groeit",),
    ),
)


def ask_questions(plan: Plan, people: People) -> list[brokering.Inquiry]:
    """This will ask sixty questions; about half are answered, some referred, some nobody can answer."""
    municipalities = Municipality.objects.in_bulk({question.code for question in plan.questions})
    adviser, offers = people.advisers[0], {offer.title: offer for offer in Offer.objects.all()}
    inquiries = []
    for number, question in enumerate(plan.questions):
        moment = at(later(QUESTIONS_FROM, 4 * number), 11)
        wanted = brokering.Question(
            question.text, role=question.role, municipality=municipalities[question.code], is_fictitious=True
        )
        inquiry = brokering.ask(wanted, by=None, at=moment).inquiry
        inquiries.append(inquiry)
        fitting = [offers[title] for title in question.offers if title in offers]
        if fitting and number % 4 != 3:
            reason = "Past bij wat u vraagt."
            brokering.refer(
                inquiry, offer=fitting[0], reason=reason, by=adviser, at=at(later(moment.date(), 2))
            )
        if fitting and number % 4 in (0, 1):
            text = (
                f"Begin met “{fitting[0].title}”. Wij bellen u om het samen door te nemen. (fictief antwoord)"
            )
            brokering.answer(
                inquiry, text, is_public=number % 8 == 0, by=adviser, at=at(later(moment.date(), 3))
            )
    return inquiries


def declare_gaps(plan: Plan, inquiries: Sequence[brokering.Inquiry], people: People) -> None:
    """This will make knowledge gaps of what nobody could answer; one is taken up."""
    unanswered = [i for q, i in zip(plan.questions, inquiries, strict=True) if not q.offers]
    topics = Topic.objects.in_bulk()
    wanted = (
        ("Hoe voer je het gesprek over het slavernijverleden van de eigen stad?", "inclusie-algemeen"),
        ("Hoe herkennen baliemedewerkers ondermijning?", "ondermijning-algemeen"),
        ("Wat helpt tegen racisme op de werkvloer van het gemeentehuis?", "discriminatie-en-racisme"),
    )
    for number, (title, slug) in enumerate(wanted):
        moment = at(later(QUESTIONS_FROM, 200 + number))
        behind = unanswered[number :: len(wanted)]
        gap = brokering.declare_knowledge_gap(
            title, topic=topics[slug], inquiries=behind, by=people.advisers[0], at=moment, is_fictitious=True
        )
        kis = Organization.objects.filter(slug="kis").first()
        if number == 0 and kis is not None:
            brokering.take_up_knowledge_gap(gap, kis, by=people.advisers[0], at=moment)


def start_networks(people: People, *, on: date) -> list[KnowledgeNetwork]:
    """This will start knowledge networks and note what they may be asked about."""
    topics = Topic.objects.in_bulk()
    convener = Organization.objects.filter(slug="ess").first() or Organization.objects.first()
    networks = []
    for slug, name, topic in NETWORKS:
        network = start_network(
            slug,
            name=name,
            convener=convener,
            about="Komt vier keer per jaar bij elkaar.",
            by=people.administrator,
            at=at(on),
            is_fictitious=True,
        )
        brokering.add_expertise(
            topics[topic],
            network=network,
            consented_on=on,
            expires_on=later(on, 365),
            by=people.advisers[0],
            at=at(on),
            is_fictitious=True,
            about="Deelt ervaringen en dilemma's.",
        )
        networks.append(network)
    return networks


def develop_curriculum(assessment: gaps.GapAssessment, made: Sequence[needs.Need], people: People) -> None:
    """This will start the curriculum, and bring three changes to different states of agreement."""
    adviser, day = people.advisers[0], later(THEME_DAY, 60)
    current = curriculum.start_curriculum(
        "Rijksbreed curriculum (fictief)", "2026", valid_from=day, by=adviser, at=at(day), is_fictitious=True
    )
    topics = Topic.objects.in_bulk()
    modules = {}
    for title, form, slug, objectives in MODULES:
        draft = curriculum.ModuleDraft(
            title,
            form,
            [topics[slug]],
            objectives,
            hours=6 if form == "training" else 3,
            practical_share=60 if form in {"simulation", "workshop"} else 30,
            is_taster=title.startswith("Proeverij"),
        )
        modules[slug] = curriculum.add_module(current, draft, by=adviser, at=at(day))
    by_topic = {need.topic_id: need for need in made}
    for slug, module in modules.items():
        if slug in by_topic:
            for objective in module.objectives.all():
                curriculum.tie_objective(objective, [by_topic[slug]], by=adviser, at=at(day))
    for number, (slug, title, change) in enumerate(_CHANGES):
        proposal = curriculum.propose_change(
            current,
            curriculum.Change(
                title=title,
                change=change,
                why="Dit is vaak gevraagd en het aanbod bereikt te weinig gemeenten.",
                module=modules.get(slug),
                gap=gaps.gap_for(slug, assessment),
                needs=[by_topic[slug]],
            ),
            by=adviser,
            at=at(later(day, 10 + number)),
        )
        curriculum.submit(proposal, by=adviser, at=at(later(day, 20)))
        _judge(proposal, number, people, later(day, 30))


_CHANGES = (
    (
        "verticale-polarisatie",
        "Meer oefenen in het gesprek onder spanning",
        "Van drie naar zes uur, met een acteur.",
    ),
    (
        "rechtsextremisme",
        "Verdieping voor adviseurs openbare orde",
        "Een tweede dagdeel met casus uit gemeenten.",
    ),
    (
        "desinformatie",
        "Van webinar naar werkplaats",
        "Deelnemers werken aan een bericht uit de eigen gemeente.",
    ),
)


def _judge(proposal: curriculum.ChangeProposal, number: int, people: People, day: date) -> None:
    """The first is agreed by all and carried out, the second waits for one department, the third is refused."""
    for sign_off in proposal.sign_offs.select_related("organization").order_by("organization__slug"):
        partner = people.partners.get(sign_off.organization.slug)
        if partner is None or (number == 1 and sign_off.organization.slug == "nctv"):
            continue
        refuses = number == 2 and sign_off.organization.slug == "bzk"
        curriculum.judge(
            sign_off,
            "refused" if refuses else "agreed",
            by=partner,
            at=at(day),
            reason="Eerst afstemmen met de aanpak van het ministerie zelf. (fictief)" if refuses else "",
        )
        proposal.refresh_from_db()
        if proposal.status != curriculum.ChangeProposal.Status.SUBMITTED:
            break
    if proposal.status == curriculum.ChangeProposal.Status.AGREED:
        curriculum.carry_out(proposal, by=people.advisers[0], at=at(later(day, 40)))


def reply(made: Sequence[needs.Need], people: People) -> None:
    """This will tell who spoke what became of it, and take in three reactions."""
    adviser, day = people.advisers[0], later(THEME_DAY, 120)
    proposals = {
        proposal.module.topics.first().pk: proposal for proposal in curriculum.proposals() if proposal.module
    }
    for number, need in enumerate(made[:6]):
        behind = follow_up.statements_behind(need)
        proposal = proposals.get(need.topic_id)
        outcome = (
            "changed" if proposal and proposal.status == "done" else "under_way" if proposal else "not_done"
        )
        written = follow_up.write(
            follow_up.Reply(
                title=f"U vroeg: {need.title[0].lower()}{need.title[1:]}",
                text=_TEXTS[outcome],
                outcome=outcome,
                need=need,
                proposal=proposal,
                is_fictitious=True,
            ),
            statements=behind,
            by=adviser,
            at=at(later(day, number)),
        )
        tokens = follow_up.send(written, by=adviser, at=at(later(day, number), 16))
        if number < 3 and tokens:
            follow_up.react(next(iter(tokens.values())), _REACTIONS[number], at=at(later(day, number + 3)))


_TEXTS = {
    "changed": "Wij hebben de module aangepast. Er wordt nu meer geoefend. (fictief)",
    "under_way": "Er ligt een voorstel om dit in het curriculum op te nemen. De departementen kijken ernaar. (fictief)",
    "not_done": "Wij doen hier nu niets mee. Er is al aanbod; wij maken dat beter bekend. (fictief)",
}
_REACTIONS = (
    "Fijn dat er meer geoefend wordt. Kan dit ook in de regio?",
    "Goed om te horen. Wanneer is het zover?",
    "Wij kenden het aanbod niet. Dank voor de wijzer.",
)
