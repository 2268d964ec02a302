"""What may be told of the county's numbers. Pure; no Django, no driver."""
