from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_the_room")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="lines_changed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When a youth was last put on the agenda, taken off, deferred, or taken up again",
                null=True,
            ),
        ),
    ]
