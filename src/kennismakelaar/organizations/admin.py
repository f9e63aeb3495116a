"""What an administrator sees of this room; writing goes through the actions."""

from django.contrib import admin
from django.http import HttpRequest

from .models import KnowledgeNetwork, Membership, Municipality, Organization, Region, Succession


class ReadOnly(admin.ModelAdmin):
    """Shown, not changed: facts come from the files, changes from actions that are recorded."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnly):
    list_display = ["code", "name", "province", "size_class", "population"]
    list_filter = ["size_class", "country_part"]
    search_fields = ["code", "name"]


@admin.register(Organization)
class OrganizationAdmin(ReadOnly):
    list_display = ["name", "abbreviation", "kind", "signs_off"]
    list_filter = ["kind", "signs_off"]
    search_fields = ["name", "abbreviation"]


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["user", "organization", "municipality", "function"]


admin.site.register([KnowledgeNetwork, Region, Succession], ReadOnly)
