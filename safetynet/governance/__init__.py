"""Counties, tables, agencies, people, memoranda, agreements, seats, walls, consents: who stands how to whom."""
