"""Words of a text as spans: tokens, names, numbers, dates, quotations, negations. Imports nothing of ours."""
