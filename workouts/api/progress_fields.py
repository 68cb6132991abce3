"""What progression is asked with and answers with. The answers are for the schema: columns go out as they are read."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.day_query import DayRangeQuery

UNITS = ["kg", "lb"]
BUCKETS = ["session", "day", "week", "month"]


class NameField(serializers.Field[str, Any, str, Any]):
    """The id of an exercise, or another name it goes by, as it was sent."""

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        return str(data)

    def to_representation(self, value: str) -> str:
        """Return the text."""
        return value


class RangeQuery(DayRangeQuery):
    """An exercise, a range of days, a unit."""

    exercise = extend_schema_field(serializers.CharField)(NameField)(
        help_text="id of the exercise, or another name it goes by"
    )
    unit = serializers.ChoiceField(UNITS, default="kg", help_text="of loads in the answer")


class StrengthQuery(RangeQuery):
    """What to show."""

    metric = serializers.ChoiceField(["e1rm", "top_set"], default="e1rm")
    bucket = serializers.ChoiceField(BUCKETS, default="session", help_text="one value for each")


class VolumeQuery(RangeQuery):
    """What to add up."""

    metric = serializers.ChoiceField(["volume_kg", "hard_sets", "reps"], default="volume_kg")
    bucket = serializers.ChoiceField(BUCKETS, default="session", help_text="one value for each")


class RecordsQuery(RangeQuery):
    """Whose records, and from when."""


class _OfExercise(serializers.Serializer[Any]):
    exercise = serializers.CharField(help_text="id of the exercise")
    unit = serializers.CharField(help_text="kg or lb")


class StrengthSerializer(_OfExercise):
    """One value a bucket, oldest first; all lists are of one length."""

    metric = serializers.CharField()
    bucket = serializers.CharField()
    formula = serializers.CharField(allow_null=True, help_text="of an e1RM; null for a top set")
    date = serializers.ListField(child=serializers.DateField(), help_text="the athlete's local day of the source set")
    value = serializers.ListField(child=serializers.FloatField(), help_text="in the unit")
    low = serializers.ListField(child=serializers.FloatField(), help_text="lowest answer of all formulas")
    high = serializers.ListField(child=serializers.FloatField(), help_text="highest answer of all formulas")
    load = serializers.ListField(child=serializers.FloatField(), help_text="of the source set, in the unit")
    reps = serializers.ListField(child=serializers.IntegerField(), help_text="of the source set")
    set = serializers.ListField(child=serializers.UUIDField(), help_text="the source set")
    session = serializers.ListField(child=serializers.UUIDField(), help_text="the source set's session")


class VolumeSerializer(_OfExercise):
    """One value a bucket, oldest first; all lists are of one length."""

    metric = serializers.CharField()
    bucket = serializers.CharField()
    date = serializers.ListField(
        child=serializers.DateField(), help_text="day of the session, or first day of the day, week or month"
    )
    value = serializers.ListField(
        child=serializers.FloatField(), help_text="load × repetitions in the unit, hard sets, or repetitions"
    )
    sets = serializers.ListField(child=serializers.IntegerField(), help_text="working sets")
    sessions = serializers.ListField(
        child=serializers.ListField(child=serializers.UUIDField()), help_text="the sessions that the value comes from"
    )


class RecordsSerializer(_OfExercise):
    """One line a record; all lists are of one length."""

    formula = serializers.CharField(help_text="of the e1RM")
    record = serializers.ListField(
        child=serializers.CharField(),
        help_text="reps_1 to reps_12, e1rm, volume (of a session), heaviest, most_reps (without added load), longest, "
        "farthest",
    )
    value = serializers.ListField(child=serializers.FloatField())
    measured = serializers.ListField(
        child=serializers.CharField(), help_text="what the value is in: kg, lb, reps, s, m"
    )
    date = serializers.ListField(child=serializers.DateField(), help_text="the athlete's local day")
    load = serializers.ListField(
        child=serializers.FloatField(allow_null=True),
        help_text="of the source set, in the unit; null where it had none, and for the volume of a session",
    )
    reps = serializers.ListField(
        child=serializers.IntegerField(allow_null=True), help_text="of the source set; null as for the load"
    )
    set = serializers.ListField(
        child=serializers.UUIDField(allow_null=True), help_text="the source set; null for the volume of a session"
    )
    session = serializers.ListField(child=serializers.UUIDField(), help_text="the session that it comes from")
