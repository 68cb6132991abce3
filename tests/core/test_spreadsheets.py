"""CSV files: numbers stay numbers, and no text becomes a formula in a spreadsheet."""

import csv
import io
from datetime import date

import pytest

from core.spreadsheets import csv_answer, neutral


@pytest.mark.parametrize("text", ["=1+1", "+49 170", "-20 kg", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "written"),
    [(None, ""), (-20, -20), (-2.5, -2.5), (100.0, "100"), (102.06, 102.06), (1234567.0, 1234567.0),
     ("5 reps", "5 reps"), (date(2026, 3, 2), "2026-03-02"), ("", "")],
)  # fmt: skip
def test_numbers_dates_and_plain_texts_are_written_as_they_are(cell, written):
    assert neutral(cell) == written


def test_the_answer_is_a_file_with_a_head_and_its_rows():
    answer = csv_answer("deadlift-e1rm", ("date", "value_kg"), [(date(2026, 3, 2), 116.7), (date(2026, 3, 4), -1)])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="deadlift-e1rm.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows == [["date", "value_kg"], ["2026-03-02", "116.7"], ["2026-03-04", "-1"]]
