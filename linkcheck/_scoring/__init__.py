"""Room five: what the evidence amounts to. Pure but for the packaged model.

The doors are `judgement.judge` (evidence to LinkReport), `unread.report_unreadable` (a link whose page was
not seen), `several.settle` (the rule for several links) and, for users who retrain, `train`.
"""
