"""Words of a text as spans: tokens, names, numbers, dates, quotations, negations. Imports nothing else of ours."""
