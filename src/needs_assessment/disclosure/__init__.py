"""Nothing points at one municipality: the one gate for pages, maps, exports, API and reports.

`publish_share` for one figure, `protect` for tables that belong together, `attack` to prove what an
outsider could work out from them, `suppress` where counts must stay exact, `may_refresh` for a new version.
"""

from needs_assessment.disclosure.attack import Published, Sum, attack
from needs_assessment.disclosure.refresh import Refresh, may_refresh
from needs_assessment.disclosure.rounding import (
    PublishedShare,
    Scale,
    publish_share,
    round_base,
    scale_for,
    withhold,
)
from needs_assessment.disclosure.suppression import Suppressed, UnableToSuppress, suppress, with_margins
from needs_assessment.disclosure.system import FiguresContradict
from needs_assessment.disclosure.tables import Protected, Table, UnableToProtect, Withheld, protect

__all__ = [
    "FiguresContradict",
    "Protected",
    "Published",
    "PublishedShare",
    "Refresh",
    "Scale",
    "Sum",
    "Suppressed",
    "Table",
    "UnableToProtect",
    "UnableToSuppress",
    "Withheld",
    "attack",
    "may_refresh",
    "protect",
    "publish_share",
    "round_base",
    "scale_for",
    "suppress",
    "with_margins",
    "withhold",
]
