"""Clips whose pictures say which frame they are, and how to read that back from a picture."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from tests.biomech.numbered import write_numbered

BITS = 10
BLOCK = 16  # pixels of a bit's side; twice the size of what compression can smear
EDGE = 8
CORNERS = {"top left": (220, 40, 40), "top right": (40, 200, 60), "bottom left": (50, 70, 220)}
RATE = Fraction(30_000, 1001)

#: Read the bits and the corners off the video as the browser shows it: its frame number, and where the colours are.
READ = f"""() => {{
  const video = document.querySelector("fr-player video");
  const [width, height] = [video.videoWidth, video.videoHeight];
  const canvas = new OffscreenCanvas(width, height).getContext("2d", {{ willReadFrequently: true }});
  canvas.drawImage(video, 0, 0);
  const at = (x, y) => canvas.getImageData(x, y, 1, 1).data;
  let frame = 0;
  for (let bit = 0; bit < {BITS}; bit += 1) {{
    if (at({EDGE} + {BLOCK} * bit + {BLOCK // 2}, height / 2)[1] > 127) frame += 2 ** bit;
  }}
  const far = {EDGE + BLOCK // 2};
  const color = (x, y) => [...at(x, y)].slice(0, 3).map((part) => part > 127 ? 1 : 0).join("");
  return {{ frame, width, height, corners: [color(far, far), color(width - far, far), color(far, height - far)] }};
}}"""
UPRIGHT = ["100", "010", "001"]  # red, green, blue


def picture(frame: int, width: int, height: int) -> np.ndarray:
    """Draw one upright picture."""
    drawn = np.full((height, width, 3), 70, np.uint8)
    for bit in range(BITS):
        value = 235 if frame >> bit & 1 else 20
        left, top = EDGE + BLOCK * bit, height // 2 - BLOCK // 2
        drawn[top : top + BLOCK, left : left + BLOCK] = value
    side = BLOCK + EDGE
    drawn[:side, :side] = CORNERS["top left"]
    drawn[:side, -side:] = CORNERS["top right"]
    drawn[-side:, :side] = CORNERS["bottom left"]
    return drawn


def render_numbered(path: Path, *, frames: int, size: tuple[int, int] = (192, 320), rotation: int = 0) -> None:
    """Write a clip; with `rotation` its pictures are stored turned, and the file says so, as phones do it."""
    write_numbered(
        path,
        frames=frames,
        rate=RATE,
        size_px=size,
        rotation_deg=rotation,
        options={"preset": "veryfast", "crf": "16"},
        draw=lambda number: picture(number, *size),
    )
