"""Pure rules of the meeting: why a youth stands on an agenda, in which section, in which order, for how long."""
