"""The database refuses to change or remove an act: the log can only grow."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION records_act_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'acts are never changed or removed';
END $$;
CREATE TRIGGER act_is_append_only BEFORE UPDATE OR DELETE ON records_act
  FOR EACH ROW EXECUTE FUNCTION records_act_is_append_only();
"""
BACKWARD = """
DROP TRIGGER act_is_append_only ON records_act;
DROP FUNCTION records_act_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
