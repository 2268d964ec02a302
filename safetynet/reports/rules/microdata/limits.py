"""What may be spent on invented rows: declared, each with its reason."""

DELTA = 1e-7
"""Ten times smaller than one in the largest number of youths that this house is made for (1,000,000). Our default."""
DEFAULT_EPSILON = 1.0
"""What one release spends unless said otherwise: no result becomes more than e = 2.7 times as likely, or less, through one youth.
Up to this value such a promise is held to be strong, and exploited children are a high-impact case (field facts 9.5). Ours."""
SMALLEST_EPSILON = 0.01
"""Below this the counts are nothing but noise."""
TOTAL_EPSILON = 2.0
"""What all releases of a table together may spend, for ever: youths stay in the record, and what is out is not taken back. Twice
the default, which is three releases with it. Our default."""
TOTAL_RHO = 0.074
"""The same as the ledger and the database count it; not more than OpenDP gives for the total (a test says so)."""
PLACES = 12
"""Decimal places of rho in the ledger; what a release may spend is rounded down to them."""
UNIT = "One youth: adding or taking away one youth with everything that the record says of that youth changes one row."
