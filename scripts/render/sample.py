"""What a sample photo is."""

from dataclasses import dataclass

from scripts.render.scene import SceneSpec


@dataclass(frozen=True)
class Sample:
    """One sample photo: what it is for, and how it is rendered and saved."""

    name: str
    tier: str
    what: str
    spec: SceneSpec
    quality: int = 88
    orientation: int = 1

    @property
    def expect(self) -> str:
        """What tonematch should do with it."""
        return "refused" if self.tier == "refused" else "match"
