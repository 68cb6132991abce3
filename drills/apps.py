"""The app of drills."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    """Drills, the programme and its gates."""

    name = "drills"

    def ready(self) -> None:
        """Make the app's work and its places in other pages known."""
        from core import jobs, slots, tabs, ticks  # noqa: PLC0415 -- apps are loaded only now
        from drills.domain.clip_counts import take_count  # noqa: PLC0415 -- apps are loaded only now
        from drills.domain.clips import PRACTICE  # noqa: PLC0415 -- apps are loaded only now
        from drills.domain.programme_library import library_mark  # noqa: PLC0415 -- apps are loaded only now
        from drills.domain.programme_sessions import programme_guide  # noqa: PLC0415 -- apps are loaded only now
        from drills.domain.reminders import enqueue_due  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import baseline as baseline_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import due as due_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import faults as fault_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import gate_words  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import gates as gate_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import programme as programme_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.slots import warm_up as warm_up_slots  # noqa: PLC0415 -- apps are loaded only now
        from drills.tasks.reminder import REMINDER  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain import subjects  # noqa: PLC0415 -- apps are loaded only now
        from videos.signals import analysis_finished  # noqa: PLC0415 -- apps are loaded only now
        from workouts.domain import guides  # noqa: PLC0415 -- apps are loaded only now

        guides.register(programme_guide, mark=library_mark)
        subjects.register(PRACTICE)
        jobs.register(REMINDER)
        ticks.register(enqueue_due)
        slots.register("today.card", baseline_slots.prompt_card, order=10)
        slots.register("today.card", programme_slots.head_card, order=40)
        slots.register("today.card", due_slots.due_card, order=60)
        slots.register("today.card", programme_slots.next_session_card, order=90)
        tabs.register("progress", "progress-drills", "Drills", order=25)
        slots.register("start.card", programme_slots.starts)
        slots.register("session.before_set", gate_words.before_set, order=10)
        slots.register("session.data", gate_words.gate_data)
        slots.register("today.card", gate_slots.gate_card, order=400)
        slots.register("exercise.below", gate_slots.exercise_notice, order=50)
        analysis_finished.connect(take_count, dispatch_uid="drills.take_count")
        slots.register("session.top", warm_up_slots.card, order=10)
        slots.register("session.data", warm_up_slots.data)
        slots.register("fault.below", fault_slots.fault_drills)
