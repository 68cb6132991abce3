from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def wanted_since_they_were_made(apps, schema_editor):
    apps.get_model("core", "Job").objects.update(wanted_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("core", "0002_tombstone_changes")]

    operations = [
        migrations.AddField(model_name="job", name="beat_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="job", name="started_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="job", name="verdict", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="job", name="wanted_at", field=models.DateTimeField(default=timezone.now)
        ),
        migrations.RunPython(wanted_since_they_were_made, migrations.RunPython.noop),
    ]
