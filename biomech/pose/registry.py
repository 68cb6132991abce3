"""All pose estimators by name; another is one file and one line here."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from biomech.models import DEFAULT, Kind, ModelMissing, find_model, missing_libraries
from biomech.pose.base import Estimator
from biomech.pose.mediapipe_engine import MediapipeEstimator

DEFAULT_ESTIMATOR: str = DEFAULT


def _mediapipe(kind: Kind) -> Callable[[Path], Estimator]:
    def make(models: Path) -> Estimator:
        if find_spec("mediapipe") is None:
            raise ModelMissing("The packages for video analysis are not installed. Run `make setup`.")
        if missing := missing_libraries():
            raise ModelMissing(f"MediaPipe needs {', '.join(missing)}. Run `make setup`, or install them.")
        return MediapipeEstimator(find_model(kind, models))

    return make


#: What makes an estimator from the folder its models are in; raises `models.ModelMissing`.
ESTIMATORS: Mapping[str, Callable[[Path], Estimator]] = MappingProxyType(
    {"lite": _mediapipe("lite"), "full": _mediapipe("full"), "heavy": _mediapipe("heavy")}
)
