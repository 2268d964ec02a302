"""The web as browsers meet it: who gets which page, headers, sign-in, forms, failures, round trips."""
