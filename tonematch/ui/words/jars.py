"""The texts of measuring one's own jars, and of what is printed for it."""

CARD_TITLE = "The drawdown card"
CARD_LEAD = (
    "An A4 page with a black and a white half and eight rows: one photo of it, with a colour chart beside it, tells "
    "each shade's colour, how well it hides, and how it mixes."
)
CARD_BUTTON = "Drawdown card (PDF)"
HOW_TO = (
    (
        "Draw down",
        (
            "Print the card at 100 % in black, on coated or matt photo paper. Check its scale with a ruler.",
            "Write code and name beside each row.",
            "Draw one even film across the black and the white half, between the marks, the same gap for all rows.",
            "Two layers of adhesive tape as rails and a straight edge keep the gap.",
            "The film should not hide: black beneath it must still look darker than white.",
            "Keep the strips between the rows bare. Let drops dry; press creams on as thin as they are worn.",
        ),
    ),
    (
        "Photograph",
        (
            "Lay the card flat, the colour chart right beside it, both in the same even light: daylight without sun.",
            "Hold the camera straight above, so that nothing shines.",
            "All four corner signs and the whole chart in the picture, sharp.",
            "Expose so that the white is light grey, not blown out.",
        ),
    ),
)

MEASURE_TITLE = "Measure your own jars from one photo"
MEASURE_LEAD = (
    "Print the drawdown card, draw each cream or drop down over its black and its white half, lay a colour chart "
    "beside it, and photograph both from straight above."
)
MEASURE_UPLOAD = "Drop the photo here, or choose one"
MEASURE_READING = "Reading the photo, its chart and the card …"
MEASURE_DROP = "Another photo"
CARD_FOUND = "The card was found by its four corner signs. Rings show where each row is read."
CARD_PICTURE = (
    "The photo of the drawdown card. On each of its eight rows, thick rings mark where the film is read over black and "
    "over white, thin rings where the bare card is."
)
CARD_PICTURE_BY_HAND = "The photo. {count} opaque layers were pointed at, each with a ring and its number."
RING_FILM = "film, read here"
RING_BARE = "bare card, read here"
BY_HAND = "Point at opaque layers by hand"
BY_HAND_LEAD = (
    "Click the middle of each opaque layer, away from its edge and from shine. From its Lab alone a plausible "
    "reflectance is recovered, and marked as such; K and S need the card."
)
POINT_AT = "Point at each opaque layer"
LABELS_TITLE = "What is where"
LABELS_LEAD = "Type code and name as on the jar; leave rows without a film empty."
LABEL = "{what}, {number}"
LABEL_CODE = "Code"
LABEL_NAME = "Name"
LABEL_MISSING = "Number {number} needs both a code and a name."
LABEL_TWICE = "Number {number}: the code {code} stands twice."
MEASURE_BUTTON = "Measure"
MEASURE_BUSY = "Measuring, one jar after the other …"
MEASURED_TITLE = "What was measured"
MEASURED_NAME = "My jars"
CONSTANTS_TITLE = "How it absorbs and scatters"
KEEP_TITLE = "Keep it as a palette of your own"
FOR = "What the jars are for"
COATS = "Thin coats one film is worth"
COATS_HELP = "Leave empty if you do not know. From it the number of coats that hide a patch is reckoned."
COATS_WRONG = "Coats is {typed}, expected {low:g} to {high:g}, or nothing."
KEEP_MEASURED = "Keep these jars"
