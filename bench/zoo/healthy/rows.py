"""Garbage of every size, and what it knows of each of 1 000 users."""

import random
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_loop

users = {}


def user(_):
    number = random.randrange(1_000)
    rows = [{"row": at, "text": "x" * random.randrange(2_000)} for at in range(random.randrange(100))]
    users[number] = {"rows": len(rows), "last": os.urandom(random.randrange(3_000))}
    return {"user": number}


serve_loop({"/user": user})
