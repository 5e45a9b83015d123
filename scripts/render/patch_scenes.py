"""Scenes that make the patch hard to find, each kind with its own difficulty; see `random_scene` for the tiers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from scripts.render.blotch import Blotch
from scripts.render.random_scene import random_scene
from scripts.render.scene import SceneSpec
from scripts.render.spectra import measured_skin
from scripts.render.split import Half
from tonematch.spectrum import reflectance_to_lab

Change = Callable[[SceneSpec, Blotch, np.random.Generator], SceneSpec]


def _faint(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Draw very light skin, whose patch is only some three Lab units lighter."""
    ita = float(generator.uniform(52, 62))
    own = float(reflectance_to_lab(measured_skin(ita)[1])[0])
    return replace(spec, ita_deg=ita, blotch=replace(blotch, lightness=own + 3.0, blood=0.0))


def _darker(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Draw a patch with more pigment than the skin around it."""
    ita = float(generator.uniform(-20, 60))
    own = float(reflectance_to_lab(measured_skin(ita)[1])[0])
    return replace(spec, ita_deg=ita, blotch=replace(blotch, lightness=own - float(generator.uniform(6, 14))))


def _soft(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Let the border fade over as much as the patch is wide."""
    return replace(spec, blotch=replace(blotch, rim=float(generator.uniform(0.6, 1.0))))


def _ragged(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Fray the outline, with many islands of pigment inside."""
    return replace(
        spec,
        blotch=replace(
            blotch,
            size=float(generator.uniform(0.08, 0.12)),
            ragged=float(generator.uniform(0.5, 0.7)),
            islands=int(generator.integers(15, 30)),
        ),
    )


def _several(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Add two smaller patches near the one that is clicked on."""
    others = tuple(
        replace(
            blotch,
            x=blotch.x + float(np.cos(turn)) * 2.6 * blotch.size,
            y=blotch.y + 0.8 * float(np.sin(turn)) * 2.6 * blotch.size,
            size=float(generator.uniform(0.35, 0.6)) * blotch.size,
        )
        for turn in generator.uniform(0, 2 * np.pi) + np.array([0.0, 2.1])
    )
    return replace(spec, others=others)


def _at_frame(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Move the patch to where the picture's edge cuts it off."""
    return replace(spec, blotch=replace(blotch, x=float(generator.uniform(0.015, 0.04))))


def _at_limb_edge(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Let the patch reach round the limb, so that it borders on cloth."""
    _, y0, radius, _, y1, _ = spec.bones[0]
    side = float(generator.choice([-1.0, 1.0]))
    return replace(spec, blotch=replace(blotch, y=(y0 + y1) / 2 + side * (radius - 0.4 * blotch.size)))


def _large(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Let the patch take up most of the limb beside the chart."""
    return replace(spec, blotch=replace(blotch, size=float(generator.uniform(0.14, 0.17)), stretch=1.2))


def _small(spec: SceneSpec, blotch: Blotch, generator: np.random.Generator) -> SceneSpec:
    """Shrink the patch to a few millimetres on an arm."""
    return replace(spec, blotch=replace(blotch, size=float(generator.uniform(0.018, 0.028)), islands=0))


KINDS: Mapping[str, Change] = MappingProxyType(
    {
        "faint": _faint,
        "darker": _darker,
        "soft border": _soft,
        "ragged": _ragged,
        "several": _several,
        "at the frame": _at_frame,
        "at the limb's edge": _at_limb_edge,
        "large": _large,
        "small": _small,
    }
)
"""By name, what each changes in a scene of the typical tier."""


def patch_scene(kind: str, seed: int, half: Half) -> SceneSpec:
    """Draw one scene of a kind in `KINDS`."""
    spec = random_scene("typical", seed, half)
    if spec.blotch is None:
        raise ValueError(kind)
    generator = np.random.default_rng([sorted(KINDS).index(kind) + 100, seed])
    return KINDS[kind](spec, spec.blotch, generator)
