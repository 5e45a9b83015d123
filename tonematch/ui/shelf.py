"""A reload of a tab loses nothing: its work is kept in this program's memory under a word that only that tab knows.

Streamlit begins a new session when a page is loaded again. The tab remembers a random word as long as it is open, and
says it after each load; what was shelved under that word is then taken up again. A duplicated tab begins with the word
of the other one; it asks around, hears that the word is taken, and goes on under one of its own. Nothing is written to
disk.
"""

import threading
import time
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from tonematch.ui import session

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

TAB = "tab"
LIFE_S = 15 * 60
"""How long the work of a closed tab stays in memory: long enough for an accident, short enough for a client's photo."""
MOST_TABS = 4
WORD_LENGTH = 32
SCRIPT = """
const NAME = "tonematch-tab";

function freshWord() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What this tab is called, for as long as its page is loaded.
class Tab {
  constructor() {
    this.self = freshWord();
    this.use(window.sessionStorage.getItem(NAME) ?? freshWord());
    this.channel = new BroadcastChannel(NAME);
    this.channel.onmessage = ({ data }) => this.hear(data);
    this.channel.postMessage({ asked: this.word, by: this.self });
  }

  use(word) {
    this.word = word;
    window.sessionStorage.setItem(NAME, word);
  }

  hear({ asked, taken, by }) {
    if (asked === this.word && by !== this.self) this.channel.postMessage({ taken: asked, by });
    else if (taken === this.word && by === this.self) this.isTaken = true;
    this.tell?.();
  }
}

export default function ({ data, setStateValue }) {
  const tab = (window.tonematchTab ??= new Tab());
  tab.tell = () => {
    // The other tab's work was taken up under its word: only then does this one go on under its own.
    if (tab.isTaken && data.word === tab.word) {
      tab.isTaken = false;
      tab.use(freshWord());
    }
    if (data.word !== tab.word) setStateValue("word", tab.word);
  };
  tab.tell();
}
"""


class _Shelf:
    """Work by tab, the latest last; guarded, since sessions run in threads of their own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work: dict[str, tuple[float, Mapping[str, object]]] = {}
        self._timer: threading.Timer | None = None

    def put(self, word: str, work: Mapping[str, object]) -> None:
        """Keep the work of a tab, and let go of the oldest tabs beyond `MOST_TABS`."""
        with self._lock:
            self._work.pop(word, None)
            if work:
                self._work[word] = (time.monotonic(), work)
            for oldest in list(self._work)[:-MOST_TABS]:
                del self._work[oldest]
            self._wait()

    def get(self, word: str) -> Mapping[str, object]:
        """Give the work of a tab; nothing where none is kept."""
        with self._lock:
            return self._work.get(word, (0.0, {}))[1]

    def _wait(self) -> None:
        if self._timer is None and self._work:
            self._timer = threading.Timer(LIFE_S, self._let_go)
            self._timer.daemon = True
            self._timer.start()

    def _let_go(self) -> None:
        with self._lock:
            now = time.monotonic()
            self._work = {word: kept for word, kept in self._work.items() if now - kept[0] < LIFE_S}
            self._timer = None
            self._wait()


@cache
def _shelf() -> _Shelf:
    return _Shelf()


@cache
def _component() -> "ComponentRenderer":
    return st.components.v2.component("tonematch.tab", html="<span></span>", js=SCRIPT)


def keep_through_reloads() -> None:
    """Take up what this tab was at before it was loaded again, as soon as the tab has said its word."""
    word = _word()
    with st.container(key="tab-word"):
        _component()(key=TAB, data={"word": word}, default={"word": None}, on_word_change=lambda: None)
    if word and not session.has_work():
        session.take_up(_shelf().get(word))


def put_away() -> None:
    """Keep this tab's work as it is now."""
    word = _word()
    if word:
        _shelf().put(word, session.work())


def _word() -> str:
    state = st.session_state.get(TAB)
    word = state.get("word") if isinstance(state, Mapping) else None
    return word if isinstance(word, str) and len(word) == WORD_LENGTH and word.isalnum() else ""
