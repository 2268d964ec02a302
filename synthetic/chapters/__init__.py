"""What the agencies say about a youth, one chapter of the record per file."""
