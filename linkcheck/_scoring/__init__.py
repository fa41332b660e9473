"""What the evidence amounts to: a score, a verdict, reasons and a cause. Pure but for the model's file.

`judge.judge` scores a page that was read, `unread` reports what was not, `causes.with_cause` says who is responsible,
and `judge.reconcile_links` holds the links of one post against each other.
"""
