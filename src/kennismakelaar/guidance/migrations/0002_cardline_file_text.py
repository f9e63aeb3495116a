from django.db import migrations, models


def from_text(apps, schema_editor):
    apps.get_model("guidance", "CardLine").objects.update(file_text=models.F("text"))


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="cardline",
            name="file_text",
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(from_text, migrations.RunPython.noop, elidable=True),
    ]
