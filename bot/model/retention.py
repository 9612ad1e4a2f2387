"""How long Teapot keeps what no longer serves. Its texts and docs name these limits."""

from datetime import timedelta

# A server's data after Teapot's removal. If Teapot is back before that, nothing is lost.
REMOVED_SERVER = timedelta(days=30)
# The hash that keeps an erased server's date from being posted again. A date is over everywhere
# after two days.
POSTED_DATE = timedelta(days=3)
