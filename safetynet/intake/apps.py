"""Registration with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The app of the intake."""

    name = "safetynet.intake"
    label = "intake"
