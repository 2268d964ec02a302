"""Fields of the house."""

from typing import Any

from django.db import models

from safetynet.kernel.codes.base import Codes


class CodeField(models.CharField):
    """A value of a closed list. The list's words may change without a migration; its length is the same everywhere."""

    def __init__(self, verbose_name: Any = None, codes: type[Codes] | None = None, **options: Any) -> None:
        self.codes = codes
        options.setdefault("max_length", 40)
        if codes is not None:
            options["choices"] = codes.choices()
        super().__init__(verbose_name, **options)

    def deconstruct(self) -> Any:
        """For a migration this is a plain column of text."""
        name, _, arguments, options = super().deconstruct()
        options.pop("choices", None)
        if isinstance(options.get("default"), Codes):
            options["default"] = options["default"].value
        return name, "django.db.models.CharField", arguments, options
