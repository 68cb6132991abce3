"""Pages of planned drills and of the warm-up."""

from datetime import UTC, datetime, timedelta

import pytest

from drills.domain.planned import plan_drill
from drills.models import PlannedDrill
from tests.drills.test_log_pages import undo
from tests.drills.words import text

pytestmark = pytest.mark.usefixtures("dowel")


@pytest.fixture
def today(athlete):
    return athlete.local_date(datetime.now(UTC))


@pytest.fixture
def row(athlete, own_drill, today):
    return plan_drill(
        owner=athlete, drill=own_drill, when="daily", on=today - timedelta(days=9), sets=2, reason="Why not"
    )


def test_a_drill_is_put_on_today_from_its_page(page, athlete, own_drill, today):
    page.get("/drills/towel-hinge")
    body = {"drill": "towel-hinge", "when": "training-days", "sets": "4", "reps": "", "reason": "For the gate"}
    answer = page.post("/drills/plan", body | {"next": "/drills/towel-hinge#plan"}, follow=True)
    row = PlannedDrill.objects.get()
    assert (row.owner, row.drill, row.when, row.sets, row.reps) == (athlete, own_drill, "training-days", 4, None)
    assert (row.starts_on, row.ends_on, row.reason) == (today, None, "For the gate")
    assert "On training days" in text(answer) and "For the gate" in text(answer)


def test_the_list_says_what_is_planned_and_where_to_go_without(page, row, stranger, own_drill):
    said = text(page.get("/drills/plan"))
    assert "Towel hinge , 2 × 10 Every day · Why not Change Towel hinge Plan another drill" in said
    page.force_login(stranger)
    assert "Nothing planned beside your programme" in text(page.get("/drills/plan"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"when": "sometimes"}, "sometimes"),
        ({"sets": "0"}, "between 1 and 50"),
        ({"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "The last day cannot come before the first."),
        ({"ends_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_and_nothing_is_lost(page, own_drill, body, said):
    answer = page.post("/drills/plan", {"drill": "towel-hinge", "when": "daily", "reason": "my words"} | body)
    assert answer.status_code == 400 and said in text(answer) and "my words" in answer.text
    assert not PlannedDrill.objects.exists()


def test_a_plan_of_no_drill_or_anothers_is_not_there(page, own_drill, stranger):
    assert page.post("/drills/plan", {"when": "daily"}).status_code == 404
    page.force_login(stranger)
    assert page.post("/drills/plan", {"drill": "towel-hinge", "when": "daily"}).status_code == 404


def test_a_change_counts_from_today(page, row, today):
    page.post(f"/drills/plan/{row.pk}", {"when": "daily", "sets": "5", "starts_on": str(row.starts_on)})
    old, new = PlannedDrill.objects.order_by("starts_on")
    assert (old.sets, old.ends_on, new.sets, new.starts_on) == (2, today - timedelta(days=1), 5, today)


def test_a_plan_is_taken_off_and_back(page, row, today):
    last = today + timedelta(days=3)
    PlannedDrill.objects.update(ends_on=last)
    off = page.post(f"/drills/plan/{row.pk}/delete", follow=True)
    assert "Towel hinge is off the plan." in text(off)
    assert PlannedDrill.objects.get().ends_on == today - timedelta(days=1)
    assert "Towel hinge is planned again." in text(page.post(undo(off), follow=True))
    assert PlannedDrill.objects.get().ends_on == last


@pytest.mark.parametrize("until", ["2026-02-30", "soon", "1970-01-01"])
def test_an_odd_last_day_is_none(page, row, until):
    page.post(f"/drills/plan/{row.pk}/delete")
    page.post(f"/drills/plan/{row.pk}/restore?until={until}")
    assert PlannedDrill.objects.get().ends_on is None


def test_the_warm_up_shows_the_dowel_hinge_and_takes_another_dose(page, today):
    assert "Dowel hip hinge 3 × 15" in text(page.get("/drills/warm-up"))
    page.post("/drills/warm-up", {"drill": "dowel-hinge", "dowel-hinge-sets": "2", "dowel-hinge-reps": "8"})
    row = PlannedDrill.objects.get()
    assert (row.when, row.sets, row.reps, row.starts_on) == ("warm-up", 2, 8, today)
    assert "Dowel hip hinge 2 × 8" in text(page.get("/drills/warm-up"))


def test_a_drill_is_added_to_the_warm_up_and_left_out_and_put_back(page, own_drill):
    assert "Towel hinge is" not in text(page.get("/drills/warm-up"))
    added = text(page.post("/drills/warm-up", {"drill": "towel-hinge"}, follow=True))
    assert "Towel hinge opens your lower-body sessions." in added and "Towel hinge 2 × 10" in added
    out = text(page.post("/drills/warm-up", {"drill": "towel-hinge", "do": "out"}, follow=True))
    assert "Towel hinge is left out" in out and "Towel hinge 2 × 10" not in out


def test_a_drill_that_is_due_every_day_is_left_out_of_the_warm_up_by_name_and_put_back(page, row):
    assert "Towel hinge 2 × 10" in text(page.get("/drills/warm-up"))
    out = text(page.post("/drills/warm-up", {"drill": "towel-hinge", "do": "out"}, follow=True))
    assert "Left out Towel hinge Put back" in out
    back = text(page.post("/drills/warm-up", {"drill": "towel-hinge", "do": "back"}, follow=True))
    assert "Towel hinge 2 × 10" in back and "Left out" not in back


def test_the_dowel_hinge_does_not_leave_the_warm_up(page):
    said = text(page.post("/drills/warm-up", {"drill": "dowel-hinge", "do": "out"}, follow=True))
    assert "Dowel hip hinge opens every lower-body session." in said and "Leave it out" not in said


def test_a_dose_of_the_warm_up_that_makes_no_sense_is_refused_at_its_field(page):
    answer = page.post("/drills/warm-up", {"drill": "dowel-hinge", "dowel-hinge-sets": "99"})
    assert answer.status_code == 400 and "between 1 and 50" in text(answer)
    assert not PlannedDrill.objects.exists()


def test_planned_pages_cost_few_queries(page, athlete, own_drill, row, django_assert_max_num_queries):
    for path, most in (("/drills/plan", 5), (f"/drills/plan/{row.pk}", 5), ("/drills/warm-up", 13)):
        with django_assert_max_num_queries(most):
            page.get(path)


def test_leaving_a_drill_out_twice_says_nothing_untrue(page, athlete, own_drill, today):
    plan_drill(owner=athlete, drill=own_drill, when="warm-up", on=today)
    for _ in range(2):
        answer = page.post("/drills/warm-up", {"drill": "towel-hinge", "do": "out"}, follow=True)
        assert "Towel hinge is left out of the warm-up." in text(answer)
        assert "opens every lower-body session." not in text(answer)
