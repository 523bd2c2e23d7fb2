"""Starts a thread in every 50th request that waits for something that never happens."""

import itertools
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_loop

numbers = itertools.count()


def job(_):
    if next(numbers) % 50 == 49:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    return {"ok": True}


serve_loop({"/job": job})
