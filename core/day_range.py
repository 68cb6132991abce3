"""The filter of lists by the local day of a row."""

import django_filters


class DayRangeFilter(django_filters.FilterSet):
    """Filter rows with a `day` by `from` and `to`, both included; days are the athlete's local ones."""

    start = django_filters.DateFilter("day", "gte", label="first day")
    end = django_filters.DateFilter("day", "lte", label="last day")

    @classmethod
    def get_filters(cls):  # type: ignore[no-untyped-def]
        """Name the days `from` and `to`, which Python does not let a class body do."""
        filters = super().get_filters()
        if "start" in filters:
            filters["from"], filters["to"] = filters.pop("start"), filters.pop("end")
        return filters
