"""Shapes of input of the reports app."""

from .asking import ExploreForm, PeriodForm, PurposeForm
from .releasing import DecisionForm, ReleaseForm

__all__ = ["DecisionForm", "ExploreForm", "PeriodForm", "PurposeForm", "ReleaseForm"]
