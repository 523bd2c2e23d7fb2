"""Answers from functools.lru_cache with room for 1 024, asked for 20 000 different things."""

import functools
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_threads


@functools.lru_cache(maxsize=1_024)
def page(number):
    return os.urandom(4_000)


serve_threads({"/page": lambda _: {"length": len(page(random.randrange(20_000)))}})
