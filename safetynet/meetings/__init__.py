"""The weekly meeting: agenda, packet, attendance; what the table decides."""
