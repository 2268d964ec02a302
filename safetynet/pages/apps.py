"""Registration with Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The app of the pages."""

    name = "safetynet.pages"
    label = "pages"
