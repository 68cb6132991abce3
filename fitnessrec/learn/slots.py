"""What Learn shows on other pages."""

from django.template.loader import render_to_string

from core.slots import Place
from drills.models import DrillLog
from drills.templatetags.figures import hinge_figure
from fitnessrec.learn.content import checkpoints, lifts

NEW = 3  # practice logged so far, up to which somebody is new here
# The step that the cues of a phase belong to.
STEP_OF = {"set-up": "1-stand", "start": "2-start", "down": "3-down", "bottom": "3-down", "up": "4-up", "top": "4-up"}


def today_card(place: Place) -> str:
    """Lead somebody who is new to where the hinge is explained."""
    if len(DrillLog.objects.for_user(place.viewer).values_list("pk")[:NEW]) == NEW:
        return ""
    return render_to_string("learn/_today_card.html", {}, place.request)


def lift_card(place: Place) -> str:
    """Say on the page of a lift how to hinge in it."""
    exercise = place.about["exercise"]
    found = next((lift for lift in lifts() if lift.exercise == exercise.slug), None)
    return render_to_string("learn/_lift_card.html", {"lift": found}, place.request) if found else ""


def drill_card(place: Place) -> str:
    """Lead from a drill to what it is practice of."""
    return render_to_string("learn/_drill_card.html", {"drill": place.about["drill"]}, place.request)


def fault_figure(place: Place) -> str:
    """Draw a fault over the ghost of how it should be."""
    return hinge_figure(place.about["fault"].code, size="large", moves=True)


def fault_card(place: Place) -> str:
    """Lead from a fault to the checkpoints that show it."""
    fault = place.about["fault"]
    found = [point for point in checkpoints() if point.fault == fault.code]
    return render_to_string("learn/_fault_card.html", {"fault": fault, "checkpoints": found}, place.request)


def cue_card(place: Place) -> str:
    """Lead from a cue to the step that it belongs to."""
    step = STEP_OF[place.about["cue"].phase]
    return render_to_string("learn/_cue_card.html", {"step": step}, place.request)
