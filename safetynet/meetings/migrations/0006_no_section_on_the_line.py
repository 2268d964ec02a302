"""The section stood plain on the agenda line; it is a heading of its own category now (0005)."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_fill_agenda_headings'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'", migrations.RunSQL.noop),
        migrations.RemoveField(model_name='agendaitem', name='section'),
    ]
