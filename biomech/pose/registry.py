"""All pose estimators by name; another is one file and one line here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from biomech.models import DEFAULT, Kind, find_model
from biomech.pose.base import Estimator
from biomech.pose.mediapipe_engine import MediapipeEstimator

DEFAULT_ESTIMATOR: str = DEFAULT


def _mediapipe(kind: Kind) -> Callable[[Path], Estimator]:
    return lambda models: MediapipeEstimator(find_model(kind, models))


#: What makes an estimator from the folder its models are in; raises `models.ModelMissing`.
ESTIMATORS: Mapping[str, Callable[[Path], Estimator]] = MappingProxyType(
    {"lite": _mediapipe("lite"), "full": _mediapipe("full"), "heavy": _mediapipe("heavy")}
)
