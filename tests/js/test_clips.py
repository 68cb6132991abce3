"""Clips on their way: which goes next, what the others wait for, what is said of them, what an answer means."""

from tests.js.rows import SESSION

UPLOADS = SESSION.parent / "uploads"
RULES, WORDS, SPEED = str(UPLOADS / "rules.js"), str(UPLOADS / "words.js"), str(UPLOADS / "speed.js")
ANSWERS, CHECKS = str(UPLOADS / "answers.js"), str(UPLOADS / "checks.js")
MB = 2**20


def clip(pk="c1", state="waiting", **more):
    return {"id": pk, "state": state, "fields": {}, "sent": 0, "size": 10 * MB, "anyway": False} | more


def world(**more):
    return {"ops": [], "wifiOnly": False, "stopped": None, "sending": None} | more


def making(state, row="s1", method="PUT"):
    return {"row": row, "method": method, "state": state}


STANDS = [
    (clip(), world(), "queued"),
    (clip(), world(sending="c1"), "sending"),
    (clip(), world(stopped="offline"), "offline"),
    (clip(state="paused"), world(stopped="offline"), "paused"),
    (clip(fields={"set": "s1"}), world(ops=[making("waiting")]), "row-waiting"),
    (clip(fields={"set": "s1"}), world(ops=[making("refused")]), "row-refused"),
    (clip(fields={"set": "s1"}), world(ops=[making("sent"), making("waiting", method="PATCH")]), "queued"),
    (clip(fields={"drill_log": "d1"}), world(ops=[making("waiting", row="d1")]), "row-waiting"),
    (clip(fields={"set": "s2"}), world(ops=[making("waiting")]), "queued"),
    (clip(), world(wifiOnly=True, connection="cellular"), "wifi"),
    (clip(anyway=True), world(wifiOnly=True, connection="cellular"), "queued"),
    (clip(), world(wifiOnly=True, connection="wifi"), "queued"),
    (clip(), world(wifiOnly=True), "queued"),  # the browser does not say
]


def test_a_clip_says_what_it_waits_for(js):
    found = js(RULES, "standOf", [[one, around] for one, around, _ in STANDS])
    assert found == [stand for _, _, stand in STANDS]


def next_of(js, clips, **around):
    found = js(RULES, "nextOf", [[clips, world(**around)]])[0]
    return found and found["id"]


def test_the_first_that_was_chosen_and_may_go_goes_next(js):
    waits = clip("c1", fields={"set": "s1"})
    assert next_of(js, [clip("c3"), clip("c2"), waits], ops=[making("waiting")]) == "c2"
    assert next_of(js, [clip("c3"), clip("c2"), waits]) == "c1"
    assert next_of(js, [clip("c1", "draft"), clip("c2", "paused"), clip("c3", "done")]) is None


def test_a_try_goes_on_after_what_stopped_the_last_one(js):
    assert next_of(js, [clip()], stopped="offline", sending="c1") == "c1"


def test_fields_that_were_refused_can_be_left_out_and_marks_go_together(js):
    fields = {"set": "s1", "trim_start_s": 3, "trim_end_s": 2, "recorded_at": "x"}
    found = clip(fields=fields, problem={"errors": {"trim_end_s": ["no"], "filename": ["no"]}})
    assert js(RULES, "wrongFields", [[found]]) == [["trim_end_s"]]
    assert js(RULES, "without", [[fields, ["trim_end_s"], 0]]) == [{"set": "s1", "recorded_at": "x"}]
    assert js(RULES, "without", [[{"set": "s1"}, ["set"], 0]]) == [{"recorded_at": "1970-01-01T00:00:00.000Z"}]


def test_speed_is_what_the_last_seconds_brought(js):
    slow = [[second * 1000, second * MB] for second in range(10)]
    fast = [[second * 1000, 10 * MB + (second - 10) * 4 * MB] for second in range(10, 20)]
    samples = js(SPEED, "sampled", [[[*slow, *fast], 20_000, 50 * MB]])[0]
    assert js(SPEED, "speedOf", [[samples]]) == [4 * MB]
    assert len(samples) == 9, "what is older is forgotten"


def test_speed_is_not_guessed_from_next_to_nothing_nor_across_a_new_beginning(js):
    assert js(SPEED, "speedOf", [[[]], [[[0, 0]]], [[[0, 0], [300, MB]]], [[[0, MB], [5000, MB]]]]) == [None] * 4
    assert js(SPEED, "sampled", [[[[0, 0], [1000, 5 * MB]], 2000, MB]]) == [[[2000, MB]]]
    assert js(SPEED, "sampled", [[[[9000, 0]], 2000, MB]]) == [[[2000, MB]]], "the clock was set back"


