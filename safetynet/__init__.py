"""SafetyNet: the shared record, the weekly meeting and the honest numbers of a county's table."""

__version__ = "0.1.0"
