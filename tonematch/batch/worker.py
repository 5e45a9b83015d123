"""How a process that does photos for a batch begins: one thread each, and deaf to Ctrl-C, which its parent hears.

Only the standard library is imported here, so that the numbers of threads are set before anything reads them.
"""

import os
import signal

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def begin() -> None:
    """Prepare this process; to be called before its first photo."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    import cv2  # noqa: PLC0415  # reads the variables above when it is loaded

    cv2.setNumThreads(1)
