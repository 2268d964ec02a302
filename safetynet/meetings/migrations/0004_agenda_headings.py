"""The section of an agenda line becomes a row of its own category: custody is shared like the placement (docs/adr/0007).

Here the headings are made, the next migration fills them, and the one after removes the column they come from. The keys come
before the rows: PostgreSQL would hold rows that are there against tables of which the owner, under the policy, sees nothing.
"""

import django.db.models.deletion
from django.db import migrations, models

PATIENCE = "SET LOCAL lock_timeout = '10s'"
"""Better no upgrade now than requests that wait behind it."""
KEY = """
ALTER TABLE public.meetings_agendaheading ADD CONSTRAINT heading_goes_with_its_line
FOREIGN KEY (item_id) REFERENCES public.meetings_agendaitem (id) ON DELETE CASCADE
"""
"""Whoever takes a line away may not read its heading, so the database takes it away too."""


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0003_notices_and_calendar_keys'),
        ('meetings', '0003_closing_lines_changed'),
        ('youths', '0002_claims'),
    ]

    operations = [
        migrations.RunSQL(PATIENCE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='AgendaHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=40)),
                ('section', models.CharField(max_length=40)),
                ('item', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='heading', to='meetings.agendaitem')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('youth', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('category', 'MEETING'), ('section', 'NEW')), models.Q(models.Q(('section', 'NEW'), _negated=True), ('category', 'PLACEMENT')), _connector='OR'), name='custody_is_told_like_the_placement')],
            },
        ),
        migrations.RunSQL(KEY, migrations.RunSQL.noop),
    ]
