"""What a person says at sign-up beside e-mail and password, on the page and from an app.

In a module of its own: django-allauth reads it while its own forms are being made.
"""

import zoneinfo

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignupFields(forms.Form):
    """A name to be called by, and what the browser or the app knows: time zone and unit."""

    name = forms.CharField(
        max_length=80,
        required=False,
        label="Name",
        help_text="What a coach would see. You can leave it out.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    unit = forms.ChoiceField(choices=User.Unit.choices, initial=User.Unit.KG, required=False, label="Loads in")
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-browser-zone": ""}))

    def clean_time_zone(self) -> str:
        """Keep what the browser says if this machine knows it; nobody is turned away for a new zone's name."""
        name: str = self.cleaned_data["time_zone"]
        return name if name in zoneinfo.available_timezones() else ""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Leave it: the adapter stores these with the person, in one write."""
