"""The texts of signing in, where a clinic asks for it."""

TITLE = "Sign in"
WHY = "This place keeps clients' records, so it asks who you are. You are taken to the sign-in of your clinic and back."
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out"
SIGN_OUT_HELP = "Forgets the photo and everything made of it, and signs you out."
NOT_STAFF = "You are signed in, but not as one of those who work here. Ask whoever looks after this place."
NO_LIBRARY = (
    "Signing in is asked for, but the program that does it is not installed. "
    "Whoever looks after this place finds the way in the page 'Run in a clinic'."
)
UNREADABLE = (
    "The file secrets.toml, which says who may sign in, cannot be read. Nobody is let in until it can: "
    "whoever looks after this place finds the way in the page 'Run in a clinic'."
)
