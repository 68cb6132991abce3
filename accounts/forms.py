"""Forms about the person: sign-up, profile, tokens, passkeys."""

import zoneinfo
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator

from accounts.equipment import BAR_WEIGHTS, PLATE_WEIGHTS, Bar, Plate
from accounts.models import USUAL_STEP, ApiToken, User, check_time_zone
from core.fields import LoadField
from core.units import Unit, show_number
from core.validators import between

UNITS: tuple[Unit, ...] = ("kg", "lb")
STEP_SAID = "A step lies between 0.1 and 50 kg (110 lb)."
KEY_NAME_LENGTH = 100


class SignupForm(AllauthSignupForm):
    """The sign-up page: what accounts.signup_fields asks, in the order that people expect."""

    field_order = ["name", "email", "password1", "unit", "time_zone"]


class ChangePasswordForm(AllauthChangePasswordForm):
    """Another password, by who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, oldpassword="Current password", password1="New password", password2="New password, again")


class ResetPasswordKeyForm(AllauthResetPasswordKeyForm):
    """Another password, by who got the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, password1="New password", password2="New password, again")


def _label(form: forms.Form, **labels: str) -> None:
    for name, label in labels.items():
        form.fields[name].label = label


class TokenForm(forms.ModelForm):
    """A token to be made for a device or a script."""

    class Meta:
        model = ApiToken
        fields = ("name", "scope")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Backup script"})}
        help_texts = {"name": "What it is for, so that you know it again in this list."}

    scope = forms.ChoiceField(
        label="What it may do",
        help_text="Read: see your log and clips. Read and write: also change and delete them.",
        choices=[(ApiToken.Scope.READ, "Read"), (ApiToken.Scope.WRITE, "Read and write")],
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )


class AddKeyForm(AddWebAuthnForm):
    """A passkey, or a security key beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name: Any = self.fields["name"]
        name.max_length = name.widget.attrs["maxlength"] = KEY_NAME_LENGTH
        name.validators.append(MaxLengthValidator(KEY_NAME_LENGTH))
        name.help_text = "Which device or key it is, such as: Pixel 9, blue USB key."
        alone = self.fields["passwordless"]
        alone.label = "Sign in without a password"
        alone.initial = True
        alone.help_text = (
            "The key then asks for your face, finger or PIN. "
            "Without the tick, you type your password first and use the key after it."
        )


class RenameKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(max_length=KEY_NAME_LENGTH)


def _zones() -> list[tuple[str, str]]:
    names = sorted(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
    )
    return [(name, name.replace("_", " ")) for name in ["UTC", *names]]


class ProfileForm(forms.ModelForm):
    """Name, unit, time zone, and the bars and plates this person owns."""

    time_zone = forms.ChoiceField(choices=_zones, validators=[check_time_zone])
    step_kg = LoadField(label="Loads rise by", validators=between(0.1, 50, STEP_SAID))

    class Meta:
        model = User
        fields = ("name", "unit", "time_zone", "step_kg")
        widgets = {"unit": forms.RadioSelect, "name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones: Any = self.fields["time_zone"]
        known = {name for name, _ in zones.choices}
        if self.instance.time_zone not in known:
            zones.choices = [(self.instance.time_zone, self.instance.time_zone), *_zones()]
        step = self.fields["step_kg"]
        assert isinstance(step, LoadField)
        step.unit = "lb" if self.instance.unit == "lb" else "kg"  # as the page shows it
        step.label = f"Loads rise by, {step.unit}"
        step.help_text = f"Empty: {show_number(USUAL_STEP[step.unit])} {step.unit}. An exercise can have its own step."
        pairs = {(plate["unit"], plate["weight"]): plate["pairs"] for plate in self.instance.plates}
        owned = {(bar["unit"], bar["weight"]) for bar in self.instance.bars}
        for unit in UNITS:
            for weight in PLATE_WEIGHTS[unit]:
                self.fields[_plate(unit, weight)] = forms.IntegerField(
                    min_value=0,
                    max_value=20,
                    required=False,
                    initial=pairs.get((unit, weight), 0),
                    label=f"{show_number(weight)} {unit}",
                )
            for weight in BAR_WEIGHTS[unit]:
                self.fields[_bar(unit, weight)] = forms.BooleanField(
                    required=False, initial=(unit, weight) in owned, label=f"{show_number(weight)} {unit}"
                )

    def clean_step_kg(self) -> float | None:
        """Keep a step that was left alone to the gram, whatever the unit rounds it to."""
        step_kg: float | None = self.cleaned_data["step_kg"]
        return step_kg if "step_kg" in self.changed_data else self.initial["step_kg"]

    def plate_fields(self) -> dict[Unit, list[forms.BoundField]]:
        """Return the pair counts of each unit, heaviest plate first."""
        return {unit: [self[_plate(unit, weight)] for weight in PLATE_WEIGHTS[unit]] for unit in UNITS}

    def bar_fields(self) -> list[forms.BoundField]:
        """Return the ticks for bars."""
        return [self[_bar(unit, weight)] for unit in UNITS for weight in BAR_WEIGHTS[unit]]

    def save(self, commit: bool = True) -> User:
        """Store the profile with its equipment."""
        plates: list[Plate] = []
        bars: list[Bar] = []
        for unit in UNITS:
            for weight in PLATE_WEIGHTS[unit]:
                pairs = self.cleaned_data[_plate(unit, weight)]
                if pairs:
                    plates.append({"weight": weight, "unit": unit, "pairs": pairs})
            bars += [
                {"weight": weight, "unit": unit}
                for weight in BAR_WEIGHTS[unit]
                if self.cleaned_data[_bar(unit, weight)]
            ]
        self.instance.plates, self.instance.bars = plates, bars
        return super().save(commit)


def _plate(unit: Unit, weight: float) -> str:
    return f"plate_{unit}_{weight}".replace(".", "_")


def _bar(unit: Unit, weight: float) -> str:
    return f"bar_{unit}_{weight}".replace(".", "_")
