"""The texts of the part Clients, and of keeping a visit in the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

TITLE = "Clients"
LEAD = "What was measured, mixed and done, by site and visit. It records colour and says nothing about health."

LOCK_TITLE = "Choose how the photos are locked"
LOCK_LEAD = "This is asked once. Photos of clients are kept encrypted, and only with the key can anybody see them."
WHAT_IS_ENCRYPTED = "What is encrypted, and what is not"
ENCRYPTED: Sequence[str] = (
    "Encrypted: every photo, with AES-256. Its file name tells nothing either.",
    "Not encrypted: codes, sites, dates, colours, recipes, lots, answers and remarks. So use codes instead of names.",
    "If others can get at this computer, encrypt its disk as well.",
    "Not encrypted: what you export or download. Keep such files as safe as paper records.",
    "A lost passphrase cannot be replaced by anybody. Write it down and keep it away from this computer.",
)
HOLDER = "How"
HOLDERS: Mapping[str, str] = MappingProxyType(
    {"passphrase": "A passphrase, typed each time", "keyring": "This computer's keyring, opened when you log in"}
)
PHRASE = "Passphrase, at least 12 characters"
PHRASE_AGAIN = "The same passphrase again"
NOT_THE_SAME = "The two passphrases are not the same."
BEGIN = "Begin the record"
UNLOCK_TITLE = "The record is locked"
UNLOCK = "Unlock"
UNLOCK_PHRASE = "Passphrase"
UNLOCKING = "Unlocking …"
LOCK_AGAIN = "Lock again"

SEARCH = "Search"
SEARCH_PLACE = "code, site, shade or lot"
REGION = "Region"
ANY_REGION = "Any"
LOT = "Lot"
SINCE = "Seen since"
NONE_FOUND = "Nobody matches this search."
NONE_YET = "No client is recorded yet. Begin with a code, or keep a match in step 5."
FIRST_SHOWN = "The first {count} are shown, the latest visit first. Search to narrow them down."
OPEN = "Open {code}"
SITES_VISITS = "{sites} · {visits} · {last}"
NO_VISIT = "not seen yet"
LAST_SEEN = "last seen {day:%d %b %Y}"
NEW_TITLE = "New client"
NEW_CODE = "Code that says nothing about the person"
NEW_CODE_PLACE = "such as K-0412"
NEW_MAKE = "Make the client"
MADE = "The client {code} is recorded."
KNOWN_ALREADY = "There is a client of this code already."
UNDO = "Undo the last saving"
UNDO_WHAT = "Last saving: {what}, {at:%d %b %Y %H:%M}"
UNDONE = "Taken back: {what}."
DUE_TITLE = "To do"
DUE: Mapping[str, str] = MappingProxyType(
    {
        "healed": "photo of the healed colour",
        "touch-up": "touch-up",
        "lot": "lot goes out",
    }
)
DUE_LINE = "{day:%d %b %Y} · {code} · {what}"
DUE_OWN = "{day:%d %b %Y} · {what}"
REMIND_WHAT, REMIND_DAY, REMIND = "To do", "On", "Remind me"
REMINDED = "The reminder is noted."
DUE_DONE = "Done, no. {number}"
PRACTICE = "Settings, export and locks"
BACK_TO_LIST = "\N{LEFTWARDS ARROW} All clients"
BACK_TO_CLIENT = "\N{LEFTWARDS ARROW} {code}"

MAP_TITLE = "Sites"
MAP_ALT = "Outlines of a body from the front and from behind; numbered dots mark the sites listed beside it."
FRONT, BACK = "front", "back"
NO_SITES = "No site is recorded yet; it comes with the first visit kept in step 5."
SITE_LINE = "{number}. {name}"
OPEN_SITE = "Open site {number}"
CONSENTS = "Consents"
CONSENT_KINDS: Mapping[str, str] = MappingProxyType({"photo": "Photos", "procedure": "Procedure"})
WORDINGS: Mapping[str, str] = MappingProxyType(
    {
        "photo": "I agree that photos of the places named are kept encrypted with my record, to compare colours later. "
        "I can take this back at any time; the photos are then deleted.",
        "procedure": "I was told how it is done, what may be felt or seen afterwards, and how long it lasts, and I "
        "agree to it.",
    }
)
GIVEN = "given on {day:%d %b %Y}"
WITHDRAWN = "given on {given:%d %b %Y}, withdrawn on {day:%d %b %Y}"
NOT_GIVEN = "not given"
GIVE: Mapping[str, str] = MappingProxyType(
    {"photo": "Note the consent to photos", "procedure": "Note the consent to the procedure"}
)
WITHDRAW: Mapping[str, str] = MappingProxyType(
    {"photo": "Withdraw the consent to photos", "procedure": "Withdraw the consent to the procedure"}
)
WITHDRAW_PHOTOS = "I know that all {count} photos of this client are deleted for good and cannot be brought back."
WITHDRAWN_SAID = "The consent is withdrawn; {count} photos were deleted for good. What was measured stays."
LABEL_TITLE = "Label"
LABEL_LEAD = "It holds the code and nothing else."
LABEL_ALT = "A square code that holds this client's code."
LABEL_FILES: Mapping[str, str] = MappingProxyType({"svg": "Label as SVG", "png": "Label as PNG"})
LABEL_NAME = "label.{kind}"
REMARK = "Remark"
SAVE_REMARK = "Save the remark"
REMARK_SAVED = "The remark is saved."
TAKE_TITLE = "Take in a folder of photos"
TAKE_LEAD = (
    "Each photo becomes a visit of the day below. Place, camera and names are taken out first. Photos that are in the "
    "record already are passed over, so an import that was cut short can simply be begun again."
)
TAKE_NO_CONSENT = "Note the consent to photos first."
TAKE_FILES = "A folder of photos"
TAKE = "Take them in"
TAKING = "Photo {done} of {whole}"
DELETE_TITLE = "Delete this client"
DELETE_SURE = "I know that everything recorded of this client, {photos} photos included, is deleted for good."
DELETE = "Delete for good"
DELETED = "The client is deleted for good."

STRIP = "Photos, corrected"
PHOTO_ALT = "Photo of {day}, colours corrected by its chart."
NO_PHOTO = "no photo kept"
OVER_TIME = "Colours over time"
OVER_TIME_NOTE = (
    "A record of the colours measured. Bars are the uncertainty of each measurement (ΔE00, 95 of 100), drawn to the "
    "same length on each axis. Light, tan and season move these colours too."
)
VISITS = "Visits"
VISIT_TITLE = "{day} · {technique}"
TECHNIQUES: Mapping[str, str] = MappingProxyType({"camouflage": "camouflage", "dermatography": "dermatography"})
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "surround": "Surrounding skin",
        "patch": "Patch",
        "stripe": "Test stripe",
        "fresh": "Fresh",
        "healed": "Healed",
    }
)
LAB = "L* {L:.1f}, a* {a:.1f}, b* {b:.1f}"
WITHIN = "within ΔE00 {u95:.1f}"
SWATCH_ALT = "{what}: {lab}"
RECIPE = "Recipe"
POT = "{parts:g} \N{MULTIPLICATION SIGN} {code} {name}{lot}"
POT_LOT = ", lot {lot}"
EXPECTED = "ΔE00 {delta:.1f} expected, {grade}"
COATS = ("1 coat", "{count} coats")
CORRECTED = "Test stripe{number}: ΔE00 {delta:.1f}, {words}; {done}"
CORRECTED_NUMBER = " {number}"
CORRECTED_FROM = "drawn from {parts}"
CORRECTED_ADDED = "added {parts}"
CORRECTED_LEFT = "nothing added"
CHECKLIST = "Checklist"
CHECK_LINE = "{question} {answer}."
SAVE_VISIT = "Save remark and lots"
VISIT_SAVED = "The visit is saved."
LOT_OF = "Lot of pot {number}"
PHOTO_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "healed": "healed",
        "fresh": "freshly coloured",
        "before": "without colour",
        "stripe": "test stripe",
        "other": "other",
    }
)
ADD_PHOTO = "Add a photo to this visit"
ADD_SHOWS = "It shows the place"
ADD_FILE = "A photo"
ADD_TAKE = "Add it"
ADDED_PHOTO = "The photo is added, with the colours its chart tells. Open it in Match to measure the skin in it."
ADDED_NO_CHART = "The photo is added. No chart could be read in it, so its colours are as the camera made them."
ADD_KNOWN = "This visit holds that photo already."
ADD_KNOWN_HINT = "Choose another one."
MORE_PHOTOS_ALT = "Photo of {day} ({kind}), colours corrected by its chart."
NUMBERS = "Numbers of this visit (JSON)"
NUMBERS_NAME = "visit-{day}.json"
COMPARE = "Compare two visits"
COMPARE_FIRST, COMPARE_SECOND = "One visit", "The other"
COMPARED = "{what}: ΔE00 {delta:.1f} apart; L* {dL:+.1f}, a* {da:+.1f}, b* {db:+.1f}"
WITHIN_DOUBT = "That is within the uncertainty of the two measurements ({u95:.1f})."
NOTHING_ALIKE = "The two visits have no colour of the same kind."
AGAIN_PHOTO = "Open the photo in Match ({kind})"
AGAIN_RECIPE = "Work the recipe out again"
AGAIN_FILE = "visit-{day}{suffix}"
AGAIN_NAME = "The match of this visit"
AGAIN_WHAT = "The match"
MATCH_AGAIN_LEAD = "The target as it was measured, for the command line or a new match:"
MATCH_AGAIN_LINE = "tonematch match --target {L:.2f},{a:.2f},{b:.2f}"

KEEP = "Keep it in the record"
KEEP_LEAD = "Under the client's code, with lots and answers; photos only with the client's consent."
KEEP_LOCKED = "Unlock the record in Clients first."
KEEP_UNLOCK = "Open Clients"
STRIPES_LEAD = "The stripes of this mix, with what was added, go to one of the client's visits."
STRIPES_VISIT = "Visit"
STRIPES_NEW_VISIT = "A new visit, today"
STRIPES_OF_VISIT = "{day:%d %b %Y} · {site} · {technique}"
STRIPES_PHOTO = "Keep the photo of the last stripe"
STRIPES_KEEP = "Keep {count} in the record"
STRIPES_KEPT = "Kept with {code}: {count}."
STRIPES_KEPT_ALREADY = "These stripes are in the record as they are now."
KEEP_CODE = "Client's code, known or new"
KEEP_NEW = "A new client."
KEEP_KNOWN = "A known client."
KEEP_SITE = "Site"
KEEP_DAY = "Day of the visit"
KEEP_SHOWS = "The patch in the photo is"
SHOWS: Mapping[str, str] = MappingProxyType(
    {"before": "without colour on it", "fresh": "freshly coloured", "healed": "healed after dermatography"}
)
"""A recipe is kept only with a bare patch; else the patch is what came of an earlier one."""
KEEP_PHOTO = "Keep the photo"
KEEP_NO_FILE = "The photo's file is no longer at hand; choose it again in step 1 to keep it."
KEEP_CONSENTED = "The client has agreed to photos being kept ({day:%d %b %Y})."
KEEP_NO_CONSENT = "No consent to photos is noted. Read this to the client:"
KEEP_CONSENT: Mapping[str, str] = MappingProxyType(
    {"photo": "The client agrees to photos being kept", "procedure": "The client agrees to the procedure"}
)
KEEP_CROP = "Keep only a part of the photo"
KEEP_CROP_HELP = "Leave out the face, and rooms or things that could tell who it is."
KEEP_ACROSS, KEEP_DOWN = "Across, in %", "Down, in %"
KEEP_CROP_ALT = "What is kept of the photo."
KEEP_LOTS = "Lots"
KEEP_LOT = "Lot of {code}"
KEEP_CHECKLIST = "Checklist before {technique}"
KEEP_WHY = "{why} Source: {source}."
ANSWERS: Mapping[str, str] = MappingProxyType({"yes": "Yes", "no": "No", "unknown": "Not known"})
KEEP_ASK = "Ask the client's doctor first: {questions}"
KEEP_REMARK = "Remark"
KEEP_BUTTON = "Keep this visit"
KEEPING = "Keeping the visit …"
KEPT = "Kept: {code}, {site}, {day:%d %b %Y}{photo}."
KEPT_PHOTO = ", with its photo"
KEPT_REMINDER = "The healed photo is due on {day:%d %b %Y}."
KEPT_ALREADY = "This match is kept in the record. Keeping it again makes another visit."


def due(kind: str, text: str) -> str:
    """Say what is to be done.

    >>> due("lot", "F2N Fair 2 neutral, lot L-7, until 2027-01-31")
    'lot goes out: F2N Fair 2 neutral, lot L-7, until 2027-01-31'
    """
    what = DUE.get(kind, kind)
    return f"{what}: {text}" if text else what


def counted(count: int, one: str, many: str) -> str:
    """Write a number with its noun.

    >>> counted(1, "site", "sites"), counted(3, "visit", "visits")
    ('1 site', '3 visits')
    """
    return f"{count} {one if count == 1 else many}"


def taken(kept: int, known: int, unread: Sequence[str]) -> str:
    """Say what became of a folder of photos.

    >>> taken(2, 1, ["list.jpg"])
    '2 photos taken in, 1 was there already. Not photos that can be read: list.jpg.'
    """
    there = f", {known} {'was' if known == 1 else 'were'} there already" if known else ""
    left = f" Not photos that can be read: {', '.join(unread)}." if unread else ""
    return f"{counted(kept, 'photo', 'photos')} taken in{there}.{left}"


def listed(sites: int, visits: int, last: date | None) -> str:
    """Say in a line what is recorded of a client."""
    seen = NO_VISIT if last is None else LAST_SEEN.format(day=last)
    return SITES_VISITS.format(
        sites=counted(sites, "site", "sites"), visits=counted(visits, "visit", "visits"), last=seen
    )
