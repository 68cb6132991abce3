"""The form of practice."""

from typing import Any

from django import forms
from django.db.models import Q

from core.fields import DecimalField, LoadField, LocalTimeField
from cues.models import Cue
from drills.domain.logs import check_log
from drills.models import DrillLog
from drills.models.drill import DrillMeasure
from workouts.faults import Felt
from workouts.models.set import Side

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
COUNTED = ("sets", "reps", "clean_reps", "duration_s")
MORE = ("side", "felt", "cues", "note", "performed_at")


class DrillLogForm(forms.ModelForm):
    """What was done, how clean it was, and what was noticed. Without a time it was now."""

    sets = forms.IntegerField(required=False, label="Sets", widget=forms.TextInput(attrs=NUMBER))
    reps = forms.IntegerField(required=False, label="Reps in all", widget=forms.TextInput(attrs=NUMBER))
    clean_reps = forms.IntegerField(
        required=False, label="Clean reps", widget=forms.TextInput(attrs=NUMBER), help_text="Empty: not counted."
    )
    duration_s = DecimalField(label="Seconds in all")
    load_kg = LoadField(label="Load")
    distance_m = DecimalField(label="From the wall, m", help_text="0.35 is 35 cm, or 14 in.")
    side = forms.ChoiceField(choices=Side.choices, required=False, label="Side")
    felt = forms.MultipleChoiceField(
        choices=Felt.choices, required=False, label="Where you felt it", widget=forms.CheckboxSelectMultiple
    )
    cues = forms.MultipleChoiceField(
        choices=(), required=False, label="What you paid attention to", widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    performed_at = LocalTimeField(label="When", required=False)

    class Meta:
        model = DrillLog
        fields = (*COUNTED, "load_kg", "distance_m", *MORE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row, drill = self.instance, self.instance.drill
        self.fields["load_kg"].unit = row.owner.unit  # type: ignore[attr-defined]
        self.fields["load_kg"].label = f"Load, {row.owner.unit}"
        self.fields["cues"].choices = self._cues()  # type: ignore[attr-defined]
        if row._state.adding:
            self.fields["performed_at"].help_text = "Left empty, it is now."
        timed = drill.measure == DrillMeasure.TIME
        unused = {"reps", "clean_reps"} if timed else {"duration_s"}
        unused |= set() if drill.loadable else {"load_kg"}
        unused |= set() if drill.distance else {"distance_m"}
        for name in unused:
            if getattr(row, name) is None and name not in self.data:
                del self.fields[name]

    @property
    def counted(self) -> list[forms.BoundField]:
        """Return the fields of what was done."""
        return [self[name] for name in (*COUNTED, "load_kg", "distance_m") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Check what single fields cannot, as the API does; reps of a form without clean ones were all clean."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "clean_reps" in self.fields and self.add_prefix("clean_reps") not in self.data:
            cleaned["clean_reps"] = cleaned.get("reps")
        cleaned["side"] = cleaned.get("side") or Side.BOTH
        if not self.instance._state.adding:
            self._keep_what_was_left_alone(cleaned)
        if not self.errors:
            values = {name: cleaned.get(name, getattr(self.instance, name)) for name in COUNTED}
            for name, sentence in check_log(values).items():
                self.add_error(name if name in self.fields else "duration_s", sentence)
        return cleaned

    def _keep_what_was_left_alone(self, cleaned: dict[str, Any]) -> None:
        for name in {"load_kg", "performed_at"} & cleaned.keys() - set(self.changed_data):
            cleaned[name] = self.initial[name]
        if cleaned.get("performed_at") is None and "performed_at" not in self.errors:
            cleaned["performed_at"] = self.initial["performed_at"]

    def _cues(self) -> list[tuple[str, str]]:
        """Return the cues against the drill's faults, those of its exercise, and those that the log names."""
        row, drill = self.instance, self.instance.drill
        rows = Cue.objects.available_to(row.owner).filter(Q(fault__in=drill.faults) if drill.faults else Q())
        if drill.exercise_id:
            rows = rows.filter(Q(exercise=None) | Q(exercise=drill.exercise_id))
        else:
            rows = rows.filter(exercise=None)
        named = Cue.objects.filter(Q(owner=None) | Q(owner=row.owner), pk__in=row.cues or [])
        return [(cue.pk, cue.text) for cue in (rows | named).distinct().order_by("text")]
