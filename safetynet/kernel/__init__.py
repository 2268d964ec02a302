"""Pure Python under everything else: periods, dates, names, code lists, identifiers. Imports no Django."""
