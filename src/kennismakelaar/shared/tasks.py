"""Keeping the task queue honest: what a killed worker left behind is done by another."""

import logging

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)
SILENT_SECONDS = 30.0  # a living worker gives a sign every ten


async def retry_stalled(*, silent_seconds: float = SILENT_SECONDS) -> int:
    """This will put jobs back in the queue whose worker gives no sign of life any more."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_seconds))
    for job in stalled:
        log.warning("Job %s (%s) is done again: its worker is gone.", job.id, job.task_name)
        await app.job_manager.retry_job(job)
    return len(stalled)


@app.task(name="shared.sweep_stalled", queueing_lock="shared.sweep_stalled")
async def sweep_stalled(timestamp: int) -> None:
    """This will look for jobs that were left behind."""
    await retry_stalled()
