"""Views of the record: lists, forms, history. They translate HTTP; rules, questions and writes stand elsewhere."""
