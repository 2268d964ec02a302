"""Every measure, declared once: the figures of the study and what the study asks for beyond them."""

from .beyond import BEYOND
from .declaring import Chart, Measure, Split, Stated, Subject
from .study import STUDY

MEASURES: dict[str, Measure] = {measure.key: measure for measure in (*STUDY, *BEYOND)}

__all__ = ["BEYOND", "MEASURES", "STUDY", "Chart", "Measure", "Split", "Stated", "Subject"]
