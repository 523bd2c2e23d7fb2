"""Remembers every request in a list, 1 KB each."""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_loop

kept = []


def add(_):
    kept.append({"at": time.time(), "body": os.urandom(800)})
    return {"ok": True}


serve_loop({"/add": add})
