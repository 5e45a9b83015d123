"""Run tonematch as ``python -m tonematch``."""

from tonematch.cli import main

if __name__ == "__main__":
    main()
