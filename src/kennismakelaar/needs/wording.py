"""Reason codes of the method as sentences for people. A code without a sentence here is a bug: a test looks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "cells_collapsed": _("Small groups were taken together before weighing."),
    "weights_capped": _("The largest weights were cut back."),
    "margins_relaxed": _("The weights do not fit all totals exactly."),
    "too_little_data": _("Too few municipalities answered to say this with confidence."),
    "no_variation": _("All answers were the same, so the margin says little."),
    "no_fpc": _("Computed as if there were endlessly many municipalities."),
    "take_all": _("All municipalities answered."),
    "not_converged": _("Part of the computation did not settle."),
    "nobody_in_cell": _("In one group of municipalities nobody answered."),
    "disagreement_within": _("Colleagues within one municipality gave different answers."),
    "near_tie": _("The order of this topic and its neighbors could also be the other way round."),
    "robust": _("Other ways of counting give the same picture."),
    "measures_disagree": _("Other ways of counting give another picture."),
    "polarized": _("Answers are divided: some see a great need, others none."),
    "no_offer": _("There is no current offer on this topic."),
    "capacity_short": _("There are fewer places than municipalities in need."),
    "capacity_shared": _("There are enough places for this topic alone, but other topics use them too."),
    "wrong_role_form_or_region": _("There is an offer, but not for this role, region or form."),
    "quality_low": _("There is an offer, but it is old, weakly founded or poorly rated."),
    "unknown_to_respondents": _("There is enough offer, but municipalities do not know it."),
    "need_below_threshold": _("Too few municipalities need this for a white spot."),
    "white_even_at_best": _("It stays a white spot even if all places went to this topic."),
    "expired_offers_left_out": _("Expired offers do not count."),
    "age_unknown": _("The year of some offers is unknown; they count as four years old."),
    "known_share_unknown": _("Nobody was asked whether they know the offer."),
    "cell_unheard": _("In one group nobody answered; the need of the whole was used."),
    "too_few_municipalities": _("Fewer than 10 municipalities: not shown, so that nobody can be recognized."),
    "too_few_respondents": _("Fewer than 10 respondents: not shown, so that nobody can be recognized."),
    "too_narrow": _("Not shown, because even a rounded figure would give too much away."),
    "exact_by_subtraction": _("Not shown, because otherwise another hidden figure could be computed."),
    "coarser_percentage": _("A small group, so rounded more coarsely."),
    "too_few_new_responses": _("Not renewed yet: too few new answers came in."),
    "interval_left_out": _("The margin is left out, because it would give the size of the group away."),
}


def reason_in_words(code: str) -> str:
    """The sentence for a reason code."""
    return str(REASONS.get(code, code))
