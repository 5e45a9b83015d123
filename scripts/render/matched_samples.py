"""The sample photos a match is expected of, from very light to very deep skin."""

from dataclasses import replace

from scripts.render.blotch import Blotch
from scripts.render.camera import Exposure
from scripts.render.chart_drawing import ChartPlace
from scripts.render.lighting import Lighting
from scripts.render.limb import hand_bones
from scripts.render.sample import Sample
from scripts.render.scene import SceneSpec
from scripts.render.skin_texture import Texture


def matched_samples() -> tuple[Sample, ...]:
    """List the samples a blend is to be found for; each seed is the number of its sample."""
    easy = Lighting(from_deg=250, height_deg=68, direct=0.35, vignette=0.015, chart_shade=0.2)
    return (
        Sample(
            "01-very-light-forearm.jpg",
            "easy",
            "A faint patch on a very light, freckled forearm by a north window.",
            SceneSpec(
                seed=1,
                bones=((-0.25, 0.56, 0.20, 1.25, 0.47, 0.235),),
                ita_deg=59,
                along_deg=-4,
                flatness=0.32,
                blotch=Blotch(0.30, 0.50, 0.075, 77, turn_deg=-20, blood=0.03),
                charts=(ChartPlace(0.67, 0.185, 0.44, 3, (0.03, 0.05)),),
                texture=Texture(freckles=260, moles=2, hairs=170, hair_darkness=0.3, veins=0.05, flush=0.025),
                backdrop=("blue drape", "weave"),
                lighting=easy,
                exposure=Exposure(camera="Sony_ILCE-7M4", lamp="D65", contrast=0.12, stops=-0.15),
            ),
        ),
        Sample(
            "02-light-hand.jpg",
            "typical",
            "The back of a light hand on couch paper, in the shade of a window under blue sky.",
            SceneSpec(
                seed=2,
                width=1800,
                height=1350,
                bones=hand_bones(0.36, 0.50, 2, 0.46),
                ita_deg=45,
                along_deg=4,
                flatness=0.5,
                blend=0.05,
                blotch=Blotch(0.50, 0.53, 0.07, 75, turn_deg=60, islands=6),
                charts=(ChartPlace(0.58, 0.165, 0.36, -6, (0.06, 0.06)),),
                texture=Texture(veins=0.09, hairs=200, hair_darkness=0.45, moles=2, flush=0.035),
                backdrop=("paper sheet", "paper"),
                lighting=Lighting(from_deg=200, height_deg=52, direct=0.5, falloff=0.08, sheen=0.012),
                exposure=Exposure(
                    camera="Canon_EOS_R5", lamp="daylight-7200", white_balance=(1.03, 0.97), contrast=0.2, stops=-0.35
                ),
            ),
        ),
        Sample(
            "03-intermediate-shin.jpg",
            "easy",
            "A patch on a shin of intermediate depth, in even daylight on a grey towel.",
            SceneSpec(
                seed=3,
                width=1500,
                height=2000,
                bones=((0.36, -0.3, 0.30, 0.31, 1.7, 0.23),),
                ita_deg=32,
                along_deg=91,
                flatness=0.34,
                blotch=Blotch(0.36, 0.60, 0.085, 75, turn_deg=70, ragged=0.36),
                charts=(ChartPlace(0.76, 0.62, 0.40, 86, (0.04, 0.02)),),
                texture=Texture(hairs=520, hair_darkness=0.6, moles=2, folds=0, creases=1.1),
                backdrop=("grey towel", "towelling"),
                lighting=easy,
                exposure=Exposure(camera="Nikon_D850", lamp="D55", white_balance=(0.99, 1.015), stops=-0.2),
            ),
        ),
        Sample(
            "04-tan-forearm-display-p3.jpg",
            "easy",
            "A tan forearm as a phone saves it: Display P3 with the profile embedded.",
            SceneSpec(
                seed=4,
                width=1900,
                height=1425,
                bones=((-0.2, 0.30, 0.19, 1.3, 0.20, 0.235),),
                ita_deg=18,
                along_deg=-4,
                flatness=0.33,
                blotch=Blotch(0.42, 0.285, 0.07, 74, turn_deg=10, stretch=1.7),
                charts=(ChartPlace(0.42, 0.555, 0.38, -3, (-0.04, 0.06)),),
                texture=Texture(hairs=420, hair_darkness=0.65, moles=3, veins=0.05),
                backdrop=("pale table", "laminate"),
                lighting=easy,
                exposure=Exposure(
                    camera="Arashi_Vision_Insta360_X5",
                    lamp="daylight-6000",
                    primaries="display-p3",
                    contrast=0.18,
                    saturation=1.1,
                    stops=-0.25,
                ),
            ),
        ),
        Sample(
            "05-brown-forearm-turned.jpg",
            "easy",
            "A brown forearm; the camera was held upright and says so in the EXIF orientation.",
            SceneSpec(
                seed=5,
                width=1350,
                height=1800,
                bones=((0.64, -0.3, 0.27, 0.70, 1.7, 0.36),),
                ita_deg=-12,
                along_deg=88,
                flatness=0.33,
                blotch=Blotch(0.63, 0.50, 0.095, 73, turn_deg=100, ragged=0.36, islands=8),
                charts=(ChartPlace(0.30, 1.06, 0.46, -5, (0.02, -0.05)),),
                texture=Texture(hairs=300, hair_darkness=0.75, moles=1, creases=1.2),
                backdrop=("green drape", "weave"),
                lighting=easy,
                exposure=Exposure(
                    camera="Fujifilm_X-T4", lamp="D50", white_balance=(1.015, 0.985), contrast=0.14, stops=-0.1
                ),
            ),
            orientation=6,
        ),
        Sample(
            "06-deep-forearm-led.jpg",
            "typical",
            "A deep forearm under a ceiling LED, with some shine on the skin.",
            SceneSpec(
                seed=6,
                width=1800,
                height=1350,
                bones=((-0.3, 0.50, 0.24, 1.3, 0.62, 0.185),),
                ita_deg=-44,
                along_deg=5,
                flatness=0.45,
                blotch=Blotch(0.30, 0.525, 0.08, 72, turn_deg=-30, ragged=0.38, islands=10, blood=0.08),
                charts=(ChartPlace(0.69, 0.20, 0.40, 6, (-0.05, 0.07)),),
                texture=Texture(hairs=220, hair_darkness=0.7, moles=0, creases=1.35, veins=0.02, flush=0.025),
                backdrop=("teal towel", "towelling"),
                lighting=Lighting(from_deg=300, height_deg=58, direct=0.6, falloff=0.06, sheen=0.03),
                exposure=Exposure(
                    camera="Nikon_Z_f", lamp="LED-B3", white_balance=(1.04, 0.96), contrast=0.22, stops=0.05
                ),
                noise=1.3,
            ),
        ),
        Sample(
            "07-very-deep-shin.jpg",
            "typical",
            "A patch on a very deep shin with a little shine, in even daylight.",
            SceneSpec(
                seed=7,
                width=1700,
                height=1275,
                bones=((-0.3, 0.20, 0.25, 1.3, 0.24, 0.215),),
                ita_deg=-61,
                along_deg=2,
                flatness=0.32,
                blotch=Blotch(0.66, 0.27, 0.085, 70, turn_deg=25, ragged=0.34, islands=14, blood=0.08),
                charts=(ChartPlace(0.36, 0.535, 0.38, 2, (0.03, 0.04)),),
                texture=Texture(hairs=260, hair_darkness=0.5, moles=0, creases=1.5, veins=0.01, flush=0.025),
                backdrop=("paper sheet", "paper"),
                lighting=replace(easy, sheen=0.006),
                exposure=Exposure(camera="Canon_EOS_5D_Mark_IV", lamp="D65", contrast=0.1, stops=0.0),
            ),
        ),
        Sample(
            "08-light-neck-tungsten.jpg",
            "typical",
            "The side of a light neck under incandescent light the camera did not quite balance.",
            SceneSpec(
                seed=8,
                width=1600,
                height=1200,
                bones=((-0.1, -0.1, 0.42, 0.35, 1.0, 0.40), (0.2, 1.1, 0.45, 1.0, 1.35, 0.42)),
                ita_deg=40,
                along_deg=65,
                flatness=0.3,
                blend=0.2,
                blotch=Blotch(0.27, 0.42, 0.07, 75, turn_deg=30),
                charts=(ChartPlace(0.73, 0.30, 0.40, 12, (0.08, 0.04)),),
                texture=Texture(hairs=130, hair_darkness=0.25, moles=4, folds=3, flush=0.045, veins=0.02),
                backdrop=("slate table", "laminate"),
                lighting=Lighting(from_deg=330, height_deg=55, direct=0.55, falloff=0.10),
                exposure=Exposure(
                    camera="Sony_DSC-RX100M4", lamp="A", white_balance=(1.10, 0.86), contrast=0.2, stops=-0.4
                ),
                noise=1.5,
            ),
        ),
        Sample(
            "09-brown-hand.heic",
            "typical",
            "The back of a brown hand, as a phone saves it: HEIC.",
            SceneSpec(
                seed=9,
                width=1200,
                height=900,
                bones=hand_bones(0.62, 0.30, 182, 0.46),
                ita_deg=4,
                along_deg=6,
                flatness=0.42,
                blend=0.05,
                blotch=Blotch(0.49, 0.29, 0.07, 73, turn_deg=120, islands=3),
                charts=(ChartPlace(0.41, 0.565, 0.38, -4, (0.05, 0.03)),),
                texture=Texture(veins=0.06, hairs=240, hair_darkness=0.7, creases=1.2),
                backdrop=("violet cloth", "weave"),
                lighting=Lighting(from_deg=290, height_deg=55, direct=0.5, falloff=-0.06, sheen=0.01),
                exposure=Exposure(
                    camera="Panasonic_DC-GX9",
                    lamp="daylight-5300",
                    white_balance=(0.97, 1.03),
                    contrast=0.2,
                    stops=-0.2,
                ),
            ),
            quality=72,
        ),
        Sample(
            "10-dark-patch-light-forearm.jpg",
            "typical",
            "A patch darker than its surroundings on a light forearm, under fluorescent light.",
            SceneSpec(
                seed=10,
                bones=((-0.2, 0.24, 0.22, 1.3, 0.20, 0.19),),
                ita_deg=50,
                along_deg=-2,
                flatness=0.42,
                blotch=Blotch(0.55, 0.215, 0.07, 53, turn_deg=-10, rim=0.35, islands=0, ragged=0.4, blood=0.12),
                charts=(ChartPlace(0.45, 0.545, 0.40, 5, (0.05, -0.04)),),
                texture=Texture(freckles=60, hairs=240, hair_darkness=0.45, veins=0.07, moles=2),
                backdrop=("slate table", "laminate"),
                lighting=Lighting(from_deg=260, height_deg=60, direct=0.45, falloff=0.05),
                exposure=Exposure(
                    camera="Hasselblad_L2D-20c", lamp="FL11", white_balance=(1.02, 0.97), contrast=0.15, stops=-0.25
                ),
            ),
        ),
        Sample(
            "11-tan-shin-mixed-light.jpg",
            "hard",
            "A tan shin between a window and a lamp: daylight from the left, incandescent light from the right.",
            SceneSpec(
                seed=11,
                width=1700,
                height=1275,
                bones=((-0.3, 0.56, 0.24, 1.3, 0.50, 0.20),),
                ita_deg=22,
                along_deg=-3,
                flatness=0.6,
                blotch=Blotch(0.27, 0.54, 0.08, 75, turn_deg=15),
                charts=(ChartPlace(0.72, 0.195, 0.38, -6, (0.06, 0.06)),),
                texture=Texture(hairs=480, hair_darkness=0.6, moles=1),
                backdrop=("grey towel", "towelling"),
                lighting=Lighting(from_deg=190, height_deg=48, direct=0.6, falloff=0.30, sheen=0.015),
                exposure=Exposure(
                    camera="Canon_PowerShot_S90",
                    lamp="D65",
                    second_lamp="bulb-2900",
                    second_share=0.25,
                    white_balance=(0.97, 1.04),
                    contrast=0.25,
                    stops=-0.35,
                ),
                noise=1.5,
            ),
        ),
    )
