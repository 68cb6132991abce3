"""The drills that help with a fault, on its page."""

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain.library import library_slugs
from drills.domain.todays_dose import drill_dose_words
from drills.models import Drill


def fault_drills(place: Place) -> str:
    """Show the drills of the library and the person's own that help with a fault. One query."""
    code = place.about["fault"].code
    places = {slug: at for at, slug in enumerate(library_slugs())}
    rows = [drill for drill in Drill.objects.available_to(place.viewer) if code in drill.faults]
    rows.sort(key=lambda drill: (places.get(drill.slug, len(places)), drill.name))
    context = {"drills": [(drill, drill_dose_words(drill)) for drill in rows]}
    return render_to_string("drills/_fault_drills.html", context, place.request) if rows else ""
