"""Training; levels, supervisors and signatories; places at the table. Every seat that is there begins a place of its own.

Keys over several columns, which Django does not know, keep supervisors, signatories and those who take a place over in
the agency (and, for a place, at the table) they belong to.
"""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import safetynet.governance.models.person

PATIENCE = "SET LOCAL lock_timeout = '10s'"
"""Better no upgrade now than requests that wait behind it."""

BEGIN_PLACES = "UPDATE public.governance_seat SET place = id"


def key(table, name, columns, target, targets):
    """A foreign key over several columns of one app's tables."""
    return migrations.RunSQL(
        f"ALTER TABLE public.{table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES public.{target} ({targets})",
        f"ALTER TABLE public.{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(PATIENCE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course', models.CharField(max_length=40)),
                ('completed_on', models.DateField()),
                ('counts_until', models.DateField(help_text='Last day on which it counts')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='governance.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('counts_until__gte', models.F('completed_on'))), name='training_period'), models.UniqueConstraint(fields=('person', 'course', 'completed_on'), name='training_once_a_day')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='level',
            field=models.CharField(default='LINE', max_length=40),
        ),
        migrations.AddField(
            model_name='person',
            name='supervisor',
            field=models.ForeignKey(blank=True, help_text='Of the same agency', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervised', to='governance.person'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(fields=('id', 'agency'), name='person_in_agency'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('supervisor', models.F('id')), _negated=True), name='nobody_supervises_oneself'),
        ),
        key('governance_person', 'supervisor_in_agency', 'supervisor_id, agency_id', 'governance_person', 'id, agency_id'),
        migrations.AddField(
            model_name='memorandum',
            name='signatory',
            field=models.ForeignKey(blank=True, help_text='Who signed for the agency', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signed_memoranda', to='governance.person'),
        ),
        key('governance_memorandum', 'signatory_in_agency', 'signatory_id, agency_id', 'governance_person', 'id, agency_id'),
        migrations.AddField(
            model_name='seat',
            name='place',
            field=models.BigIntegerField(editable=False, help_text='The same for everybody who took the place over; never changes', null=True),
        ),
        migrations.RunSQL(BEGIN_PLACES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='seat',
            name='place',
            field=models.BigIntegerField(editable=False, help_text='The same for everybody who took the place over; never changes'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('id', 'table', 'agency'), name='seat_at_table_for_agency'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), (safetynet.governance.models.person.DateRange('begins', 'ends'), '&&')], name='one_holder_of_a_place_at_a_time'),
        ),
        key('governance_seat', 'place_at_table_for_agency', 'place, table_id, agency_id', 'governance_seat', 'id, table_id, agency_id'),
    ]
