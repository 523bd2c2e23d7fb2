"""Keeps 500 bytes of every request."""

import itertools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_loop

numbers = itertools.count()
seen = {}


def see(_):
    seen[next(numbers)] = os.urandom(400)
    return {"ok": True}


serve_loop({"/see": see})
