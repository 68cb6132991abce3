"""Forms of own programmes: the head of one, and a phase with everything that it asks for."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import User
from core.fields import WeekdaysField
from core.opened import OpenedMixin
from core.render import to_json
from drills import gates
from drills.domain.programmes import MOST_ITEMS
from drills.models import Drill, PhaseItem, Programme
from drills.models.planned_drill import When
from workouts.models import Exercise

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
WHEN = [*When.choices[:2], (When.WARM_UP.value, "In the lower-body warm-up")]  # short: it stands in a narrow list


class ProgrammeForm(OpenedMixin, forms.ModelForm):
    """Title, what it is for, and the usual training days."""

    training_days = WeekdaysField(label="Training days")

    class Meta:
        model = Programme
        fields = ("title", "training_days", "summary")
        labels = {"title": "Name", "summary": "What it is for"}
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"title": {"required": "Give the programme a name."}}


class PhaseForm(forms.Form):
    """What a phase is called, how long it lasts, and what comes before the next one."""

    title = forms.CharField(max_length=80, label="Name", error_messages={"required": "Give the phase a name."})
    weeks = forms.IntegerField(
        min_value=1,
        max_value=52,
        required=False,
        label="Weeks",
        widget=forms.TextInput(attrs=NUMBER),
        help_text="Left blank: without an end. Only the last phase can do that.",
    )
    most_weeks = forms.IntegerField(
        min_value=1,
        max_value=52,
        required=False,
        label="At most",
        help_text="Weeks, when it is repeated.",
        widget=forms.TextInput(attrs=NUMBER),
    )
    gates = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Gates before the next phase"
    )
    focus = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Focus")

    def __init__(self, *args: Any, last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields["gates"].choices = [(gate.id, gate.title) for gate in gates.registry.values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the weeks against each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        weeks, most = cleaned.get("weeks"), cleaned.get("most_weeks")
        if weeks is None and not self.last and "weeks" not in self.errors:
            self.add_error("weeks", "Only the last phase can go on without an end. Enter its weeks.")
        if weeks and most and most < weeks:
            self.add_error("most_weeks", "This is at least as long as the phase itself.")
        return cleaned


class ItemForm(forms.ModelForm):
    """A drill or an exercise that a phase asks for, with its dose."""

    when = forms.ChoiceField(choices=WHEN, label="When")
    sets = forms.IntegerField(min_value=1, max_value=50, label="Sets", widget=forms.TextInput(attrs=NUMBER))
    reps = forms.IntegerField(
        min_value=1, max_value=1000, required=False, label="Reps", widget=forms.TextInput(attrs=NUMBER)
    )
    duration_s = forms.IntegerField(
        min_value=1, max_value=3600, required=False, label="or seconds", widget=forms.TextInput(attrs=NUMBER)
    )

    class Meta:
        model = PhaseItem
        fields = ("sets", "reps", "duration_s", "when", "session", "load_words", "rises", "note")
        labels = {"load_words": "Which load", "rises": "The load may rise week by week", "note": "Note"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.drill_id:
            for name in ("session", "rises", "load_words"):
                del self.fields[name]
        else:
            del self.fields["when"]
            self.fields["session"].required = True
            self.fields["session"].error_messages["required"] = "Name the session that it belongs to."

    @property
    def subject(self) -> str:
        """Return what it is about."""
        return str(self.instance.drill or self.instance.exercise)

    def clean(self) -> dict[str, Any]:
        """Ask for reps or seconds."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("reps") and not cleaned.get("duration_s") and not {"reps", "duration_s"} & set(self.errors):
            self.add_error("reps", "Enter reps, or seconds.")
        return cleaned

    def row(self) -> dict[str, Any]:
        """Return the item as a row of the library."""
        item = self.instance
        if self.has_changed():
            item.ours = False  # what somebody chose is no default of ours any more
        names = ("when", "session", "sets", "reps", "duration_s", "load_words", "rises", "note", "ours")
        return {"drill": item.drill_id, "exercise": item.exercise_id} | {name: getattr(item, name) for name in names}


