"""Run the command in the arguments, print what it took as one JSON object; itself small, and in a process of its own.

The peak memory that the system keeps for a process starts with that of the process that it was forked from: a large one
would hide what a small one takes.
"""

import json
import os
import subprocess
import sys
import tempfile
import time


def main() -> None:
    """CPU seconds, wall seconds, peak in bytes, exit code, and the last lines of both outputs."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as talk:
        begin = time.perf_counter()
        process = subprocess.Popen(sys.argv[1:], stdout=said, stderr=talk)  # noqa: S603  (our own commands)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        code = process.returncode = os.waitstatus_to_exitcode(status)
        lines = []
        for file in (said, talk):
            file.seek(0)
            every = [line.strip() for line in file.read().decode("utf-8", "replace").splitlines() if line.strip()]
            lines.append(every[-1] if every else "")
    unit = 1 if sys.platform == "darwin" else 1024
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak, "code": code, "said": lines[0], "talk": lines[1]}))


if __name__ == "__main__":
    main()