PROGRESS = [
    (0, None, "0 %"),
    (4.5 * MB, 3.2 * MB, "45 % · 3.2 MB/s · 2 s left"),
    (1 * MB, 0.1 * MB, "10 % · 102 KB/s · 2 min left"),
    (1 * MB, 0.3 * MB, "10 % · 307 KB/s · 30 s left"),
    (1 * MB, 1000, "10 % · 1 KB/s · 2 h 38 min left"),
    (9.999 * MB, 30 * MB, "99 % · 30 MB/s · 1 s left"),
    (4.5 * MB, 0, "45 % · nothing moves just now"),
    (10 * MB, 3 * MB, "100 % · being checked"),
]


def test_progress_is_said_in_a_line(js):
    found = js(WORDS, "progressWords", [[sent, 10 * MB, speed] for sent, speed, _ in PROGRESS])
    assert found == [said for _, _, said in PROGRESS]


def test_a_refusal_is_said_with_its_fields_as_people_call_them(js):
    problem = {"detail": "Some fields are wrong.", "errors": {"load_kg": ["Between -500 and 1,000."], "x": ["Odd."]}}
    told = clip(stand="refused", problem=problem)
    bare = clip(stand="refused", problem={"detail": "No room.", "errors": {}})
    deleted = clip(stand="refused", problem={"code": "deleted", "detail": "Use another id.", "errors": {}})
    said = js(WORDS, "standWords", [[told], [bare], [deleted]])
    assert said == [
        "Not sent: load: Between -500 and 1,000. Odd.",
        "Not sent: No room.",
        "Not sent: its video was deleted. Try again to add it anew.",
    ]


def test_what_is_there_already_is_said_while_a_clip_waits(js):
    assert js(WORDS, "standWords", [[clip(stand="offline", sent=5 * MB)]]) == [
        "No connection. It goes on by itself. 50 % are there."
    ]


SUMMARIES = [
    ([], None),
    (["done"], "Sent"),
    (["done", "paused"], "Paused"),
    (["paused", "queued", "offline"], "2 waiting"),
    (["queued", "signed-out"], "Sign in"),
    (["queued", "sending"], "50 %"),
    (["sending", "refused"], "1 not sent"),
]


def test_the_trays_button_says_what_matters_most(js):
    cases = [[[clip(stand=stand, sent=5 * MB) for stand in stands]] for stands, _ in SUMMARIES]
    found = js(WORDS, "summary", cases)
    assert [one and one["words"] for one in found] == [words for _, words in SUMMARIES]


def answer(status, method="PATCH", code="", after=0, tries=0):
    body = f'{{"code": "{code}", "detail": "Why.", "errors": {{}}}}' if code else "<h1>Proxy</h1>"
    return [{"method": method, "status": status, "body": body, "after": after}, tries, True]


LATER = {"stopped": "server-down", "after": 0}
ANSWERS_MEAN = [
    (answer(0), {"stopped": "server-down"}),
    (answer(404), {"anew": True}),
    (answer(410), {"anew": True}),
    (answer(401), {"who": True}),
    (answer(403, code="permission_denied"), {"who": True}),
    (answer(507, code="disk_full"), {"stopped": "full", "after": 30}),
    (answer(409, code="conflict"), LATER),
    (answer(429, code="throttled", after=7), {"stopped": "busy", "after": 7}),
    (answer(423), {"stopped": "busy", "after": 0}),
    (answer(413), LATER),  # words that are not ours refuse nothing
    (answer(400), LATER),
    (answer(502), LATER | {"failed": False}),
    (answer(500, code="server_error", tries=9), LATER | {"failed": True}),
]
REFUSED = [
    answer(400, code="not_a_video"), answer(413, "POST", "quota_exceeded"), answer(409, "POST", "id_taken"),
    answer(410, "POST", "deleted"), answer(500, code="server_error", tries=10),
]  # fmt: skip


def test_what_an_answer_means_for_a_clip(js):
    assert js(ANSWERS, "judge", [said for said, _ in ANSWERS_MEAN]) == [meant for _, meant in ANSWERS_MEAN]


def test_what_is_refused_says_why(js):
    found = js(ANSWERS, "judge", REFUSED)
    assert [one["state"] for one in found] == ["refused"] * len(REFUSED)
    assert found[0]["problem"] == {"code": "not_a_video", "detail": "Why.", "errors": {}, "status": 400}


def test_what_is_no_clip_is_said_before_it_is_sent(js):
    mp4 = list(b"\0\0\0\x18ftypisom")
    cases = [
        [100, mp4, 1000],
        [100, [0x1A, 0x45, 0xDF, 0xA3, 1], 1000],
        [0, [], 1000],
        [600 * MB, mp4, 500 * MB],
        [100, list(b"not a video"), 1000],
        [100, list(b"\xff\xd8\xff\xe0\0\x10JFIF"), 1000],
    ]
    fits, webm, empty, large, text, picture = js(CHECKS, "wrongWith", cases)
    assert (fits, webm) == ("", "")
    assert empty == "This file is empty. Choose the clip again."
    assert large == "This file is larger than 500 MB, the most a video may have."
    assert text == picture == "This is not a video that FitnessRec can read. Send MP4, MOV, M4V, WebM or MKV."
