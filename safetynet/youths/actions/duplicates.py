"""Possible duplicates: a person says whether two youths are the same; nothing is ever merged by itself."""

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.youths.models import PossibleDuplicate


def tell_apart(*, door: Door, pair_id: int, different: bool, by: PersonId) -> PossibleDuplicate:
    """Keep that two youths who look alike are different people (or, with ``different`` false, that it is open again).

    A later workbook does not flag the pair again. Raises NotInScope for a pair that this person may not decide.
    """
    with door.opened():
        pair = PossibleDuplicate.objects.select_for_update().filter(pk=pair_id).first()
        if pair is None:
            raise NotInScope("There is no such pair in your list.", next="Choose one from the list of possible duplicates.")
        pair.different = different
        pair.decided_by_id = by
        pair.decided_at = clock.now()
        pair.save(update_fields=["different", "decided_by", "decided_at"])
        door.note(
            Act("tell apart" if different else "open again", "possible duplicate", subject=str(pair.pk), table=pair.table_id,
                youth=pair.youth_id, fields=["different"], address=door.reader.address, request=door.reader.request)
        )  # fmt: skip
    return pair
