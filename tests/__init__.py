"""The suite. Everything invented; every name in it is of nobody."""
