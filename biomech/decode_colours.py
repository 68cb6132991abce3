"""Pictures with a high dynamic range brought to the colours of ordinary screens: small ones, in the parent.

swscale does this for the frames of a whole clip, but works three seconds of processor time on a table first; a poster
is wanted at once. Formulas: ITU-R BT.2100 (HLG, PQ), BT.2087 (primaries), BT.2408 (white at 203 nits).
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

#: How the wire names them.
TRANSFERS = ("hlg", "pq")

_LEVELS = 1 << 12  # 10 bits come in; two more cost nothing
_WHITE_NITS, _HLG_PEAK_NITS, _HLG_GAMMA = 203.0, 1000.0, 1.2
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593], np.float32)
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32)
#: Light up to here stays as it is, the rest is squeezed in below white.
_KNEE = 0.9


def to_screen(rgb: npt.NDArray[np.uint16], transfer: str) -> npt.NDArray[np.uint8]:
    """Return a picture in BT.2020 and one of TRANSFERS, 16 bits a value, in sRGB, 8 bits a value."""
    light = _light(transfer)[rgb >> 4]
    if transfer == "hlg":
        brightness = np.maximum(light @ _LUMA_2020, np.float32(1e-6))[..., None]
        light *= brightness ** np.float32(_HLG_GAMMA - 1) * np.float32(_HLG_PEAK_NITS / _WHITE_NITS)
    light = np.maximum(light @ _TO_709.T, 0)
    peak = np.maximum(light.max(axis=-1, keepdims=True), np.float32(1e-6))
    room = 1 - _KNEE
    squeezed = np.where(peak > _KNEE, _KNEE + room * np.tanh((peak - _KNEE) / room), peak)
    light *= squeezed / peak
    shown: npt.NDArray[np.uint8] = _screen()[(np.clip(light, 0, 1) * (_LEVELS - 1)).astype(np.uint16)]
    return shown


@lru_cache
def _light(transfer: str) -> Floats:
    """Return the light of each signal level: of the scene for HLG, on the screen in units of white for PQ."""
    signal = np.arange(_LEVELS) / (_LEVELS - 1)
    if transfer == "hlg":
        light = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12)
    else:
        power = signal ** (1 / 78.84375)
        share = np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
        light = share ** (1 / 0.1593017578125) * 10_000 / _WHITE_NITS
    return light.astype(np.float32)


@lru_cache
def _screen() -> npt.NDArray[np.uint8]:
    """Return the sRGB value of each level of light."""
    light = np.arange(_LEVELS) / (_LEVELS - 1)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(shown * 255).astype(np.uint8)
