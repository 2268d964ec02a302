"""Pages of the numbers: the register, the report, one figure, the explorer."""
