"""Scenes drawn at random in three tiers, for measuring how well photos like them are read.

easy: even daylight, a matte skin, the chart right beside the patch. typical: one lamp of any kind, imperfect white
balance, some fall-off and some shine. hard: two kinds of light at once, strong fall-off, shine, noise, a far chart.
"""

from dataclasses import replace
from typing import Literal

import numpy as np

from scripts.render.blotch import Blotch
from scripts.render.camera import Exposure
from scripts.render.chart_drawing import ChartPlace
from scripts.render.lighting import Lighting
from scripts.render.scene import SceneSpec
from scripts.render.skin_texture import Texture
from scripts.render.split import Half, draw_exposure

Tier = Literal["easy", "typical", "hard"]
TIERS: tuple[Tier, ...] = ("easy", "typical", "hard")
WIDTH, HEIGHT = 1000, 750
BACKDROPS = (("blue drape", "weave"), ("paper sheet", "paper"), ("grey towel", "towelling"))


def random_scene(tier: Tier, seed: int, half: Half) -> SceneSpec:
    """Draw one scene: limb, patch, chart, and light and camera of one half of the split."""
    generator = np.random.default_rng([TIERS.index(tier), seed])
    turn = generator.uniform(-6, 6)
    middle = generator.uniform(0.42, 0.55)
    radius = generator.uniform(0.19, 0.26)
    slope = np.tan(np.radians(turn))
    depth = generator.uniform(-62, 62)
    patch_x = generator.uniform(0.16, 0.29)
    reach = {"easy": 0.37, "typical": 0.42, "hard": 0.48}[tier]
    lightness = generator.uniform(69, 74) + 0.06 * depth
    return SceneSpec(
        seed=seed,
        width=WIDTH,
        height=HEIGHT,
        bones=((-0.3, middle - 0.8 * slope, radius, 1.3, middle + 0.8 * slope, radius * generator.uniform(0.9, 1.15)),),
        ita_deg=float(depth),
        along_deg=float(turn),
        flatness=float(generator.uniform(0.2, 0.5)),
        blotch=Blotch(
            float(patch_x),
            float(middle + generator.uniform(-0.03, 0.03)),
            float(generator.uniform(0.05, 0.09)),
            float(max(lightness, 73 if depth > 45 else 0)),
            turn_deg=float(generator.uniform(0, 180)),
            islands=int(generator.integers(0, 10)),
        ),
        charts=(
            ChartPlace(
                float(patch_x + reach),
                float(np.clip(middle - radius + generator.uniform(-0.08, 0.06), 0.17, 0.55)),
                float(generator.uniform(0.32, 0.40)),
                float(generator.uniform(-12, 12)),
                (float(generator.uniform(0, 0.08)), float(generator.uniform(0, 0.08))),
            ),
        ),
        texture=Texture(
            freckles=int(generator.choice([0, 0, 120])),
            moles=int(generator.integers(0, 3)),
            hairs=int(generator.integers(60, 500)),
            veins=float(generator.uniform(0.0, 0.08)),
        ),
        backdrop=BACKDROPS[int(generator.integers(len(BACKDROPS)))],
        lighting=_lighting(tier, generator),
        exposure=_exposure(tier, generator, half),
        noise={"easy": 1.0, "typical": 1.3, "hard": 1.8}[tier],
    )


def _lighting(tier: Tier, generator: np.random.Generator) -> Lighting:
    falloff = {"easy": 0.02, "typical": 0.10, "hard": 0.30}[tier]
    sheen = {"easy": 0.0, "typical": 0.012, "hard": 0.025}[tier]
    return Lighting(
        from_deg=float(generator.uniform(0, 360)),
        height_deg=float(generator.uniform(50, 75)),
        direct=float(generator.uniform(0.2, 0.6)),
        falloff=float(generator.uniform(-falloff, falloff)),
        vignette=float(generator.uniform(0, 0.04)),
        sheen=float(generator.uniform(0, sheen)) if sheen else 0.0,
        chart_shade=float(generator.uniform(0.1, 0.3)),
    )


def _exposure(tier: Tier, generator: np.random.Generator, half: Half) -> Exposure:
    drawn = draw_exposure(generator, half)
    if tier == "easy":
        red, blue = np.exp(generator.normal(0, 0.02, 2))
        return replace(
            drawn,
            lamp=f"daylight-{generator.uniform(5000, 6800):.0f}",
            second_lamp=None,
            second_share=0.0,
            white_balance=(float(red), float(blue)),
            stops=float(generator.uniform(-0.5, 0.05)),
            glare=0.002,
        )
    if tier == "typical":
        return replace(drawn, second_lamp=None, second_share=0.0, glare=0.003)
    return replace(
        drawn,
        second_lamp=str(generator.choice(["A", "D65", "LED-B2"])),
        second_share=float(generator.uniform(0.15, 0.5)),
        glare=0.005,
    )
