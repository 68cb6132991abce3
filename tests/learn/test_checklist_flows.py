"""What the article says that one can do here: each flow has a named test, or a later issue that brings it."""

import re
from pathlib import Path

import pytest

from tests.learn.reading import CHECKLIST

ROOT = Path(__file__).resolve().parents[2]
FLOWS = {
    "video-form-analysis/record-side-view": (
        "tests/videos/test_intake.py::test_a_clip_of_a_set_copies_what_was_lifted",
        "tests/learn/test_checklist_links.py::test_filming_says_what_a_side_view_clip_needs",
    ),
    "drill-programming/dowel-in-all-lower-body": (
        "tests/drills/test_warm_up_card.py::test_a_lower_body_session_opens_with_the_dowel_hinge",
        "tests/drills/test_planned.py::test_the_warm_up_opens_with_the_dowel_hinge_whatever_is_asked",
    ),
    "drill-programming/daily-completion": (
        "tests/whole/test_practice.py::test_three_drills_three_taps_then_the_session_opens_with_a_warm_up_and_a_cue",
        "tests/drills/practice/test_adherence_properties.py::",
    ),
    "drill-programming/bodyweight-to-loaded": (
        "tests/drills/practice/test_due_pages.py::test_progress_shows_each_movement_with_its_level_and_where_it_comes_from",
        "tests/drills/test_log_pages.py::test_everything_about_practice_can_be_said",
    ),
    "posterior-chain/rdl-strength": (
        "tests/workouts/test_progress_page.py::test_romanian_and_conventional_deadlifts_are_lines_of_their_own",
    ),
    "posterior-chain/deadlift-strength": (
        "tests/workouts/test_progress_page.py::test_romanian_and_conventional_deadlifts_are_lines_of_their_own",
    ),
    "posterior-chain/accessory-volume": ("tests/workouts/test_muscles.py::test_hinges_and_accessories_are_told_apart",),
    "cue-library/attach-custom": (
        "tests/cues/test_cue_pages.py::test_the_page_of_an_exercise_shows_its_cues_in_order_and_takes_another",
        "tests/cues/test_cue_pages.py::test_an_own_cue_is_made_with_its_picture",
    ),
    "cue-library/defaults": (
        "tests/cues/test_library.py::test_three_cues_stand_on_the_deadlift_and_the_romanian_deadlift_of_everybody_who_joins",
    ),
    "cue-library/before-each-set": (
        "tests/cues/test_slots.py::test_cues_stand_before_the_next_set_with_a_form_of_their_own",
        "tests/whole/test_practice.py::test_three_drills_three_taps_then_the_session_opens_with_a_warm_up_and_a_cue",
    ),
    "overload-monitoring/warn-as-load-rises": (
        "tests/workouts/test_next_load.py::test_a_load_above_the_heaviest_with_form_held_says_so",
    ),
}
# They need measured clips, which come with the analysis and the player.
LATER = {
    "video-form-analysis/review-over-time",
    "video-form-analysis/compare-at-loads",
    "overload-monitoring/breakdown-load",
}


def test_every_flow_of_the_checklist_has_a_test_or_comes_later():
    asked = {f"{feature['key']}/{flow['k']}" for feature in CHECKLIST["app_features"] for flow in feature["flows"]}
    assert asked == set(FLOWS) | LATER
    assert not set(FLOWS) & LATER


@pytest.mark.parametrize("name", sorted({name for names in FLOWS.values() for name in names}))
def test_the_test_of_a_flow_is_there(name):
    path, _, test = name.partition("::")
    source = (ROOT / path).read_text()
    assert re.search(rf"^    def {test}|^def {test}" if test else r"^def test_", source, re.MULTILINE), name
