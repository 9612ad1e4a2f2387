"""Reads a test's YAML file, once a process and with libyaml."""

import functools
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def read_yaml(path: Path) -> Any:
    """Don't change the result: all tests share it."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
