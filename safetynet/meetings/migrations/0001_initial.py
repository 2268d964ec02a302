"""Made by makemigrations; indexes and constraints folded into their tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('governance', '0001_initial'),
        ('youths', '0002_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('begins_at', models.TimeField(default='10:00')),
                ('minutes', models.PositiveSmallIntegerField(default=120)),
                ('state', models.CharField(default='DRAFT', max_length=40)),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('from_workbook', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.table')),
            ],
            options={
                'ordering': ('-held_on',),
                'constraints': [models.UniqueConstraint(fields=('table', 'held_on'), name='one_meeting_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'OPEN'), _negated=True), models.Q(('closed_at__isnull', True), ('opened_at__isnull', False)), _connector='OR'), name='open_meeting_opened')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('agency_name', models.CharField(max_length=120)),
                ('checked_in_at', models.DateTimeField(null=True)),
                ('checked_out_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='meetings.meeting')),
            ],
            options={
                'verbose_name_plural': 'attendance',
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('meeting', 'person'), name='checked_in_once'), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('meeting', 'name', 'agency_name'), name='named_once')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('carried_from', models.DateField(help_text='The meeting it was carried over from', null=True)),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('youth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
            ],
            options={
                'ordering': ('meeting_id', 'position'),
                'constraints': [models.UniqueConstraint(fields=('meeting', 'youth'), name='youth_once_on_an_agenda')],
            },
        ),
        migrations.CreateModel(
            name='PacketCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copy_number', models.PositiveSmallIntegerField()),
                ('issued_at', models.DateTimeField()),
                ('witness_code', models.CharField(help_text="Short code of the audit log's heads, printed on the copy", max_length=20)),
                ('youths', models.PositiveSmallIntegerField()),
                ('returned_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(help_text='When a newer copy took its place', null=True)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='meetings.meeting')),
                ('returned_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.seat')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
            options={
                'verbose_name_plural': 'packet copies',
                'ordering': ('meeting_id', 'copy_number'),
                'constraints': [models.UniqueConstraint(fields=('meeting', 'copy_number'), name='copy_number_once'), models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True), ('returned_at__isnull', True)), fields=('meeting', 'seat'), name='one_open_copy_per_seat'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', True), ('returned_to__isnull', True)), models.Q(('returned_at__isnull', False), ('returned_to__isnull', False)), _connector='OR'), name='returned_to_somebody')],
            },
        ),
        migrations.CreateModel(
            name='AgendaReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=30)),
                ('since', models.DateField(null=True)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='meetings.agendaitem')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('youth', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'code'), name='reason_once_per_line')],
            },
        ),
    ]
