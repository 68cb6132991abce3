"""Forms of cues: find one, make or change an own one."""

from typing import Any

from django import forms

from accounts.models import User
from core.opened import OpenedMixin
from cues.domain.cues import change_cue, copy_cue, create_cue
from cues.domain.faults import faults
from cues.domain.pictures import Picture, Rejected, read_upload, store_with_picture
from cues.models import Cue
from cues.models.cue import Phase
from workouts.models import Exercise


def _faults() -> list[tuple[str, str]]:
    return [(fault.code, fault.title) for fault in faults().values()]


class CueSearch(forms.Form):
    """Find a cue by words, by the part of the lift and by the fault that it works against."""

    search = forms.CharField(required=False)
    phase = forms.ChoiceField(required=False, choices=[("", "All"), *Phase.choices])
    fault = forms.ChoiceField(required=False, label="Against", choices=lambda: [("", "Any fault"), *_faults()])


class OwnCueForm(OpenedMixin, forms.ModelForm):
    """A cue of one's own: new, changed, or made from one of the library's."""

    file = forms.FileField(
        label="Picture",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPEG, PNG or WebP, at most 10 MB. It is made small, and where it was taken is not kept.",
    )
    without = forms.BooleanField(label="Remove the picture", required=False)
    replacing = forms.BooleanField(
        label="Use it on my exercises in place of the library's", required=False, initial=True
    )

    class Meta:
        model = Cue
        fields = ("text", "phase", "fault", "exercise", "why")
        labels = {"text": "Cue", "phase": "Part of the lift", "fault": "Works against", "why": "Why it helps"}
        help_texts = {"text": "A few words that you can say to yourself under the bar."}
        error_messages = {
            "text": {"required": "Put the cue in a few words."},
            "phase": {"required": "Choose the part of the lift."},
        }
        widgets = {"phase": forms.RadioSelect, "why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, owner: User, source: Cue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.source = owner, source
        self.fields["phase"].choices = Phase.choices  # type: ignore[attr-defined]  # no empty one among the picks
        self.fields["fault"].choices = [("", "No fault in particular"), *_faults()]  # type: ignore[attr-defined]
        exercise: forms.ModelChoiceField = self.fields["exercise"]  # type: ignore[assignment]
        exercise.queryset = Exercise.objects.available_to(owner).order_by("name")
        exercise.empty_label = "All exercises"
        exercise.label = "Meant for"
        if not self.instance.picture:
            del self.fields["without"]
        if source is None:
            del self.fields["replacing"]

    def clean_file(self) -> Picture | None:
        """Return the picture as it is kept."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        try:
            return read_upload(upload)
        except Rejected as rejected:
            raise forms.ValidationError(rejected.reason) from rejected

    def keep(self) -> Cue:
        """Make the cue, or change the person's own one, with its picture."""
        without = bool(self.cleaned_data.get("without"))
        return store_with_picture(self._store, picture=self.cleaned_data["file"], remove=without)

    def _store(self) -> Cue:
        words = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        if self.source is not None:
            return copy_cue(self.source, owner=self.owner, replacing=self.cleaned_data["replacing"], **words)
        if self.instance._state.adding:
            return create_cue(owner=self.owner, **words)
        return change_cue(self.instance, **words)