class AddForm(forms.Form):
    """What to add to a phase: a drill or an exercise."""

    add_drill = forms.ModelChoiceField(Drill.objects.none(), required=False, label="A drill", empty_label="Choose")
    add_exercise = forms.ModelChoiceField(
        Exercise.objects.none(), required=False, label="An exercise", empty_label="Choose"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drills, exercises = self.fields["add_drill"], self.fields["add_exercise"]
        drills.queryset = Drill.objects.available_to(user).order_by("name")  # type: ignore[attr-defined]
        exercises.queryset = Exercise.objects.available_to(user).order_by("name")  # type: ignore[attr-defined]


class PhasePage:
    """A phase with all its items in one form: each button sends all of it, so nothing typed is lost.

    The button's value says what to do besides saving: `up:2` moves the third item, `add-drill` adds the chosen drill.
    """

    def __init__(self, user: User, row: dict[str, Any], *, last: bool, data: Mapping[str, Any] | None = None) -> None:
        self.row, self.data = row, data
        about = {name: row.get(name) for name in ("title", "weeks", "most_weeks", "gates", "focus")}
        self.head = PhaseForm(data, initial=about, last=last)
        self.adding = AddForm(data, user=user)
        self.items = [self._form(number, item) for number, item in enumerate(self._asked(user))]
        self.removed: tuple[int, dict[str, Any]] | None = None  # place and row of what the button took out
        self.opened = hashlib.sha256(to_json(row)).hexdigest()[:32]  # the page sends along what it showed
        self.stale = data is not None and data.get("opened", self.opened) != self.opened

    def _asked(self, user: User) -> list[dict[str, Any]]:
        if self.data is None:
            return list(self.row.get("items", []))
        stored, found = list(self.row.get("items", [])), []
        for number in range(MOST_ITEMS):
            named = {name: _typed(self.data, f"item-{number}-{name}") for name in ("drill", "exercise")}
            if not any(named.values()):
                break
            same = next((item for item in stored if {name: item[name] for name in named} == named), None)
            if same is not None:
                stored.remove(same)  # the same drill once more is the next of them
            found.append(dict(same or named))
        return _known(user, found)

    def _form(self, number: int, item: dict[str, Any]) -> ItemForm:
        keys = {"drill_id": item.get("drill"), "exercise_id": item.get("exercise")}
        others = {name: value for name, value in item.items() if name not in ("drill", "exercise")}
        return ItemForm(self.data, instance=PhaseItem(**keys, **others), prefix=f"item-{number}")

    def is_valid(self) -> bool:
        """Check every field, and what was chosen to be added."""
        forms_valid = [form.is_valid() for form in (self.head, self.adding, *self.items)]
        chosen = f"add_{self._verb.removeprefix('add-')}"
        if all(forms_valid) and self.adding.cleaned_data.get(chosen) and len(self.items) >= MOST_ITEMS:
            self.adding.add_error(chosen, f"A phase asks for at most {MOST_ITEMS} things.")
            return False
        return all(forms_valid) and not self.stale

    @property
    def _verb(self) -> str:
        return str((self.data or {}).get("do", "")).partition(":")[0]

    @property
    def refused(self) -> bool:
        """Tell whether something cannot be saved as it was typed."""
        return self.data is not None and not self.is_valid()

    def kept(self) -> dict[str, Any]:
        """Return the phase as it is to be stored, with what the button says done; call it on a valid form."""
        rows = [form.row() for form in self.items]
        verb, _, place = str((self.data or {}).get("do", "")).partition(":")
        number = int(place) if place.isdecimal() and len(place) < 4 else -1
        if verb in ("up", "down", "remove") and 0 <= number < len(rows):
            self.removed = (number, rows[number]) if verb == "remove" else None
            arrange(rows, number, verb)
        chosen = self.adding.cleaned_data
        if verb == "add-drill" and chosen["add_drill"]:
            rows.append(_new_drill(chosen["add_drill"]))
        if verb == "add-exercise" and chosen["add_exercise"]:
            sessions = [row["session"] for row in rows if row.get("session")]
            rows.append(_new_exercise(chosen["add_exercise"], sessions[-1] if sessions else "Session A"))
        return {"key": self.row["key"]} | self.head.cleaned_data | {"items": rows}


def _typed(data: Mapping[str, Any], name: str) -> str | None:
    return str(data.get(name, "")).replace("\0", "") or None


def arrange(rows: list[Any], place: int, how: str) -> None:
    """Move a row up or down, or remove it, in place."""
    other = place + {"up": -1, "down": 1}.get(how, 0)
    if how == "remove":
        del rows[place]
    elif 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]


def _known(user: User, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items whose drill or exercise the person can use; a form may name anything."""
    drills = Drill.objects.available_to(user).in_bulk([item["drill"] for item in items if item["drill"]])
    exercises = Exercise.objects.available_to(user).in_bulk([item["exercise"] for item in items if item["exercise"]])
    return [
        item
        for item in items
        if (item["drill"] in drills and not item["exercise"]) or (item["exercise"] in exercises and not item["drill"])
    ]


def _new_drill(drill: Drill) -> dict[str, Any]:
    dose = {"sets": drill.sets, "reps": drill.reps, "duration_s": None if drill.reps else drill.hold_s}
    return {"drill": drill.pk, "when": When.DAILY.value} | dose


def _new_exercise(exercise: Exercise, session: str) -> dict[str, Any]:
    dose = {"reps": None, "duration_s": 30} if exercise.measure == "time" else {"reps": 8, "duration_s": None}
    return {"exercise": exercise.pk, "session": session, "sets": 3} | dose
