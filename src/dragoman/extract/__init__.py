"""Documents to claims: one module a kind, each ending in an `Extractor`, listed by hand in `extract.all`."""
