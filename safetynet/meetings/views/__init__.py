"""Views of the meetings. They translate HTTP; rules, questions and writes stand elsewhere."""
