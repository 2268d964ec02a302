"""Readable rules. Each runs against the Python decision and against PostgreSQL."""
