"""A cache of 3 000 entries of 2 KB: the oldest goes first."""

import itertools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_loop

numbers = itertools.count()
cache = {}


def item(_):
    cache[next(numbers)] = os.urandom(2_000)
    if len(cache) > 3_000:
        del cache[next(iter(cache))]
    return {"cached": len(cache)}


serve_loop({"/item": item})
