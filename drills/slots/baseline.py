"""The way into the baseline, on Today."""

from django.template.loader import render_to_string

from core.slots import Place
from drills.domain.baseline_answers import prompt_of


def prompt_card(place: Place) -> str:
    """Offer the baseline to who has done nothing here yet, and its start to who has answered."""
    prompt = prompt_of(place.viewer)
    return render_to_string("drills/_baseline_card.html", {"prompt": prompt}, place.request) if prompt else ""
