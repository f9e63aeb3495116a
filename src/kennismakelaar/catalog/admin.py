"""What an administrator sees of this room; offers are changed on the workbench, where it is recorded."""

from django.contrib import admin
from django.http import HttpRequest

from .models import IndexedItem, Offer, SearchWithoutResult


class ReadOnly(admin.ModelAdmin):
    """Shown, not changed: only actions write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Offer)
class OfferAdmin(ReadOnly):
    list_display = [
        "title",
        "year",
        "confirmed_on",
        "confirmed_by",
        "valid_to",
        "withdrawn_on",
        "is_fictitious",
    ]
    list_filter = ["is_fictitious", "learning_kind", "evidence"]
    search_fields = ["title", "slug"]


@admin.register(SearchWithoutResult)
class SearchAdmin(ReadOnly):
    list_display = ["words", "times", "on"]
    search_fields = ["words"]


@admin.register(IndexedItem)
class IndexedItemAdmin(ReadOnly):
    list_display = ["kind", "key", "version", "sequence", "is_removed"]
    list_filter = ["kind", "is_removed"]
    exclude = ["content"]
