"""Which frames become stills."""

from biomech.decode_plan import plan_stills

EVERY_TENTH = list(range(0, 900, 10))


def test_keyframes_serve_when_every_part_has_one():
    plan = plan_stills(EVERY_TENTH, EVERY_TENTH[::5], count=9, start=0, end=900)
    assert plan.keyframes_only
    assert list(plan.times) == [50, 150, 250, 350, 450, 550, 650, 750, 850]


def test_one_part_without_a_keyframe_calls_for_exact_frames():
    keyframes = [time for time in EVERY_TENTH[::5] if not 300 <= time < 400]
    plan = plan_stills(EVERY_TENTH, keyframes, count=9, start=0, end=900)
    assert not plan.keyframes_only
    assert list(plan.times) == [50, 150, 250, 350, 450, 550, 650, 750, 850]


def test_the_frame_shown_at_a_moment_is_the_last_before_it():
    plan = plan_stills([0, 40, 90], [0], count=2, start=0, end=100)
    assert plan.times == (0, 40)


def test_frames_before_the_range_are_left_out_if_it_holds_any():
    plan = plan_stills([0, 52, 100], [0], count=4, start=50, end=58)
    assert plan.times == (52, 52, 52, 52)


def test_a_range_between_two_frames_shows_the_earlier():
    plan = plan_stills([0, 100], [0], count=2, start=50, end=60)
    assert plan.times == (0, 0)


def test_a_single_frame_fills_all_stills():
    assert plan_stills([7], [7], count=3, start=7, end=7).times == (7, 7, 7)
