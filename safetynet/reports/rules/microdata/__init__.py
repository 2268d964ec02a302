"""Invented rows for researchers, with a privacy budget (differential privacy).

``schema`` declares what a row says and which pairs of it are measured; ``limits`` and ``budget`` what may be
spent; ``measuring`` counts with
noise, every use of the record accounted for by OpenDP; ``inventing`` makes rows out of those counts alone; ``beside`` puts them
beside the real tables, small counts withheld; ``documents`` says all of it in files.
"""
