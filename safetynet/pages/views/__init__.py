"""Views of pages that show several nouns. They translate HTTP; rules and questions stand elsewhere."""
