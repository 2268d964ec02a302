"""Whether a youth may be dependent and ward at once: a county's protocol decides (WIC 241.1(e), AB 438)."""

from safetynet.kernel.codes import SystemStatus
from safetynet.kernel.faults import Refused

TO_THE_CALENDAR = (
    "In this county a youth is not in the custody of probation and social services at the same time; "
    "a youth who fits both goes to the 241.1 calendar (WIC 241.1, study rule R12)."
)


def described_by_both(probation: list[str], social_services: list[str]) -> bool:
    """Whether the claims that count today say "now" for probation and for social services."""
    return SystemStatus.CURRENT in probation and SystemStatus.CURRENT in social_services


def check_dual_status(*, allowed: bool, probation: list[str], social_services: list[str]) -> None:
    """Raise Refused when one agency would say "now" for both although the county has no dual-status protocol."""
    if not allowed and described_by_both(probation, social_services):
        raise Refused(
            TO_THE_CALENDAR,
            kept="What you typed is kept below.",
            next="Correct the other status first, or add a 241.1 hearing.",
        )
