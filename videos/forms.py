"""The form that takes a clip."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from core.fields import LoadField, LocalTimeField
from core.validators import between, not_absurdly_dated
from videos.domain.intake import take_in
from videos.domain.sniff import Rejected
from videos.domain.subjects import Subject
from videos.models import Video
from workouts.models import Exercise, Set
from workouts.models.set import LOAD_SAID, MAX_LOAD_KG


class ClipForm(forms.Form):
    """A clip of a set that is known."""

    file = forms.FileField(
        label="Side-view clip",
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "video/*"}),
        error_messages={"required": "Choose a clip first."},
    )

    def __init__(self, *args: Any, owner: User, set: Set | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.set = owner, set
        self.subjects: dict[str, Any] = {}
        self.fields["file"].widget.attrs["data-max-bytes"] = settings.VIDEO_MAX_BYTES

    def about(self) -> dict[str, Any]:
        """Return what the clip shows."""
        assert self.set is not None
        return {"set": self.set, "recorded_at": self.set.performed_at}

    def take(self) -> Video | None:
        """Take the clip in; None where it is refused, with the reason at the file."""
        try:
            return take_in(self.cleaned_data["file"], owner=self.owner, subjects=self.subjects, **self.about())
        except Rejected as rejected:
            self.add_error("file", rejected.reason)
            return None


class SubjectClipForm(ClipForm):
    """A clip of something else that is known, such as practice."""

    def __init__(self, *args: Any, subject: Subject, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects, self.when = {subject.field: row}, subject.when(row)

    def about(self) -> dict[str, Any]:
        """Return what the clip shows."""
        return {"recorded_at": self.when}


class NewClipForm(ClipForm):
    """A clip without a set: what was lifted is said here."""

    exercise = forms.ModelChoiceField(Exercise.objects.none(), required=False, empty_label="Not said")
    load_kg = LoadField(validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID))
    recorded_at = LocalTimeField(label="Filmed", validators=[not_absurdly_dated], initial=timezone.now)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exercise: forms.ModelChoiceField = self.fields["exercise"]  # type: ignore[assignment]
        exercise.queryset = Exercise.objects.available_to(self.owner).order_by("name")
        self.fields["load_kg"].unit = self.owner.unit  # type: ignore[attr-defined]
        self.fields["load_kg"].label = f"Load, {self.owner.unit}"

    def about(self) -> dict[str, Any]:
        """Return what the clip shows."""
        return {name: self.cleaned_data[name] for name in ("exercise", "load_kg", "recorded_at")}
