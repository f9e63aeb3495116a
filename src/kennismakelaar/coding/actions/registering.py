"""What a language model of one's own is given stands in the register of processing before the first word goes out."""

from datetime import datetime

from kennismakelaar.accounts.api import User
from kennismakelaar.coding.local_model.endpoint import Endpoint
from kennismakelaar.records.api import Processing, add_processing, record

SLUG = "language-model"
DAYS = 730  # a proposal goes with the statement it stands on, and those of a day are kept so long
# Data of the register, which is Dutch, and no text of a screen.
NAME = "Voorstellen van een taalmodel"
PURPOSE = (
    "Voorstellen doen voor codes bij uitspraken; een mens beslist over elk voorstel. Naar het taalmodel gaat de tekst "
    "van één vrijgegeven uitspraak tegelijk, en per code de korte naam, de naam, de omschrijving en de gebruiksregel. "
    "Nooit: wat wordt vastgehouden, een bron, gemeente, persoon, notitie of oordeel."
)
GROUND = (
    "Vervulling van een taak van algemeen belang (artikel 6, eerste lid, onder e, AVG). De grondslag wordt vóór "
    "gebruik door de functionaris gegevensbescherming bevestigd."
)
HERE = "Model “{model}” op deze machine ({host}): er gaat niets naar buiten."
ELSEWHERE = (
    "Model “{model}” op de server {host}, over een beveiligde verbinding. Wie die server beheert, is verwerker: er "
    "moet een verwerkersovereenkomst zijn."
)
COLLEAGUES = "De voorstellen zien alleen adviseurs van de eenheid."


def register_model(model: Endpoint, *, by: User, at: datetime) -> Processing:
    """This will enter in the register what goes to which model, or bring the entry up to date when it changed."""
    where = (HERE if model.is_here else ELSEWHERE).format(model=model.model, host=model.host)
    told = {
        "name": NAME, "purpose": PURPOSE, "ground": GROUND, "retention_days": DAYS, "seen_by": f"{where} {COLLEAGUES}",
    }  # fmt: skip
    known = Processing.objects.filter(slug=SLUG, **told).first()
    if known is not None:
        return known
    stored = add_processing(slug=SLUG, **told)
    record("load processing", stored, by=by, at=at, detail={"model": model.model, "host": model.host})
    return stored
