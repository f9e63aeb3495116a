"""Who: municipalities, organizations, knowledge networks, and where users work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.privacy import NO_PERSONAL_DATA, PrivacyNote

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"


class Region(models.Model):
    """A province, safety region or police unit."""

    privacy = NO_PERSONAL_DATA

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        SAFETY_REGION = "safety_region", _("safety region")
        POLICE_UNIT = "police_unit", _("police unit")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_region_per_code")]

    def __str__(self) -> str:
        return self.name


class SizeClass(models.TextChoices):
    """Size classes of municipalities by inhabitants; cells of the weighting."""

    TO_20 = "to20", _("up to 20,000 inhabitants")
    TO_50 = "to50", _("20,000 to 50,000 inhabitants")
    TO_100 = "to100", _("50,000 to 100,000 inhabitants")
    OVER_100 = "over100", _("100,000 inhabitants or more")


class CountryPart(models.TextChoices):
    """The four parts of the country of CBS."""

    NORTH = "north", _("north")
    EAST = "east", _("east")
    WEST = "west", _("west")
    SOUTH = "south", _("south")


class Urbanity(models.IntegerChoices):
    """How urban a municipality is, in the five classes of CBS by addresses in the surroundings."""

    VERY = 1, _("very urban")
    STRONGLY = 2, _("strongly urban")
    MODERATELY = 3, _("moderately urban")
    SLIGHTLY = 4, _("slightly urban")
    NOT = 5, _("not urban")


class Municipality(models.Model):
    """An organization that asks; 342 of them in 2026."""

    privacy = NO_PERSONAL_DATA

    code = models.CharField(_("code"), max_length=6, primary_key=True)  # "GM0363"
    name = models.CharField(_("name"), max_length=80)
    province = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("province")
    )
    safety_region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("safety region")
    )
    police_unit = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("police unit")
    )
    size_class = models.CharField(_("size class"), max_length=10, choices=SizeClass)
    country_part = models.CharField(_("part of the country"), max_length=10, choices=CountryPart)
    population = models.PositiveIntegerField(_("inhabitants"))
    households = models.PositiveIntegerField(_("households"))
    urbanity = models.PositiveSmallIntegerField(_("urbanity"))  # 1 very urban .. 5 not urban
    address_density = models.PositiveIntegerField(_("address density"))
    hex_x = models.SmallIntegerField(_("tile column"))
    hex_row = models.SmallIntegerField(_("tile row"))
    valid_from = models.DateField(_("exists since"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    neighbors = models.ManyToManyField("self", blank=True, verbose_name=_("neighbors"))

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(urbanity__range=(1, 5)), name="urbanity_is_1_to_5")]

    def __str__(self) -> str:
        return self.name

    @property
    def tooi_uri(self) -> str:
        return TOOI + self.code.lower()


class Succession(models.Model):
    """One municipality goes on in another from a date, planned or done."""

    privacy = NO_PERSONAL_DATA

    predecessor = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField(_("on"))
    is_planned = models.BooleanField(_("planned"), default=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="no_succession_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Organization(models.Model):
    """A department, knowledge institute, association or provider; never an organization as a subject."""

    privacy = NO_PERSONAL_DATA

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        AGENCY = "agency", _("government agency or support point")
        ASSOCIATION = "association", _("association")
        KNOWLEDGE = "knowledge", _("knowledge institute")
        REGIONAL = "regional", _("regional partnership")
        PROVIDER = "provider", _("provider of offers")

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("for which questions to come here"), blank=True)
    signs_off = models.BooleanField(_("signs off curriculum changes"), default=False)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.abbreviation or self.name


class KnowledgeNetwork(models.Model):
    """A group of organizations that knows about topics."""

    privacy = NO_PERSONAL_DATA

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    about = models.TextField(_("about"), blank=True)
    convener = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="networks", verbose_name=_("convener")
    )
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name=_("organizations")
    )
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="+", verbose_name=_("municipalities")
    )
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("knowledge network")
        verbose_name_plural = _("knowledge networks")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Where a user works: at one organization or one municipality."""

    privacy = PrivacyNote(holds="where a user works and in which function", until="as long as the account")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    function = models.CharField(_("function"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None, municipality__isnull=False)
                | Q(organization__isnull=False, municipality=None),
                name="works_at_exactly_one_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organization or self.municipality}"
