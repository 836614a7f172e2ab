"""The person's screen: real keys on it, and what the file has afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from conftest_types import MakeApp
from textual.pilot import Pilot

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
