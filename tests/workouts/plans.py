"""What the tests of template pages share: rows, and what a browser would send."""

from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

from accounts.models import User
from workouts.domain.schedule import agenda
from workouts.domain.templates import placed, save_template
from workouts.models import Session, Template, TemplateLine


def lower_a(athlete, lifts):
    """Store a template: deadlifts with a warm-up, then planks."""
    row = Template(owner=athlete, title="Lower A", weekdays=[0, 3])
    asked = [
        {"exercise": lifts["deadlift"], "kind": "warmup", "sets": 2, "reps": 5},
        {"exercise": lifts["deadlift"], "sets": 3, "reps": 5, "load_kg": 102.058, "rest_s": 180},
        {"exercise": lifts["plank"], "sets": 2, "duration_s": 45},
    ]
    return save_template(row, lines=placed(asked))


def form(template, **changed):
    """Return what the page of a template sends, as a browser reads it off the page."""
    sent = {"title": template.title, "note": template.note, "weekdays": template.weekdays}
    blocks = sorted({(line.block, line.superset) for line in template.lines.all()})
    for number, line in enumerate(template.lines.all()):
        fields = ("sets", "reps", "load_kg", "duration_s", "distance_m", "kind", "side", "rest_s")
        values = {"exercise": line.exercise_id, "block": line.block, "id": line.pk}
        values |= {name: getattr(line, name) for name in fields if getattr(line, name) is not None}
        sent |= {f"line-{number}-{name}": value for name, value in values.items()}
    for (block, superset), (_, after) in pairwise(blocks):
        if superset is not None and superset == after:
            sent[f"superset-{block}"] = "on"
    return sent | changed


class Fields(HTMLParser):
    """Reads off a page what its form `plan` would send."""

    def __init__(self, content):
        super().__init__()
        self.sent, self.inside, self.select, self.area = {}, False, None, None
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.inside = self.inside or (tag == "form" and found.get("id") == "plan")
        if not self.inside:
            return
        if tag == "input" and (found.get("type") != "checkbox" or "checked" in found):
            self.sent.setdefault(found["name"], []).append(found.get("value", "on" if "checked" in found else ""))
        if tag == "select":
            self.select = found["name"]
        if tag == "option" and "selected" in found:
            self.sent[self.select] = found["value"]
        if tag == "textarea":
            self.sent[found["name"]] = ""

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "form"


def stored(template):
    names = ("exercise_id", "block", "position", "kind", "sets", "reps", "load_kg", "duration_s")
    return list(template.lines.values_list(*names))


def everything():
    return list(Template.objects.order_by("pk").values()), list(TemplateLine.objects.order_by("pk").values())


def next_due(owner: User, *, on: date) -> tuple[Template, date] | None:
    """Return the template due next and its day, from the athlete's local day `on` on; None where none is scheduled.

    One that was started on that day already is due a week later. Two queries.
    """
    templates = list(Template.objects.for_user(owner))
    done = Session.objects.for_user(owner).filter(day=on) if templates else []
    first = next(iter(agenda(templates, done, on=on)), None)
    return (first.template, first.day) if first and first.day else None
