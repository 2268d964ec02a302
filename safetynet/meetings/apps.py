"""Registration with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The app of the meeting."""

    name = "safetynet.meetings"
    label = "meetings"
