"""Who can be written to."""

from django.db.models import Q, QuerySet

from kennismakelaar.invitations.addresses import hash_of_address
from kennismakelaar.invitations.models import Contact, Unsubscription


def contacts(*, text: str = "", role: str = "", bounced: bool = False) -> QuerySet[Contact]:
    """Contacts by municipality, narrowed by words in the name or address, by role, or to what came back."""
    found = Contact.objects.select_related("municipality")
    if text:
        found = found.filter(Q(municipality__name__icontains=text) | Q(email__icontains=text))
    if role:
        found = found.filter(role=role)
    return found.exclude(bounced_on=None) if bounced else found


def contact_with(key: int) -> Contact | None:
    return Contact.objects.select_related("municipality").filter(pk=key).first()


class unsubscribed:
    """The addresses that want no mail."""

    def __init__(self) -> None:
        self._marks = set(Unsubscription.objects.values_list("address_hash", flat=True))

    def __contains__(self, contact: Contact) -> bool:
        return bool(self._marks) and hash_of_address(contact.email) in self._marks
