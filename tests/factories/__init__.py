"""Worlds for tests: facts put into PostgreSQL as they are, so that the policy alone decides what is seen."""

from .world import World

__all__ = ["World"]
