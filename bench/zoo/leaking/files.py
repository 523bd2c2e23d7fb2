"""Opens a file in every 200th request and keeps it open."""

import itertools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_threads

numbers = itertools.count()
kept = []


def read(_):
    if next(numbers) % 200 == 199:
        kept.append(open(os.devnull))
    return {"ok": True}


serve_threads({"/read": read})
