"""The room for pose estimators; only `videos.domain.analyse` may import it."""
