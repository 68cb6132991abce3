"""The pages of the log that are timed, and that a test holds to their query budget: one line adds one."""

from accounts.models import User
from workouts.models import Session, Set, Template


def page_paths(athlete: User) -> dict[str, str]:
    """Return the address of each page by its name, for an athlete with a history."""
    mine = Session.objects.for_user(athlete)
    last = mine.newest_first()[0]
    row = Set.objects.for_user(athlete).order_by("-performed_at", "-id")[0]
    template = Template.objects.for_user(athlete).order_by("title")[0]
    oldest_shown = mine.newest_first()[19]
    return {
        "today": "/",
        "history": "/sessions",
        "history, older": f"/sessions?before={oldest_shown.pk}",
        "history, a past year": f"/sessions?year={last.day.year - 2}",
        "history, a search": "/sessions?search=deadlift&from=2015-01-01",
        "start": "/sessions/start",
        "session": last.get_absolute_url(),
        "session, add an exercise": f"{last.get_absolute_url()}/exercises",
        "session, any (offline)": "/sessions/log",
        "kit": "/kit.json",
        "set": row.get_absolute_url(),
        "templates": "/templates",
        "template": template.get_absolute_url(),
        "exercises": "/exercises",
        "exercise": "/exercises/deadlift",
        "progress": "/progress",
        "progress, a year": "/progress?exercise=deadlift&range=1y",
        "progress, everything": "/progress?exercise=deadlift&range=all",
        "progress, every table row": "/progress?exercise=deadlift&range=all&bucket=session&table=e1rm",
        "progress, counted in reps": "/progress?exercise=pull-up&range=all",
        "e1RM as CSV": "/progress/e1rm.csv?exercise=deadlift&range=all&bucket=session",
        "muscles": "/progress/muscles",
        "muscles, everything": "/progress/muscles?range=all",
        "posterior chain": "/progress/posterior-chain",
        "posterior chain, everything": "/progress/posterior-chain?range=all",
        "body weight": "/progress/body-weight",
        "drills": "/drills",
        "drill library": "/drills/library",
        "drill": "/drills/dowel-hinge",
        "practice": "/drills/logs",
        "warm-up": "/drills/warm-up",
        "progress of drills": "/progress/drills",
        "progress of drills, everything": "/progress/drills?range=all",
        "cues": "/cues",
        "cue": "/cues/push-hips-back",
        "faults": "/faults",
        "fault": "/faults/rounded-back",
        "programme": "/programme",
        "programmes": "/programmes",
        "programme, its page": "/programmes/hip-hinge",
        "gates": "/gates",
        "gate": "/gates/technique-held",
        "self-tests": "/prerequisites",
        "self-test": "/prerequisites/erector-strength",
        "reminder": "/reminder",
        "learn": "/learn",
        "learn, a page": "/learn/mistakes",
        "body weight, everything": "/progress/body-weight?range=all&page=30",
    }
