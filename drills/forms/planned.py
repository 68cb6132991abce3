"""Forms of planned drills and of the warm-up."""

from typing import Any

from django import forms

from core.fields import DecimalField
from core.opened import OpenedMixin
from drills.domain.planned import check_planned
from drills.models import PlannedDrill
from drills.models.drill import DrillMeasure

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class DoseForm(forms.ModelForm):
    """How much of a drill: sets of reps or of seconds. What is left empty is the drill's own."""

    sets = forms.IntegerField(required=False, label="Sets", widget=forms.TextInput(attrs=NUMBER))
    reps = forms.IntegerField(required=False, label="Reps", widget=forms.TextInput(attrs=NUMBER))
    hold_s = forms.IntegerField(required=False, label="Seconds", widget=forms.TextInput(attrs=NUMBER))
    distance_m = DecimalField(label="From the wall, m")

    class Meta:
        model = PlannedDrill
        fields: tuple[str, ...] = ("sets", "reps", "hold_s", "distance_m")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row, drill = self.instance, self.instance.drill
        unused = {"reps" if drill.measure == DrillMeasure.TIME else "hold_s"}
        unused |= set() if drill.distance else {"distance_m"}
        for name in unused:
            if getattr(row, name) is None:
                del self.fields[name]
        for name in ("sets", "reps", "hold_s"):
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = getattr(drill, name) or ""

    @property
    def dose(self) -> list[forms.BoundField]:
        """Return the fields of the dose."""
        return [self[name] for name in DoseForm.Meta.fields if name in self.fields]

    @property
    def left_out(self) -> bool:
        """Tell whether a form was sent without any dose, such as the one that adds a drill."""
        return not any(self.add_prefix(name) in self.data for name in DoseForm.Meta.fields)


class PlannedDrillForm(OpenedMixin, DoseForm):
    """A drill on Today or in the warm-up: when, how much, from and until when, and why."""

    starts_on = forms.DateField(
        required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        required=False,
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Left empty: until you take it off.",
    )

    class Meta(DoseForm.Meta):
        fields = ("when", *DoseForm.Meta.fields, "starts_on", "ends_on", "reason")
        labels = {"when": "When", "reason": "Why"}
        widgets = {"reason": forms.TextInput(attrs={"autocomplete": "off"})}

    def clean(self) -> dict[str, Any]:
        """Check what single fields cannot, as the API does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["starts_on"] = cleaned.get("starts_on") or self.instance.starts_on
        if not self.errors:
            for name, sentence in check_planned(cleaned).items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be stored."""
        return {name: self.cleaned_data[name] for name in self.fields}
