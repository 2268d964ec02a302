"""Pages that show several nouns: the desk, the youth's file; and the frame that every page stands in."""
