"""Clips, clips on their way, and who watched what."""

from videos.models.upload import Upload
from videos.models.video import PENDING, Container, Status, Video, VideoQuerySet
from videos.models.viewing import Viewing

__all__ = ["PENDING", "Container", "Status", "Upload", "Video", "VideoQuerySet", "Viewing"]
