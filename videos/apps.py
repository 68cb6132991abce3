"""The app of form videos."""

from django.apps import AppConfig


class VideosConfig(AppConfig):
    """Uploads, stills and playback."""

    name = "videos"

    def ready(self) -> None:
        """Make the app's work and its places in other pages known."""
        from core import jobs, slots, ticks  # noqa: PLC0415 -- apps are loaded only now
        from videos import slots as pages  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain.following import follow_changed_sets  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain.rendition import RENDITION  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain.stills import STILLS  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain.sweep import SWEEP, want_daily_sweep  # noqa: PLC0415 -- apps are loaded only now
        from videos.domain.uploads.clock import tidy  # noqa: PLC0415 -- apps are loaded only now
        from workouts.domain import followers  # noqa: PLC0415 -- apps are loaded only now

        jobs.register(STILLS)
        jobs.register(RENDITION)
        jobs.register(SWEEP)
        ticks.register(want_daily_sweep)
        ticks.register(tidy)
        followers.register(follow_changed_sets)
        slots.register("session.set", pages.set_clips)
        slots.register("session.block", pages.film_button)
        slots.register("session.data", pages.film_data)
        slots.register("set.below", pages.set_videos)
        slots.register("subject.clips", pages.subject_clips)
        slots.register("today.card", pages.latest_card, order=300)
