"""What the task worker still has to do with a delivered file, or could not do.

The queue itself is asked, so that the answer stays true when a worker was killed. Whichever room reads a kind of
delivery calls its tasks `recognize_delivery` and `confirm_delivery`.
"""

from typing import Any

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

ENDING = "_delivery"


def work_waiting(delivery: int) -> str:
    """This will tell what waits or is being done: "recognize", "confirm" or nothing."""
    waiting = _work_on(delivery).filter(status__in=["todo", "doing"])
    return _kind(waiting.order_by("id").values_list("task_name", flat=True).first() or "")


def work_failed(delivery: int) -> tuple[str, dict[str, Any]] | None:
    """This will tell which work ended in an error nobody expected, with what it was given; None when none did.

    Only the last counts: what was done again after an error is no failure any more.
    """
    last = _work_on(delivery).order_by("-id").first()
    if last is None or last.status not in ("failed", "aborted"):
        return None
    return _kind(last.task_name), last.args


def _kind(task: str) -> str:
    return task.rpartition(".")[2].removesuffix(ENDING)


def _work_on(delivery: int) -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(task_name__endswith=ENDING, args__delivery=delivery)
