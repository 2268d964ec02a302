"""Registration with Django."""

from django.apps import AppConfig


class YouthsConfig(AppConfig):
    """The app of the record."""

    name = "safetynet.youths"
    label = "youths"
