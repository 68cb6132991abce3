"""Colours of clips with a high dynamic range, as today's phones film, against the standards' own formulas."""

from pathlib import Path

import av
import numpy as np
import pytest

from biomech.decode import read_stills
from biomech.decode_frames import Frame, read_frames

#: Patches of ordinary screen colours: red, green, blue, white, grey, skin.
PATCHES = np.array([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (128, 128, 128), (224, 172, 138)], float)
SIDE = 64
REFERENCE_WHITE_NITS = 203.0  # ITU-R BT.2408
#: Linear BT.709 to BT.2020 (ITU-R BT.2087).
WIDEN = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])


def linear(srgb):
    share = srgb / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def pq(nits):
    """Return the signal of SMPTE ST 2084."""
    y = (nits / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375


def hlg(nits):
    """Return the signal of ITU-R BT.2100 for a screen of 1,000 nits."""
    brightness = (nits @ LUMA_2020)[:, None]
    scene = np.clip(nits / 1000 * np.maximum(brightness / 1000, 1e-9) ** (-0.2 / 1.2), 0, 1)
    high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)


def write_patches(path: Path, signal: np.ndarray, transfer: int) -> Path:
    """Write a 10-bit HEVC clip in BT.2020 whose columns are the patches."""
    luma = signal @ LUMA_2020
    blue, red = (signal[:, 2] - luma) / 1.8814, (signal[:, 0] - luma) / 1.4746
    columns = [219 * luma + 16, 224 * blue + 128, 224 * red + 128]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx265", rate=30, options={"x265-params": "log-level=none"})
        stream.width, stream.height, stream.pix_fmt = SIDE * len(PATCHES), SIDE, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, transfer, 9, 1
        for index in range(3):
            frame = av.VideoFrame(stream.width, stream.height, "yuv420p10le")
            for plane, values in zip(frame.planes, columns, strict=True):
                row = np.repeat(np.round(values * 4).astype(np.uint16), plane.width // len(PATCHES))
                room = np.frombuffer(plane, np.uint16).reshape(-1, plane.line_size // 2)
                room[:, : plane.width] = row
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def patches_of(rgb: np.ndarray) -> np.ndarray:
    side = rgb.shape[1] / len(PATCHES)
    at = [round((n + 0.5) * side) for n in range(len(PATCHES))]
    return np.array([rgb[rgb.shape[0] // 2, x] for x in at], float)


def rgb_of(frame: Frame) -> np.ndarray:
    """Return a frame's colours by the formulas of BT.709, limited range."""
    luma, blue, red = (plane.astype(float) for plane in frame.planes)
    blue, red = (np.repeat(np.repeat(plane, 2, 0), 2, 1) - 128 for plane in (blue, red))
    luma = (luma - 16) * 255 / 219
    rgb = [luma + 1.7927 * red, luma - 0.2132 * blue - 0.5329 * red, luma + 2.1124 * blue]
    return np.clip(np.stack(rgb, axis=2), 0, 255)


@pytest.fixture(scope="module", params=["hlg", "pq"])
def clip(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("hdr") / f"{request.param}.mov"
    nits = linear(PATCHES) @ WIDEN.T * REFERENCE_WHITE_NITS
    signal, transfer = (hlg(nits), 18) if request.param == "hlg" else (pq(nits), 16)
    return write_patches(path, signal, transfer)


def off(found: np.ndarray) -> float:
    return float(np.abs(found - PATCHES).max())


def test_frames_have_the_colours_of_an_ordinary_screen(clip):
    _, first, *_ = read_frames(clip)
    assert isinstance(first, Frame)
    found = patches_of(rgb_of(first))
    assert off(found) < 70  # full green loses most: tone mapping keeps room for light that no screen patch has
    assert np.abs(found[3:] - PATCHES[3:]).max() < 16  # white, grey and skin


def test_stills_have_them_too(clip):
    poster = next(read_stills(clip))
    found = patches_of(poster.rgb)
    assert np.abs(found[3:] - PATCHES[3:]).max() < 16


def test_small_old_clips_are_read_as_bt601_and_written_as_bt709(tmp_path):
    path = tmp_path / "sd.mp4"
    rgb = np.repeat(np.repeat(PATCHES[None].astype(np.uint8), SIDE, 0), SIDE, 1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = rgb.shape[1], rgb.shape[0], "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="yuv420p")))
        container.mux(stream.encode())
    _, first, *_ = read_frames(path)
    assert isinstance(first, Frame)
    assert off(patches_of(rgb_of(first))) < 12
