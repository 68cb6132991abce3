"""Forms of templates: make one, and edit one with all its lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django import forms

from core.fields import DecimalField, LoadField, WeekdaysField
from workouts.domain.templates import check_lines, save_template
from workouts.models import Exercise, Template, TemplateLine
from workouts.models.exercise import LoadKind, Measure
from workouts.models.set import Kind, Side

COUNTED = {Measure.REPS: "reps", Measure.TIME: "duration_s", Measure.DISTANCE: "distance_m"}
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
LINE = re.compile(r"line-(\d{1,4})-([a-z_]+)")


class TemplateForm(forms.ModelForm):
    """Title, note and the days it is due on."""

    weekdays = WeekdaysField(label="Due on")

    class Meta:
        model = Template
        fields = ("title", "weekdays", "note")
        widgets = {
            "note": forms.Textarea(attrs={"rows": 2}),
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        labels = {"title": "Name"}
        error_messages = {"title": {"required": "Give the template a name."}}


class NewTemplateForm(TemplateForm):
    """A template to begin with, empty or made from a session."""

    keep_loads = forms.BooleanField(required=False, label="Keep these loads, instead of last time’s")

    class Meta(TemplateForm.Meta):
        fields = ("title", "weekdays")  # type: ignore[assignment]


class LineForm(forms.ModelForm):
    """One line: so many equal sets. Blank numbers are taken from last time."""

    sets = forms.IntegerField(
        label="Sets", widget=forms.TextInput(attrs=NUMBER), error_messages={"required": "Enter how many sets."}
    )
    reps = forms.IntegerField(label="Reps", required=False, widget=forms.TextInput(attrs=NUMBER))
    duration_s = DecimalField(label="Seconds")
    distance_m = DecimalField(label="Metres")
    load_kg = LoadField(label="Load")
    rest_s = forms.IntegerField(label="Rest, s", required=False, widget=forms.TextInput(attrs=NUMBER))
    kind = forms.ChoiceField(choices=Kind.choices)
    side = forms.ChoiceField(choices=Side.choices)

    class Meta:
        model = TemplateLine
        fields = ("sets", "reps", "duration_s", "distance_m", "load_kg", "kind", "side", "rest_s")

    def __init__(self, *args: Any, unit: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line, exercise = self.instance, self.instance.exercise
        self.fields["load_kg"].unit = unit  # type: ignore[attr-defined]
        self.fields["load_kg"].label = unit
        self.measure = COUNTED[Measure(exercise.measure)]
        for name in {"reps", "duration_s", "distance_m"} - {self.measure}:
            del self.fields[name]
        if exercise.load == LoadKind.NONE and line.load_kg is None:
            del self.fields["load_kg"]
        if not exercise.unilateral and line.side == Side.BOTH:
            del self.fields["side"]
        self.stored_id, self.place = line.pk or "", ""

    @property
    def counted(self) -> forms.BoundField:
        """Return the field of what this exercise counts."""
        return self[self.measure]

    def clean(self) -> dict[str, Any]:
        """Keep a load that was left alone to the gram, whatever its unit rounds to."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "load_kg" in cleaned and "load_kg" not in self.changed_data:
            cleaned["load_kg"] = self.initial["load_kg"]
        return cleaned


@dataclass
class FormBlock:
    """An exercise of the template while it is edited: what was typed in its lines, or what is stored."""

    exercise: Exercise
    superset: int | None = None
    typed: list[dict[str, str]] = field(default_factory=list)
    forms: list[LineForm] = field(default_factory=list)
    number: int = 0
    together: bool = False  # in turn with the next

    @property
    def key(self) -> str:
        """Return what the page calls this place."""
        return f"b{self.number}"


