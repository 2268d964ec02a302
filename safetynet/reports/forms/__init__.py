"""Shapes of input of the reports app."""

from .asking import ExploreForm, PeriodForm, PurposeForm

__all__ = ["ExploreForm", "PeriodForm", "PurposeForm"]
