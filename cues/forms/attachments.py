"""Forms of cues on exercises and in sets."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst

from accounts.models import User
from cues.domain.attachments import AlreadyAttached, attach
from cues.domain.set_cues import MOST
from cues.models import Cue, CueAttachment
from workouts.models import Exercise, Set


class CueChoice(forms.ModelChoiceField):
    """A cue, shown with the part of the lift that it is for."""

    def label_from_instance(self, obj: Cue) -> str:  # type: ignore[override]
        """Return what the list shows."""
        return f"{capfirst(obj.text)} ({obj.get_phase_display().lower()})"


class AttachForm(forms.Form):
    """A cue for an exercise; where one of the two is known, it stands in a hidden field."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        empty_label="Choose an exercise",
        error_messages={"required": "Choose the exercise that it is for."},
    )
    cue = CueChoice(Cue.objects.none(), empty_label="Choose a cue", error_messages={"required": "Choose a cue."})

    def __init__(
        self, *args: Any, owner: User, exercise: Exercise | None = None, cue: Cue | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"exercise": exercise, "cue": cue}
        super().__init__(*args, **kwargs)
        self.owner = owner
        exercises: Any = Exercise.objects.available_to(owner).order_by("name")
        cues: Any = Cue.objects.available_to(owner).order_by("text", "slug")
        attached = CueAttachment.objects.for_user(owner)
        if cue is not None and not self.is_bound:  # offered is what makes sense; what is sent may be any
            exercises = exercises.exclude(pk__in=attached.filter(cue=cue).values("exercise"))
        if exercise is not None and not self.is_bound:
            fits = Q(exercise=None) | Q(exercise=exercise)
            cues = cues.filter(fits).exclude(pk__in=attached.filter(exercise=exercise).values("cue"))
        for name, rows, row in (("exercise", exercises, exercise), ("cue", cues, cue)):
            field: forms.ModelChoiceField = self.fields[name]  # type: ignore[assignment]
            field.queryset = rows if row is None else rows.model.objects.filter(pk=row.pk)
            if row is not None:
                field.widget = forms.HiddenInput()

    def keep(self) -> CueAttachment | None:
        """Put the cue on the exercise; None where it is there already, which is then said at the cue."""
        try:
            return attach(owner=self.owner, cue=self.cleaned_data["cue"], exercise=self.cleaned_data["exercise"])
        except AlreadyAttached:
            self.add_error(None, "This cue is on this exercise already.")
            return None


class SetCuesForm(forms.Form):
    """The cues that somebody had in mind in a set, of all that there are."""

    cues = forms.MultipleChoiceField(
        label="In mind", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "There is no such cue. Choose among those shown."},
    )  # fmt: skip

    def __init__(self, *args: Any, set: Set, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = Cue.objects.filter(Q(owner=None) | Q(owner=set.owner_id))
        self.fields["cues"].choices = list(rows.values_list("slug", "text"))  # type: ignore[attr-defined]

    def clean_cues(self) -> list[str]:
        """Return the slugs; refuses more than anybody has in mind."""
        slugs: list[str] = self.cleaned_data["cues"]
        if len(slugs) > MOST:
            raise forms.ValidationError(f"Tick at most {MOST} cues.")
        return slugs
