"""Workers that misbehave on purpose; importing this is quick, since each of them does."""

import os
import signal
import time


def misbehave(_spec):
    """Function for ``supervise``: the square of a number; some other tasks are the end of their worker."""
    return _square


def _square(task):
    if task == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "exits":
        os._exit(0)
    if task == "hangs":
        time.sleep(600)
    if task == "fails":
        message = "not today"
        raise ValueError(message)
    return task * task
