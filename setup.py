"""Put the palettes and sample photos, which lie beside the package in the checkout, into the package that is built."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
BESIDE = ("palettes", "sample_images")


class BuildWithPalettes(build_py):
    """Build the package, and copy what it needs from beside it; a checkout that is installed in place has it there."""

    def run(self) -> None:
        """Build."""
        super().run()
        if self.editable_mode:
            return
        for folder in BESIDE:
            for path in sorted((HERE / folder).rglob("*")):
                if path.is_file():
                    target = Path(self.build_lib, "tonematch", path.relative_to(HERE))
                    self.mkpath(str(target.parent))
                    self.copy_file(str(path), str(target))


setup(cmdclass={"build_py": BuildWithPalettes})
