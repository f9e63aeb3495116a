"""What an administrator sees of this room; the list itself is kept in files."""

from django.contrib import admin
from django.http import HttpRequest

from .models import Mapping, Term, Topic


class ReadOnly(admin.ModelAdmin):
    """Shown, not changed: the files are the source, so that a change is reviewed and dated."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(ReadOnly):
    list_display = ["position", "slug", "label", "parent", "valid_from", "retired_on"]
    search_fields = ["slug", "label"]


@admin.register(Term)
class TermAdmin(ReadOnly):
    list_display = ["term", "topic", "kind"]
    list_filter = ["kind", "topic"]
    search_fields = ["term"]


admin.site.register(Mapping, ReadOnly)
