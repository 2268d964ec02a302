"""The canary crawl: something unique in every field of every compartment, and everybody looks everywhere."""
