"""The embedded PostgreSQL: started on first use, shared by several commands, stopped with the last of them."""

from .supervisor import EmbeddedServer

__all__ = ["EmbeddedServer"]
