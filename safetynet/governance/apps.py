"""Registration with Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The app of the directory and the agreements."""

    name = "safetynet.governance"
    label = "governance"
