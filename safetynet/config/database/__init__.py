"""Making and renewing an instance's database: roles, tables, functions, policies, reference data."""
