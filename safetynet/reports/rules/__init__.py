"""Pure rules of the numbers: what is counted and how, and what may be told."""
