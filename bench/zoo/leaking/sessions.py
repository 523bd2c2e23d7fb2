"""A dictionary by session that nobody empties, 6 KB each."""

import itertools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_threads

numbers = itertools.count()
sessions = {}


def login(_):
    sessions[f"session-{next(numbers)}"] = {"basket": os.urandom(6_000), "visits": 1}
    return {"ok": True}


serve_threads({"/login": login})
