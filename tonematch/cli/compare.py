"""`tonematch compare`: how good recipes are for one target."""

import typer

from tonematch.cli.mark_options import (
    BoxOption,
    ContralateralOption,
    ContralateralSkinOption,
    DarkerOption,
    LighterOption,
    Marks,
    PatchMaskOption,
    PatchOption,
    SkinMaskOption,
    SkinOption,
    StrokeOption,
)
from tonematch.cli.mix_options import (
    Afterwards,
    DensityOption,
    HealedEstimateOption,
    HealedOption,
    PowderOption,
    StrengthsOption,
    jars_in,
    reckoned_with,
)
from tonematch.cli.options import (
    AnywayOption,
    ChartOption,
    CoatsOption,
    CornersOption,
    JsonOption,
    OptionalPhoto,
    OverOption,
    PalettesOption,
    RecipesOption,
    TargetOption,
    TechniqueOption,
    checked_technique,
    one_target,
    palettes_or_default,
)


def compare(
    photo: OptionalPhoto = None,
    *,
    target: TargetOption = None,
    over: OverOption = None,
    patch: PatchOption = None,
    box: BoxOption = None,
    stroke: StrokeOption = None,
    lighter_in: LighterOption = None,
    darker_in: DarkerOption = None,
    patch_mask: PatchMaskOption = None,
    skin: SkinOption = None,
    skin_mask: SkinMaskOption = None,
    contralateral: ContralateralOption = None,
    contralateral_skin: ContralateralSkinOption = None,
    palette: PalettesOption = None,
    recipe: RecipesOption = None,
    technique: TechniqueOption = None,
    coats: CoatsOption = None,
    strengths: StrengthsOption = None,
    powder: PowderOption = None,
    healed: HealedOption = None,
    healed_estimate: HealedEstimateOption = False,
    density: DensityOption = None,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compare recipes for one target, best first."""
    marks = Marks(
        patch=patch,
        box=box,
        stroke=stroke,
        lighter_in=lighter_in,
        darker_in=darker_in,
        patch_mask=patch_mask,
        skin=skin,
        skin_mask=skin_mask,
        contralateral=contralateral,
        contralateral_skin=contralateral_skin,
    )
    wish = one_target(photo, target, over, marks)
    afterwards = Afterwards(powder, healed, healed_estimate)
    wanted = palettes_or_default(palette, checked_technique(technique))
    if not recipe:
        raise typer.BadParameter('Give at least one --recipe "CODE=3,CODE2=1".', param_hint="'--recipe'")
    from tonematch.cli import screen
    from tonematch.cli.aim import aim_at
    from tonematch.mix.healing.aftermath import stated_powder
    from tonematch.mix.match import compare_recipes
    from tonematch.mix.palettes.load import load_palette
    from tonematch.mix.shelf import shelf_of
    from tonematch.report.contract import compare_json

    palettes = shelf_of([load_palette(name) for name in wanted], strengths=jars_in(strengths)).palettes
    aim = aim_at(wish, chart=chart, corners=corners, anyway=anyway)
    rows = compare_recipes(
        aim.target,
        palettes,
        [one.parts for one in recipe],
        over=aim.over,
        technique=technique,
        coats=coats,
        after=reckoned_with(afterwards, aim.target) or stated_powder(palettes, technique),
        density=density,
    )
    if as_json:
        screen.write_json(compare_json(aim.target, rows, aim.photo, aim.sample, aim.over))
    else:
        screen.show_comparison(screen.people_console(), aim.target, rows, aim.photo, aim.sample)
