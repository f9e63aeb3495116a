"""Delivered files hold the words as they came: once words in them must go, the file goes too."""

from kennismakelaar.intake.models import Import


def forget_file(delivery: Import | None) -> None:
    """This will empty a delivered file; its name and fingerprint stay, so that it is recognized again."""
    if delivery is not None and delivery.status in {Import.Status.CONFIRMED, Import.Status.UNDONE}:
        Import.objects.filter(pk=delivery.pk).update(content=b"", recognized={})
