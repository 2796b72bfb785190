"""Looking at the package loads neither spaCy nor onnxruntime."""

from __future__ import annotations

import subprocess
import sys


def test_the_package_is_light() -> None:
    code = "import sys, dateline.language; print([m for m in ('spacy', 'onnxruntime', 'numpy') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
