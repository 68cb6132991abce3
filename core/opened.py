"""Forms of stored rows that were opened a while ago: what was left alone in them keeps what the row says by now."""

import json
from typing import Any

from django import forms
from django.http import QueryDict


class OpenedMixin:
    """A form of a row. Its page sends along, as `opened`, what the fields said when it was opened.

    A field that still says so was left alone: it counts as saying what the row does now, so that a change of meanwhile,
    from another tab or a device, stays. What somebody did change is stored, whatever the row says.
    """

    fields: dict[str, forms.Field]
    data: Any

    @property
    def opened(self) -> str:
        """Return what the fields say now, for the page to send along; nothing for a row that is not stored yet."""
        instance = self.instance  # type: ignore[attr-defined]
        return "" if instance._state.adding else json.dumps({name: self._stored(name) for name in self.fields})

    def full_clean(self) -> None:
        """Check the fields, after those that were left alone have what the row says."""
        opened = _read(self.data.get("opened", "")) if isinstance(self.data, QueryDict) else {}
        if opened and not self.instance._state.adding:  # type: ignore[attr-defined]
            self.data = self.data.copy()
            for name in self.fields.keys() & opened.keys():
                key = self.add_prefix(name)  # type: ignore[attr-defined]
                if _plain(self.data.getlist(key)) == _plain(opened[name]):
                    self.data.setlist(key, self._stored(name))
        super().full_clean()  # type: ignore[misc]

    def _stored(self, name: str) -> list[str]:
        """Return what a browser sends of a field that shows the row."""
        field: Any = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))  # type: ignore[attr-defined]
        if isinstance(field.widget, forms.FileInput):
            return []
        if isinstance(field.widget, forms.CheckboxInput):
            return ["on"] if value else []
        shown = field.widget.format_value(value)
        return [str(one) for one in (shown if isinstance(shown, list | tuple) else [shown]) if one not in (None, "")]


def _read(text: str) -> dict[str, list[Any]]:
    """Return what a page said it was opened with; anything else says nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name: said for name, said in found.items() if isinstance(said, list)} if isinstance(found, dict) else {}


def _plain(values: list[Any]) -> list[str]:
    """Return values without what a browser changes in them: the ends of lines, and blanks around."""
    lines = ("\n".join(str(value).splitlines()).strip() for value in values)
    return sorted(line for line in lines if line)
