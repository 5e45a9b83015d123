"""What is learned from and what is tested on: cameras and lamps, kept apart.

The cameras held out are those the sample photos are rendered with, so that the samples too show unseen cameras.
"""

from dataclasses import replace
from typing import Literal

import numpy as np

from scripts.render.camera import Exposure, camera_names, random_exposure

Half = Literal["learned", "held out"]
HELD_OUT_CAMERAS = (
    "Arashi_Vision_Insta360_X5",
    "Canon_EOS_5D_Mark_IV",
    "Canon_EOS_R5",
    "Canon_PowerShot_S90",
    "Fujifilm_X-T4",
    "Hasselblad_L2D-20c",
    "Nikon_D850",
    "Nikon_Z_f",
    "Panasonic_DC-GX9",
    "Sony_DSC-RX100M4",
    "Sony_ILCE-7M4",
)
HELD_OUT_LAMPS = ("LED-B3", "LED-V2", "FL11")
COOLEST_LEARNED_DAYLIGHT_K = 6500
WARMEST_LEARNED_BULB_K = 2900


def cameras_of(half: Half) -> tuple[str, ...]:
    """Name the cameras of one half."""
    return tuple(name for name in camera_names() if (name in HELD_OUT_CAMERAS) == (half == "held out"))


def lamp_is_held_out(lamp: str) -> bool:
    """Tell whether a lamp is kept for testing: some LEDs and tubes, the bluest daylight, the reddest bulbs."""
    kind, _, kelvin = lamp.partition("-")
    if kind == "daylight":
        return float(kelvin) > COOLEST_LEARNED_DAYLIGHT_K
    if kind == "bulb":
        return float(kelvin) < WARMEST_LEARNED_BULB_K
    return lamp in HELD_OUT_LAMPS


def draw_exposure(generator: np.random.Generator, half: Half) -> Exposure:
    """Draw a photo with a camera and a lamp of one half."""
    while True:
        drawn = random_exposure(generator)
        if lamp_is_held_out(drawn.lamp) == (half == "held out"):
            return replace(drawn, camera=str(generator.choice(list(cameras_of(half)))))
