"""The append-only log: who looked at what, when and why. Chained in shards, signed, witnessed on paper."""
