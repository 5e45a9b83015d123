"""`tonematch match`: sample, then suggest shades and blends; or suggest for a colour given as numbers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.cli.again import match_again, only_beside
from tonematch.cli.amount_options import BalanceOption, BatchGramsOption, UnitOption, measure_typed
from tonematch.cli.mark_options import (
    AlsoOption,
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
    FromJsonOption,
    InStockOption,
    JsonOption,
    MaxPartsOption,
    MaxShadesOption,
    OptionalPhoto,
    OverOption,
    PalettesOption,
    TargetOption,
    TechniqueOption,
    checked_technique,
    one_target,
    palettes_or_default,
)

if TYPE_CHECKING:
    from tonematch.cli.again import Again
    from tonematch.cli.aim import Aim
    from tonematch.mix.amounts import Measure
    from tonematch.mix.answer import Suggestions
    from tonematch.report.pages.content import ReportContent

PREVIEW_CAVEAT = "Screens differ: it is an estimate for the eye, not a measurement."
REPORT_SUFFIXES = (".pdf", ".html", ".htm")


def _report_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in REPORT_SUFFIXES:
        raise typer.BadParameter(f'"{text}" ends neither in .pdf nor in .html.')
    return path


def match(
    context: typer.Context,
    photo: OptionalPhoto = None,
    *,
    from_json: FromJsonOption = None,
    patch: PatchOption = None,
    box: BoxOption = None,
    stroke: StrokeOption = None,
    lighter_in: LighterOption = None,
    darker_in: DarkerOption = None,
    patch_mask: PatchMaskOption = None,
    skin: SkinOption = None,
    skin_mask: SkinMaskOption = None,
    also: AlsoOption = None,
    contralateral: ContralateralOption = None,
    contralateral_skin: ContralateralSkinOption = None,
    target: TargetOption = None,
    over: OverOption = None,
    palette: PalettesOption = None,
    in_stock_only: InStockOption = False,
    max_shades: MaxShadesOption = 2,
    max_parts: MaxPartsOption = 8,
    technique: TechniqueOption = None,
    coats: CoatsOption = None,
    strengths: StrengthsOption = None,
    powder: PowderOption = None,
    healed: HealedOption = None,
    healed_estimate: HealedEstimateOption = False,
    density: DensityOption = None,
    light: LightOption = "D65",
    forgiving: ForgivingOption = False,
    top: Annotated[int, typer.Option("--top", min=1, help="How many recipes to show.")] = 10,
    preview: Annotated[
        Path | None, typer.Option("--preview", metavar="OUT.png", help="Write the patch with the first recipe on it.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", parser=_report_path, metavar="OUT.pdf|OUT.html", help="Write a report."),
    ] = None,
    unit: UnitOption = None,
    batch_grams: BatchGramsOption = None,
    balance: BalanceOption = 0.01,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Suggest shades and blends for the skin around a patch, or for a colour given with --target."""
    if from_json is not None:
        only_beside(context)
        _again(match_again(from_json, photo, palette or ()), preview=preview, report=report, as_json=as_json)
        return
    marks = Marks(
        patch=patch,
        box=box,
        stroke=stroke,
        lighter_in=lighter_in,
        darker_in=darker_in,
        patch_mask=patch_mask,
        skin=skin,
        skin_mask=skin_mask,
        also=tuple(also or ()),
        contralateral=contralateral,
        contralateral_skin=contralateral_skin,
    )
    wish = one_target(photo, target, over, marks)
    measure = measure_typed(unit, batch_grams, balance)
    afterwards = Afterwards(powder, healed, healed_estimate)
    wanted = palettes_or_default(palette, checked_technique(technique))
    if preview is not None and photo is None:
        raise typer.BadParameter("A preview needs a photo with a patch.", param_hint="'--preview'")
    from tonematch.cli import screen
    from tonematch.cli.aim import aim_at
    from tonematch.mix.amounts import check_amounts
    from tonematch.mix.palettes.load import load_palette
    from tonematch.mix.ranking import must_prepare
    from tonematch.mix.search.compile import WARM_UP
    from tonematch.mix.suggest import suggest_recipes
    from tonematch.report.documents.contract import match_json

    palettes = [load_palette(name) for name in wanted]
    jars = jars_in(strengths)
    aim = aim_at(wish, chart=chart, corners=corners, anyway=anyway)
    if must_prepare(palettes, max_shades=max_shades, max_parts=max_parts):
        screen.write_note(WARM_UP)
    suggestions = suggest_recipes(
        aim.target,
        palettes,
        over=aim.over,
        max_shades=max_shades,
        max_parts=max_parts,
        technique=technique,
        coats=coats,
        top=top,
        light=light,
        prefer="forgiving" if forgiving else "nearest",
        after=reckoned_with(afterwards, aim.target),
        density=density,
        uncertainty=aim.uncertainty,
        strengths=jars,
        in_stock_only=in_stock_only,
    )
    check_amounts((*suggestions.matches, suggestions.nearest_single), aim.target, measure)
    _write_files(suggestions, aim, measure, preview=preview, report=report)
    if as_json:
        screen.write_json(match_json(suggestions, aim.photo, aim.sample, aim.repeated, measure))
    else:
        console = screen.people_console()
        screen.show_suggestions(console, suggestions, aim.photo, aim.sample, aim.repeated, measure=measure)


def _again(again: "Again", *, preview: Path | None, report: Path | None, as_json: bool) -> None:
    from tonematch.cli import screen
    from tonematch.cli.aim import Aim

    case, answer = again.case, again.answer
    if preview is not None and again.photo is None:
        raise typer.BadParameter("A preview needs the photo beside --from-json.", param_hint="'--preview'")
    aim = Aim(case.target, case.over, again.photo, again.sample)
    _write_files(answer, aim, case.measure, preview=preview, report=report)
    if as_json:
        screen.write_json(again.told)
    else:
        screen.show_suggestions(screen.people_console(), answer, again.photo, again.sample, measure=case.measure)


def _write_files(
    suggestions: "Suggestions",
    aim: "Aim",
    measure: "Measure",
    *,
    preview: Path | None,
    report: Path | None,
) -> None:
    from tonematch.cli import screen
    from tonematch.mix.palettes.kit import today
    from tonematch.report.files import save_png, write_whole
    from tonematch.report.pages.content import report_content
    from tonematch.report.pictures import picture

    if preview is not None and aim.photo is not None and aim.sample is not None:
        save_png(picture.preview(aim.photo, aim.sample, suggestions.matches[0].predicted.lab), preview)
        screen.write_note(f"Wrote the preview to {preview}. {PREVIEW_CAVEAT}")
    if report is not None:
        content = report_content(suggestions, aim.photo, aim.sample, made_on=today(), measure=measure)
        write_whole(report, _laid_out(content, report.suffix.lower()))
        screen.write_note(f"Wrote the report to {report}.")


def _laid_out(content: "ReportContent", suffix: str) -> bytes:
    if suffix == ".pdf":
        from tonematch.report.pages.pdf import pdf_report

        return pdf_report(content)
    from tonematch.report.pages.html import html_report

    return html_report(content)
