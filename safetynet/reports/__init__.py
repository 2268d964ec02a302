"""Honest numbers: counts from the database, de-identified tables."""
