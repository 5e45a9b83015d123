"""The texts of what the practice sets: waiting times, exports, retention, and the key of the photos."""

from collections.abc import Mapping
from types import MappingProxyType

SETTINGS = "Settings"
SETTING_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "healed_weeks": "Weeks until the healed photo",
        "stable_months": "Months without new patches before dermatography",
        "scar_months": "Months of age of a scar before dermatography",
        "isotretinoin_months": "Months since isotretinoin before dermatography",
        "retention_months": "Months a record is kept after the last visit (0: not set)",
        "ahead_days": "Days ahead that something to do is shown",
        "touch_up_weeks": "Weeks until a touch-up is thought of after dermatography (0: no reminder)",
        "lot_days": "Days before a lot goes out that this is shown",
        "overwrites": "Times a deleted photo is overwritten first (0: only its place is given free)",
    }
)
SETTINGS_NOTE = "The sources of the waiting times stand with the checklists: {sources}"
SAVE_SETTINGS = "Save the settings"
SETTINGS_SAVED = "The settings are saved."
EXPORT = "Export everything"
EXPORT_LEAD = (
    "One ZIP file with all clients and photos, which can be taken in again elsewhere. "
    "It is not encrypted: keep it safe."
)
EXPORT_MAKE = "Prepare the export"
EXPORT_GET = "Download the export, {size}"
EXPORT_NAME = "tonematch-record-{day}.zip"
EXPORTING = "Preparing the export …"
IMPORT = "Take in an export"
IMPORT_FILE = "A ZIP file that tonematch wrote"
IMPORT_TAKE = "Take it in"
IMPORTING = "Taking in …"
IMPORTED = "Taken in: {new} new clients, {replaced} replaced, {photos} new photos."
RETENTION = "Past the time records are kept"
RETENTION_UNSET = "Set above for how many months records are kept; the law and your insurer say how long."
RETENTION_NONE = "No record is past that time."
RETENTION_DELETE = "Delete {code} for good"
RETENTION_SURE = "I have looked at this list and want to delete from it for good"
KEY = "The key of the photos"
NEW_PHRASE = "Change the passphrase"
NEW_KEY = "Lock all photos with a new key"
NEW_KEY_LEAD = "For when somebody else may know the passphrase or have a copy of the key."
KEY_CHANGED = "The photos open with the new passphrase from now on."
CHANGING = "Photo {done} of {whole}"
