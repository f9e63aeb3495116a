"""What runs by itself, and when: the task worker reads this list. Times are UTC.

A moment that passed while no worker ran is not made up for. What the law asks therefore comes every hour, so that
a site that is off at night keeps its promises too; it costs one question to the database when nothing is due.
"""

from procrastinate.contrib.django import app

from kennismakelaar.accounts import tasks as accounts
from kennismakelaar.brokering import tasks as brokering
from kennismakelaar.catalog import tasks as catalog
from kennismakelaar.follow_up import tasks as follow_up
from kennismakelaar.intake import tasks as intake
from kennismakelaar.invitations import tasks as invitations
from kennismakelaar.needs import tasks as needs
from kennismakelaar.outreach import tasks as outreach
from kennismakelaar.records import tasks as records
from kennismakelaar.shared import tasks as shared
from kennismakelaar.surveys import tasks as surveys
from kennismakelaar.website import tasks as website

EVERY_MINUTE, EVERY_HOUR, EVERY_HALF_PAST, EVERY_NIGHT = "* * * * *", "15 * * * *", "30 * * * *", "45 2 * * *"

TIMETABLE = (
    (EVERY_MINUTE, shared.sweep_stalled),
    (EVERY_MINUTE, invitations.send_due),
    (EVERY_HOUR, outreach.note_reach),
    (EVERY_HOUR, invitations.part_ended),
    (EVERY_HOUR, invitations.erase_expired),
    (EVERY_HOUR, intake.erase_expired),
    (EVERY_HOUR, surveys.close_ended),
    (EVERY_HOUR, surveys.erase_expired),
    (EVERY_HOUR, needs.erase_exports),
    (EVERY_HOUR, follow_up.forget_gone_quotes),
    (EVERY_HOUR, brokering.forget_askers),
    (EVERY_HOUR, accounts.close_unused),
    (EVERY_HOUR, records.note_head),
    (EVERY_HALF_PAST, catalog.forget_old_searches),
    (EVERY_NIGHT, catalog.reindex),
    (EVERY_NIGHT, website.renew_figures),
)

for cron, task in TIMETABLE:
    app.periodic(cron=cron)(task)
