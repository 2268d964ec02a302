"""Made by makemigrations; indexes and constraints folded into their tables."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('governance', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Numbering',
            fields=[
                ('table', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='governance.table')),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Youth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(editable=False, max_length=12, unique=True)),
                ('created_at', models.DateTimeField(editable=False)),
                ('created_by', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('id', 'table'), name='youth_at_its_table')],
            },
        ),
        migrations.CreateModel(
            name='Served',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.agency')),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('youth', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youths.youth')),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'youth'], name='served_by_agency'), models.Index(fields=['youth'], name='served_youth')],
            },
        ),
        migrations.CreateModel(
            name='PossibleDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=200)),
                ('found_at', models.DateTimeField(auto_now_add=True)),
                ('different', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youths.youth')),
                ('youth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youths.youth')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('youth', 'other'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('youth__lt', models.F('other'))), name='duplicate_pair_ordered'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='duplicate_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='NameEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown', models.CharField(max_length=250)),
                ('last', models.CharField(db_collation='C', max_length=120)),
                ('first', models.CharField(db_collation='C', max_length=120)),
                ('sound_last', models.CharField(db_collation='C', max_length=8)),
                ('sound_first', models.CharField(db_collation='C', max_length=8)),
                ('birth_date', models.DateField(null=True)),
                ('primary', models.BooleanField(default=False)),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('youth', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youths.youth')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('primary', True)), fields=['table', 'last', 'first', 'youth'], name='nameentry_sorted'), models.Index(fields=['table', 'last', 'first'], name='nameentry_last'), models.Index(fields=['table', 'first'], name='nameentry_first'), models.Index(fields=['table', 'sound_last', 'sound_first'], name='nameentry_sound'), models.Index(fields=['table', 'birth_date'], name='nameentry_birth'), models.Index(fields=['youth'], name='nameentry_youth'), django.contrib.postgres.indexes.GinIndex(fields=['last'], name='nameentry_looks', opclasses=('gin_trgm_ops',))],
            },
        ),
    ]
