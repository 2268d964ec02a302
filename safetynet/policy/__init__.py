"""THE table of grants and everything derived from it. Nothing else in the code grants anything."""
