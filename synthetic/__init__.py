"""Everything invented: the demo county with its cast, and the state that benchmarks run on.

No word here is about a real person. Names are composed by ``synthetic.names``; the proportions come from a published
study's totals (``synthetic.study``); the rest is a seeded random number generator. An instance that holds these data is
marked synthetic when it is made.
"""
