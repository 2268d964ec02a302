"""A form counts once, however often it is sent."""

import psycopg
from django.db import DatabaseError, IntegrityError, models, transaction


def inserted_once(row: models.Model) -> bool:
    """Insert a row; False when the form it came from was counted before (its constraint is named ``..._sent_once``). Raises
    DatabaseError for everything else that PostgreSQL refuses; what was done before stays."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "_sent_once" in constraint_of(error):
            return False
        raise
    return True


def constraint_of(error: DatabaseError) -> str:
    """The name of the constraint that was not kept; empty when it was none."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
