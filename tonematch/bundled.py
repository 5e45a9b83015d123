"""Where the palettes and sample photos that come with tonematch lie."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
HOME = PACKAGE.parent
"""The checkout, where there is one."""
BESIDE = PACKAGE if (PACKAGE / "palettes").is_dir() else HOME
"""In a package that was built they lie inside it, in a checkout beside it."""
PALETTES = BESIDE / "palettes"
SAMPLES = BESIDE / "sample_images"
RAW_SUFFIXES = (
    *(".3fr", ".ari", ".arw", ".cap", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".k25", ".kdc"),
    *(".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw"),
    ".x3f",
)
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", *RAW_SUFFIXES)


def palette_names() -> tuple[str, ...]:
    """Name the bundled palettes, in alphabetical order."""
    return tuple(sorted(path.stem for path in PALETTES.glob("*.json")))


def palette_path(name: str) -> Path:
    """Give the file of a bundled palette, whether or not it is there."""
    return PALETTES / f"{name}.json"


def stripe_photos() -> tuple[Path, ...]:
    """List the bundled sample photos of test stripes, in alphabetical order."""
    return tuple(sorted(path for path in (SAMPLES / "stripes").glob("*") if path.suffix.lower() in PHOTO_SUFFIXES))


def sample_photos() -> tuple[Path, ...]:
    """List the bundled sample photos, in alphabetical order."""
    return tuple(sorted(path for path in SAMPLES.glob("*") if path.suffix.lower() in PHOTO_SUFFIXES))