class PlanForm:
    """A template with all its lines in one form: each button sends all of it, so nothing typed is lost.

    The button's value says what to do besides saving: `line-up:0:2` moves the third line of the first exercise.
    """

    def __init__(self, template: Template, data: Mapping[str, Any] | None = None) -> None:
        self.template, self.data = template, data
        self.head = TemplateForm(data, instance=template)
        self.stored = {line.pk: line for line in template.lines.select_related("exercise")}
        self.blocks = self._stored_blocks() if data is None else self._typed_blocks(data)
        self.at = self._do(str(data.get("do", ""))) if data is not None else ""
        self._settle()

    def is_valid(self) -> bool:
        """Check every field, and all lines together."""
        fine = all([self.head.is_valid(), *(form.is_valid() for block in self.blocks for form in block.forms)])
        self.too_much = check_lines(self._lines()) if fine else None
        return fine and not self.too_much

    def keep(self) -> Template:
        """Store the template with its lines."""
        return save_template(self.head.save(commit=False), lines=self._lines())

    @property
    def refused(self) -> bool:
        """Tell whether something cannot be saved as it was typed."""
        return self.data is not None and not self.is_valid()

    def _lines(self) -> list[TemplateLine]:
        lines = []
        for block in self.blocks:
            for position, form in enumerate(block.forms):
                line = form.save(commit=False)
                line.block, line.position, line.superset = block.number, position, block.superset
                lines.append(line)
        return lines

    def _stored_blocks(self) -> list[FormBlock]:
        blocks = []
        for _, run in groupby(self.stored.values(), key=lambda line: (line.block, line.exercise_id)):
            lines = list(run)
            forms_ = [LineForm(instance=line, unit=self.template.owner.unit) for line in lines]
            blocks.append(FormBlock(lines[0].exercise, lines[0].superset, forms=forms_))
        return blocks

    def _typed_blocks(self, data: Mapping[str, Any]) -> list[FormBlock]:
        rows: dict[int, dict[str, str]] = {}
        for name, value in data.items():
            if match := LINE.fullmatch(name):
                rows.setdefault(int(match[1]), {})[match[2]] = str(value)
        ordered = [rows[number] for number in sorted(rows)]
        mine = Exercise.objects.available_to(self.template.owner)
        known = mine.in_bulk([row.get("exercise", "").replace("\0", "") for row in ordered])
        blocks, joined = [], 0
        previous_together = False
        for (number, slug), run in groupby(ordered, key=lambda row: (row.get("block"), row.get("exercise", ""))):
            if slug not in known:
                continue
            together = f"superset-{number}" in data
            joined += together and not previous_together
            superset = joined if together or previous_together else None
            blocks.append(FormBlock(known[slug], superset, typed=list(run)))
            previous_together = together
        return blocks

    def _do(self, what: str) -> str:
        """Do what the button says; return the name of the place that was touched."""
        verb, *places = what.split(":")
        numbers = [int(place) for place in places if place.isdecimal() and len(place) < 5]
        if not numbers or numbers[0] >= len(self.blocks):
            return ""
        which, *row = numbers
        if verb.startswith("block-"):
            new = _arranged(self.blocks, which, verb.removeprefix("block-"))
            return f"b{new}" if new is not None else ""
        typed = self.blocks[which].typed
        if verb == "line-add":
            typed.append(typed[-1] | {"id": ""})
            return f"b{which}-l{len(typed) - 1}"
        if not row or row[0] >= len(typed):
            return ""
        new = _arranged(typed, row[0], verb.removeprefix("line-"))
        self.blocks = [block for block in self.blocks if block.typed]
        return f"b{which}-l{new}" if new is not None else f"b{which}"

    def _settle(self) -> None:
        """Number what stands in the form anew; a superset holds only exercises that stand side by side."""
        numbers = [block.superset for block in self.blocks]
        count = 0
        for place, block in enumerate(self.blocks):
            beside = [*numbers[max(0, place - 1) : place], *numbers[place + 1 : place + 2]]
            block.number, block.superset = place, block.superset if block.superset in beside else None
            block.together = block.superset is not None and block.superset in numbers[place + 1 : place + 2]
            if self.data is not None:
                block.forms = [self._bound(block.exercise, row, count + n) for n, row in enumerate(block.typed)]
            for row, form in enumerate(block.forms):
                form.prefix, form.auto_id, form.place = f"line-{count}", "id-%s", f"{block.key}-l{row}"
                count += 1

    def _bound(self, exercise: Exercise, typed: dict[str, str], number: int) -> LineForm:
        base = self.stored.get(int(typed["id"])) if re.fullmatch(r"[0-9]{1,18}", typed.get("id", "")) else None
        if base is None or base.exercise_id != exercise.pk:
            base = TemplateLine(exercise=exercise)
        data = {f"line-{number}-{name}": value for name, value in typed.items()}
        return LineForm(data, instance=base, prefix=f"line-{number}", unit=self.template.owner.unit)


def _arranged(items: list[Any], place: int, how: str) -> int | None:
    """Move an item up or down, or remove it; return where it stands now."""
    other = place + {"up": -1, "down": 1}.get(how, 0)
    if how == "remove":
        del items[place]
        return None
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        return other
    return place
