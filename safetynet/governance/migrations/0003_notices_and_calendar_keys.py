"""Notices sent by e-mail, and keys of calendars: both behind the sign-in door."""

from django.db import migrations, models

import safetynet.kernel.clock


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0002_training_levels_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BigIntegerField(unique=True)),
                ('digest', models.CharField(help_text='SHA-256 of the key, in hexadecimal', max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SentNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('day', models.DateField(help_text='The day it tells of')),
                ('claimed_at', models.DateTimeField(default=safetynet.kernel.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'day'), name='told_once')],
            },
        ),
    ]
