"""The database refuses to empty the log as well: a trigger for each row does not see TRUNCATE."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER act_is_never_emptied BEFORE TRUNCATE ON records_act
  FOR EACH STATEMENT EXECUTE FUNCTION records_act_is_append_only();
"""
BACKWARD = "DROP TRIGGER act_is_never_emptied ON records_act;"


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
