"""Who besides the owner may see a row: a registry of providers, filled by apps further right.

A provider is asked for a viewer and a model and answers with the condition under which that viewer may see
rows of it, or None. Nothing else crosses from the right to the left.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

Provider = Callable[[Any, type[Model]], Q | None]

_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider; called once from an app's `ready()`. Works as a decorator."""
    _providers.append(provider)
    return provider


def unregister(provider: Provider) -> None:
    """Take a provider out again."""
    _providers.remove(provider)


def granted(viewer: Any, model: type[Model]) -> Q:
    """Return the condition under which others' rows of the model are visible to the viewer."""
    condition = Q(pk__in=[])
    for grant in _given(viewer, model):
        condition |= grant
    return condition


def sees_others(viewer: Any, model: type[Model]) -> bool:
    """Tell whether anybody's rows of the model but their own may be visible to the viewer."""
    return bool(_given(viewer, model))


def _given(viewer: Any, model: type[Model]) -> list[Q]:
    return [grant for provider in _providers if (grant := provider(viewer, model)) is not None]
