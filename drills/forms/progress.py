"""What the progress page of drills is asked to show."""

from core.range_form import OWN, RangeForm

LONG_DAYS = 400  # beyond this, a bar a week is more than a screen can show


class LevelRange(RangeForm):
    """A range; twelve weeks unless another one is asked for."""

    ranges = {"12w": ("12 w", 83), **RangeForm.ranges}

    @property
    def monthly(self) -> bool:
        """Tell whether the range is too long for a bar a week."""
        start, end = self.window
        if self.range == OWN:
            return start is None or ((end or self.on) - start).days > LONG_DAYS
        return self.range in ("3y", "all")
