"""Registration with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of the reports."""

    name = "safetynet.reports"
    label = "reports"
