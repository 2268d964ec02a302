"""Every read of the meetings, named by the question it answers."""
