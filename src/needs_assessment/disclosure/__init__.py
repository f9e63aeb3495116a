"""Nothing points at one municipality: the one gate for pages, maps, exports, API and reports.

`publish_share` for one figure, `protect` for tables that belong together, `attack` to prove what an
outsider could work out from them, `suppress` where counts must stay exact, `may_refresh` for a new version.
"""

from needs_assessment.disclosure.refresh import Refresh, may_refresh
from needs_assessment.disclosure.rounding import PublishedShare, Scale, publish_share, scale_for, withhold

__all__ = [
    "PublishedShare",
    "Refresh",
    "Scale",
    "may_refresh",
    "publish_share",
    "scale_for",
    "withhold",
]
