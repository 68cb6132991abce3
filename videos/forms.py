"""The form that takes a clip."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from core.fields import DecimalField, LoadField, LocalTimeField
from core.validators import between, not_absurdly_dated
from videos.domain.intake import save_video, take_in
from videos.domain.marks import faults_of_marks, marks_of
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


class WordsForm(forms.Form):
    """What a clip without a set shows, said anew."""

    exercise = forms.ModelChoiceField(Exercise.objects.none(), required=False, empty_label="Not said")
    load_kg = LoadField(validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID))
    recorded_at = LocalTimeField(label="Filmed", validators=[not_absurdly_dated])

    def __init__(self, *args: Any, video: Video, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.video = video
        self.initial = {name: getattr(video, name) for name in ("exercise", "load_kg", "recorded_at")}
        exercise: forms.ModelChoiceField = self.fields["exercise"]  # type: ignore[assignment]
        exercise.queryset = Exercise.objects.available_to(video.owner).order_by("name")
        self.fields["load_kg"].unit = video.owner.unit  # type: ignore[attr-defined]
        self.fields["load_kg"].label = f"Load, {video.owner.unit}"

    def save(self) -> Video:
        """Store what changed; a set that was deleted is let go, as it would say something else once it is back."""
        for name in self.changed_data:
            setattr(self.video, name, self.cleaned_data[name])
        words = list(self.changed_data)
        if self.video.set_id is not None:
            self.video.set, words = None, [*words, "set"]
        return save_video(self.video, words=words)


class MarksForm(forms.Form):
    """Which part of a clip is shown, in seconds; empty is where the clip itself begins or ends."""

    trim_start_s = DecimalField(label="Starts at, seconds")
    trim_end_s = DecimalField(label="Ends at, seconds")

    def __init__(self, *args: Any, video: Video, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.video = video
        self.initial = marks_of(video)

    def clean(self) -> dict[str, Any]:
        """Say at the field what cannot be."""
        given = self.cleaned_data
        for field, sentence in faults_of_marks(self.video, given.get("trim_start_s"), given.get("trim_end_s")).items():
            if field in given:
                self.add_error(field, sentence)
        return given


class KeepForm(forms.Form):
    """Whether originals are kept beside the web version."""

    KEEP, DROP = "both", "web"
    keep = forms.ChoiceField(
        label="Of each new clip, keep",
        choices=((KEEP, "Original and web version"), (DROP, "Web version only")),
        widget=forms.RadioSelect,
    )

    @classmethod
    def word(cls, owner: User) -> str:
        """Return what holds now."""
        return cls.KEEP if owner.keep_originals else cls.DROP

    def save(self, owner: User) -> None:
        """Store the choice."""
        owner.keep_originals = self.cleaned_data["keep"] == self.KEEP
        owner.save(update_fields=["keep_originals"])
