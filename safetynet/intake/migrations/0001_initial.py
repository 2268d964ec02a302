"""Made by makemigrations."""

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
            name='Workbook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(help_text='SHA-256 of the file', max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('state', models.CharField(default='READ', max_length=40)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('tally', models.JSONField(default=dict, help_text='Counts of what was done; never a value from a row')),
                ('received_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
        ),
        migrations.CreateModel(
            name='SheetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=60)),
                ('row_number', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('unit', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('turn', models.PositiveIntegerField(null=True)),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='intake.workbook')),
            ],
        ),
        migrations.CreateModel(
            name='LoadedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet_kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('youth', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='youths.youth')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.workbook')),
            ],
        ),
        migrations.CreateModel(
            name='HeldRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=60)),
                ('row_number', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('kind', models.CharField(max_length=20)),
                ('unit', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('waits_for', models.CharField(blank=True, max_length=40)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_how', models.CharField(blank=True, max_length=40)),
                ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='intake.workbook')),
            ],
        ),
        migrations.CreateModel(
            name='WorkbookFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=60)),
                ('row_number', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=120)),
                ('code', models.CharField(max_length=40)),
                ('value', models.TextField()),
                ('expected', models.CharField(max_length=300)),
                ('done', models.CharField(max_length=300)),
                ('holds', models.BooleanField(help_text='Whether the row waits for a person because of it')),
                ('table', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='intake.workbook')),
            ],
        ),
        migrations.CreateModel(
            name='SavedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('content', models.JSONField()),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('saved_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'name'), name='mapping_name_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='workbook',
            constraint=models.UniqueConstraint(fields=('table', 'digest'), name='workbook_file_once'),
        ),
        migrations.AddIndex(
            model_name='sheetrow',
            index=models.Index(fields=['workbook', 'turn'], name='sheet_row_turn'),
        ),
        migrations.AddConstraint(
            model_name='sheetrow',
            constraint=models.UniqueConstraint(fields=('workbook', 'sheet', 'row_number'), name='sheet_row_once'),
        ),
        migrations.AddIndex(
            model_name='loadedrow',
            index=models.Index(fields=['youth'], name='loaded_row_youth'),
        ),
        migrations.AddConstraint(
            model_name='loadedrow',
            constraint=models.UniqueConstraint(fields=('table', 'sheet_kind', 'key'), name='loaded_row_once'),
        ),
        migrations.AddIndex(
            model_name='heldrow',
            index=models.Index(fields=['table', 'kind', 'unit'], name='held_row_unit'),
        ),
        migrations.AddConstraint(
            model_name='heldrow',
            constraint=models.UniqueConstraint(fields=('workbook', 'sheet', 'row_number', 'waits_for'), name='held_row_once'),
        ),
        migrations.AddIndex(
            model_name='workbookfault',
            index=models.Index(fields=['workbook', 'sheet', 'row_number'], name='fault_of_row'),
        ),
    ]
