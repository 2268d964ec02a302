"""Why a reader knows of no youth of a number: words that depend on the reader alone, never on whether there is such a youth."""

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.policy.door import Door
from safetynet.policy.grants import GRANTS
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import SECURED_TABLES
from safetynet.policy.vocabulary import Role, Verb

_OF_YOUTHS = frozenset(table.category for table in SECURED_TABLES if table.is_claim)
_READ_A_RECORD = frozenset(grant.role for grant in GRANTS if grant.verb is Verb.READ and grant.category in _OF_YOUTHS)


def no_such_youth(door: Door, number: str) -> NotInScope:
    """What is said where no youth of that number is known to the reader. Whose roles read no record at all is told that, for
    every number alike."""
    standing = read_standing(door.ask("policy.standing()", {}, Act("view", "standing")))
    if standing.roles and not standing.roles & _READ_A_RECORD:
        instead = " you look after accounts and settings" if Role.ADM in standing.roles else " you read what is released"
        return NotInScope(f"Your role reads no record of a youth;{instead}.", next="Somebody with a seat at the table reads it.")
    return NotInScope(
        f"There is no youth {number} that is known to you.",
        next="Look for the name, or ask the coordinator whether the youth is at your table.",
    )
