"""The one signal of the project: the analysis of a clip has ended."""

from django.dispatch import Signal

# Sent with `video`, `reps` and `clean_reps` (both None where the analysis abstained), in the transaction that stores
# the result.
analysis_finished = Signal()
