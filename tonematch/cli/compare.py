"""`tonematch compare`: how good recipes are for one target."""

import typer

from tonematch.cli.amount_options import BalanceOption, BatchGramsOption, UnitOption, measure_typed
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
    ForgivingOption,
    HealedEstimateOption,
    HealedOption,
    LightOption,
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
    InStockOption,
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
    in_stock_only: InStockOption = False,
    recipe: RecipesOption = None,
    technique: TechniqueOption = None,
    coats: CoatsOption = None,
    strengths: StrengthsOption = None,
    powder: PowderOption = None,
    healed: HealedOption = None,
    healed_estimate: HealedEstimateOption = False,
    density: DensityOption = None,
    light: LightOption = "D65",
    forgiving: ForgivingOption = False,
    unit: UnitOption = None,
    batch_grams: BatchGramsOption = None,
    balance: BalanceOption = 0.01,
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
    measure = measure_typed(unit, batch_grams, balance)
    afterwards = Afterwards(powder, healed, healed_estimate)
    wanted = palettes_or_default(palette, checked_technique(technique))
    if not recipe:
        raise typer.BadParameter('Give at least one --recipe "CODE=3,CODE2=1".', param_hint="'--recipe'")
    from tonematch.cli import screen
    from tonematch.cli.aim import aim_at
    from tonematch.mix.amounts import check_amounts
    from tonematch.mix.compare import hold_recipes
    from tonematch.mix.palettes.load import load_palette
    from tonematch.report.documents.contract import compare_json

    palettes = [load_palette(name) for name in wanted]
    jars = jars_in(strengths)
    aim = aim_at(wish, chart=chart, corners=corners, anyway=anyway)
    comparison = hold_recipes(
        aim.target,
        palettes,
        [one.parts for one in recipe],
        over=aim.over,
        technique=technique,
        coats=coats,
        light=light,
        prefer="forgiving" if forgiving else "nearest",
        after=reckoned_with(afterwards, aim.target),
        density=density,
        uncertainty=aim.uncertainty,
        strengths=jars,
        in_stock_only=in_stock_only,
    )
    check_amounts(comparison.recipes, aim.target, measure)
    if as_json:
        screen.write_json(compare_json(comparison, aim.photo, aim.sample, measure))
    else:
        screen.show_comparison(screen.people_console(), comparison, aim.photo, aim.sample, measure)
