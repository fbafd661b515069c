"""A process keeps no large block that is free, and nothing after it was asked to give all back."""

import platform
import subprocess
import sys

import pytest

MEASURED = """
import os
from ssg.free_memory import give_back, give_back_large_blocks

def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20

def grown(size, blocks):
    before = resident()
    kept = [bytearray(b"x") * size for _ in range(blocks)]
    kept = kept[::10] + kept[-1:]
    return resident() - before - sum(map(len, kept)) // 2**20

"""
pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc returns it")


def measured(script: str) -> list[int]:
    """Return the numbers of MiB that a script prints in a process of its own."""
    command = [sys.executable, "-c", MEASURED + script]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [int(line) for line in printed.split()]


def test_large_blocks_are_returned_when_they_are_free() -> None:
    free_once = "block = bytearray(30 << 20); del block\n"
    (kept,) = measured(f"{free_once}print(grown(2 << 20, 30))")
    (returned,) = measured(f"give_back_large_blocks()\n{free_once}print(grown(2 << 20, 30))")
    assert kept > 30
    assert returned < 10


def test_the_end_of_the_heap_is_not_returned_and_asked_for_again() -> None:
    """Each page needs some hundred KiB for a moment: returning them took 7% of rendering."""
    (faults,) = measured(
        """
import resource
give_back_large_blocks()

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

block = bytearray(900 << 10); del block
before = faults()
for _ in range(100):
    block = bytearray(900 << 10); del block
print(faults() - before)
"""
    )
    assert faults < 1_000


def test_gaps_between_small_blocks_are_returned() -> None:
    before, after = measured(
        """
kept = [bytearray(b"x") * 50_000 for _ in range(1_000)]
start = resident()
del kept[:-1]
print(start - resident())
give_back()
print(start - resident())
"""
    )
    assert before < 10
    assert after > 30
