"""Start the app: ``streamlit run app.py``."""

from tonematch.ui.shell import start

start()
