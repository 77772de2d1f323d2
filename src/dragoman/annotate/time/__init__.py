"""The grammar of time, from words to the readings of an expression; `annotate.dates` is its door."""
