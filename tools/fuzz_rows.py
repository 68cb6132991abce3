"""Rows for requests drawn from the schema: Ada owns one of everything, Sam has an account and a little of his own."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.domain.tokens import create_token
from accounts.models import User
from biomech.synthetic import render_hinge_clip
from cues.domain.attachments import attach
from cues.domain.cues import create_cue
from cues.domain.library import load_library as load_cues
from cues.domain.pictures import read_picture, set_picture
from cues.domain.set_cues import save_set_cues
from drills.domain.baseline_answers import save_answers
from drills.domain.enrolments import save_enrolment
from drills.domain.gates import override
from drills.domain.library import create_own_drill, load_drills
from drills.domain.logs import save_log
from drills.domain.pauses import pause, resume
from drills.domain.planned import save_planned
from drills.domain.programme_library import load_programmes
from drills.domain.programmes import copy_programme
from drills.domain.reminders import save_reminder
from drills.domain.self_tests import save_self_test
from drills.models import DrillLog, Enrolment, PlannedDrill, Programme, SelfTest
from videos.domain.intake import take_in
from videos.models import Status, Video
from workouts.domain.bodyweight import save_bodyweight
from workouts.domain.library import create_own_exercise, load_library
from workouts.domain.sessions import save_session
from workouts.domain.sets import save_set
from workouts.domain.templates import save_template
from workouts.models import Bodyweight, Session, Set, Template, TemplateLine

PASSWORD = "a long enough password"  # noqa: S105
START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
LIFT = "romanian-deadlift"
PROGRAMME = "hip-hinge"
GATE = "good-morning"


@dataclass(frozen=True)
class Known:
    """What requests can name: ids of Ada's rows by resource, the tokens, and a clip that is taken."""

    ids: dict[str, str]
    ada: str
    sam: str
    clip: bytes


def seed(folder: Path) -> Known:
    """Store what the requests are about; the clip is rendered into `folder`."""
    load_library()
    load_cues()
    load_drills()
    load_programmes()
    ada = User.objects.create_user("ada@example.org", PASSWORD, name="Ada", time_zone="Europe/Berlin")
    sam = User.objects.create_user("sam@example.org", PASSWORD, name="Sam")
    clip = folder / "hinge.mp4"
    render_hinge_clip(clip, reps=1, seconds_per_rep=1.0, size_px=(160, 100))
    ids = _rows_of(ada, clip.read_bytes())
    save_set(_set_in(save_session(Session(owner=sam, started_at=START)), load_kg=60))
    revocable, _ = create_token(user=ada, name="old phone", scope="read")
    _, ada_secret = create_token(user=ada, name="fuzz", scope="write")
    _, sam_secret = create_token(user=sam, name="fuzz", scope="write")
    return Known(ids=ids | {"tokens": str(revocable.pk)}, ada=ada_secret, sam=sam_secret, clip=clip.read_bytes())


def _rows_of(owner: User, clip: bytes) -> dict[str, str]:
    session = save_session(Session(owner=owner, started_at=START, title="Lower A"))
    rows = [save_set(_set_in(session, load_kg=load, position=place)) for place, load in enumerate((80, 90, 100))]
    template = save_template(Template(owner=owner, title="Lower A"), lines=[TemplateLine(exercise_id=LIFT, sets=3)])
    weighing = save_bodyweight(Bodyweight(owner=owner, measured_at=START, weight_kg=71.5))
    own = create_own_exercise(
        owner=owner, name="Ada's hinge", primary=["glutes"], secondary=[], pattern="hinge", equipment="band"
    )
    video = take_in(SimpleUploadedFile("hinge.mp4", clip), owner=owner, recorded_at=timezone.now(), set=rows[0])
    _add_stills(video)
    return (
        {
            "sessions": str(session.pk),
            "sets": str(rows[0].pk),
            "templates": str(template.pk),
            "bodyweights": str(weighing.pk),
            "videos": str(video.pk),
            "exercises": own.pk,
        }
        | _cues_of(owner, rows[0])
        | _practice_of(owner)
        | _path_of(owner, today=owner.local_date(timezone.now()))
    )


def _cues_of(owner: User, row: Set) -> dict[str, str]:
    cue = create_cue(owner=owner, text="zip up the jacket", phase="set-up")
    place = attach(owner=owner, cue=cue, exercise=row.exercise)
    save_set_cues(row, cues=[cue.pk])
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "orange").save(drawn, "PNG")
    set_picture(cue, read_picture(drawn, size=drawn.tell()))
    return {"cues": cue.pk, "cue-attachments": str(place.pk), "faults": "squatting"}


def _practice_of(owner: User) -> dict[str, str]:
    drill = create_own_drill(owner=owner, name="Ada's towel hinge", sets=2, reps=10)
    log = save_log(DrillLog(owner=owner, drill=drill, performed_at=START, sets=2, reps=20, clean_reps=18))
    planned = save_planned(PlannedDrill(owner=owner, drill=drill, starts_on=START.date()))
    return {"drills": drill.pk, "drill-logs": str(log.pk), "planned-drills": str(planned.pk)}


def _path_of(owner: User, *, today: date) -> dict[str, str]:
    """Put Ada at the end of a phase whose gate is shut, with a pause behind her, and one gate opened by hand."""
    library = Programme.objects.get(pk=PROGRAMME)
    own = copy_programme(library, owner=owner)
    began = today - timedelta(days=17)  # the second and last week of the phase: seven of the days were paused
    enrolment = Enrolment(owner=owner, programme=library, started_on=began, training_days=[0, 3], loads={LIFT: 60.0})
    save_enrolment(enrolment)
    pause(enrolment, reason="travel", on=began + timedelta(days=4))
    resume(enrolment, on=began + timedelta(days=11))
    now = timezone.now()
    tried = save_self_test(SelfTest(owner=owner, test="toe-touch", performed_at=START, passed=False))
    override(owner=owner, gate=GATE, by=owner, reason="Seen by a coach.", at=now)
    save_answers(owner=owner, at=now, goal="strength", training_days=[0, 3], clean_hinges=4, deadlift_kg=80.0)
    save_reminder(owner=owner, on=False, at=time(18), now=now)
    return {
        "programmes": own.pk,
        "enrolments": str(enrolment.pk),
        "self-tests": str(tried.pk),
        "gates": GATE,
        "prerequisites": "hamstring-mobility",
    }


def _set_in(session: Session, *, load_kg: float, position: int = 0) -> Set:
    return Set(
        owner=session.owner, session=session, exercise_id=LIFT, position=position, load_kg=load_kg, reps=8,
        performed_at=session.started_at,
    )  # fmt: skip


def _add_stills(video: Video) -> None:
    """Put pictures where a worker would, so that their addresses answer."""
    for which in ("poster", "sprite"):
        for ending in ("webp", "jpg"):
            picture = io.BytesIO()
            Image.new("RGB", (32, 20)).save(picture, "WEBP" if ending == "webp" else "JPEG")
            picture.seek(0)
            default_storage.save(f"{video.folder}/{which}.{ending}", picture)
    stems = {which: f"{video.folder}/{which}" for which in ("poster", "sprite")}
    Video.objects.filter(pk=video.pk).update(**stems, status=Status.READY, duration_s=1.0, width=160, height=100)
