"""Colours side by side on mid-grey, and bars; nothing but numbers and our own words goes into the markup."""

import streamlit as st

from tonematch.colour import Lab, lab_to_hex


def pair(left: Lab, right: Lab, alt: str, names: tuple[str, str]) -> None:
    """Show two colours edge to edge, each with our own word for it beneath."""
    sides = "".join(f'<span style="background:{lab_to_hex(lab)}"></span>' for lab in (left, right))
    below = "".join(f"<span>{name}</span>" for name in names)
    st.html(
        f'<div class="tm-swatch tm-pair" role="img" aria-label="{alt}">{sides}</div>'
        f'<div class="tm-sides" aria-hidden="true">{below}</div>'
    )


def chip(lab: Lab) -> None:
    """Show one colour small, as a picture beside its name."""
    st.html(f'<div class="tm-chip" aria-hidden="true"><span style="background:{lab_to_hex(lab)}"></span></div>')


def bar(share: float, alt: str) -> None:
    """Show a bar of a length between 0 and 1."""
    width = 100 * min(max(share, 0.0), 1.0)
    st.html(f'<div class="tm-bar" role="img" aria-label="{alt}"><span style="width:{width:.1f}%"></span></div>')
