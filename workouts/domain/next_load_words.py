"""How the reason for a next load is said: days, gaps, pain, feats and amounts in the reader's unit."""

from datetime import date

from core.units import Unit, from_kg, show_load, show_number
from workouts.models.set import Place

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
GOAL_UNITS = {"reps": "reps", "time": "s", "distance": "m"}


def count_words(number: int, thing: str) -> str:
    """Return a number with its noun: one week, five weeks, 14 months."""
    word = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{word} {thing}{'' if number == 1 else 's'}"


def gap_words(day: date, on: date) -> str:
    """Return how long ago a day was, in weeks, then months, then years."""
    days = (on - day).days
    if days < 63:
        return count_words(days // 7, "week")
    return count_words(days // 30, "month") if days < 730 else count_words(days // 365, "year")


def day_words(day: date, on: date) -> str:
    """Return a day as people name it: today, yesterday, on Monday, on 12 Nov, on 12 Nov 2024."""
    days = (on - day).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if 1 < days < 7:
        return f"on {day:%A}"
    return f"on {day.day} {day:%b}" + ("" if day.year == on.year else f" {day.year}")


def pain_words(pain: int, place: str, day: date, on: date) -> str:
    """Return what was noted about pain: the place, the number, the day, and nothing more."""
    named = place and place != Place.OTHER
    where = f" in the {Place(place).label.lower()}" if named else ""
    return f"you noted pain {pain}/10{where} on {day.day} {day:%b}" + ("" if day.year == on.year else f" {day.year}")


def amount_words(load_kg: float, unit: Unit) -> str:
    """Return a load as it is spoken of: 100 kg, 20 kg of assistance, own weight."""
    if load_kg == 0:
        return "own weight"
    return show_load(load_kg, unit) if load_kg > 0 else f"{show_load(-load_kg, unit)} of assistance"


def goal_words(goal: float, measure: str) -> str:
    """Return what a set was to make: 8, 60 s, 40 m."""
    shown = show_number(goal)
    return shown if measure == "reps" else f"{shown} {GOAL_UNITS[measure]}"


def short_words(which: str, made: float, goal: float, measure: str) -> str:
    """Return by how much a set fell short: the last set made 6 of 8 reps."""
    counted = "rep" if (measure, goal) == ("reps", 1) else GOAL_UNITS[measure]
    return f"{which} made {show_number(made)} of {show_number(goal)} {counted}"


def rise_words(old_kg: float, new_kg: float, step_kg: float, unit: Unit) -> str:
    """Return what to do with the load: go up 2.5 kg; the new load itself where the step is not exact."""
    exact = round(from_kg(new_kg, unit) - from_kg(old_kg, unit), 2) == from_kg(step_kg, unit)
    if old_kg < 0:
        return f"take {show_load(step_kg, unit)} of it off" if exact else f"go to {amount_words(new_kg, unit)}"
    return f"go up {show_load(step_kg, unit)}" if exact else f"go up to {show_load(new_kg, unit)}"
