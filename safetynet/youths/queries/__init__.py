"""Every read of the record, named by the question it answers."""
