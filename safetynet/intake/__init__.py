"""How youths come into the record: here, the county's own workbook."""
