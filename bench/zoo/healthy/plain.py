"""Makes an answer of its own for every request and keeps nothing."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from serve import serve_threads

serve_threads({"/list": lambda _: [{"id": at, "name": f"item {at}"} for at in range(30)]})
