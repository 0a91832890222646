"""Work: what is done in the background, one thing after the other, by one process that alone writes."""

import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from secrets import token_urlsafe
from typing import Literal

import msgspec

from headwater.server.labour import Order, Outcome, Step, labour

WAITING = 20  # orders that may wait
KEPT = 50  # jobs that are remembered
LONGEST, LONGEST_LOOK = 3600.0, 180.0  # seconds until an order is given up; a batch that is done stays
_ENDING = 5.0  # seconds that the process has to end


class Job(msgspec.Struct):
    """An order on its way."""

    id: str
    order: Order
    told: str  # what it is, in words
    state: Literal["waits", "runs", "done", "failed"] = "waits"
    step: Step | None = None
    outcome: Outcome | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in ("done", "failed")


class Work:
    """Takes orders and has them done; `start` takes the place of a process in tests."""

    def __init__(self, start: Callable[[], "Labourer"] | None = None) -> None:
        self._start = start or Labourer
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[Job | None] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._labourer: Labourer | None = None
        self._ended = False
        self.changed = 0  # another number means that something has moved

    def give(self, order: Order, told: str) -> Job | None:
        """An order -> its job; None where too many wait."""
        job = Job(token_urlsafe(9), order, told)
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            return None
        with self._lock:
            self._jobs[job.id] = job
            for old in [j for j in self._jobs.values() if j.is_over][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old.id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="work", daemon=True)
                self._thread.start()
        self.changed += 1
        return job

    def job(self, name: str) -> Job | None:
        """The job of an id."""
        with self._lock:
            return self._jobs.get(name)

    def jobs(self) -> list[Job]:
        """All that are remembered, the last one first."""
        with self._lock:
            return [*reversed(self._jobs.values())]

    def end(self) -> None:
        """Give up what is under way; whole batches stay."""
        self._ended = True
        if self._labourer:
            self._labourer.end()
        if self._thread:
            self._queue.put(None) if not self._queue.full() else None
            self._thread.join(_ENDING)
        for job in self.jobs():
            tidy(job.order)

    def _work(self) -> None:
        while not self._ended:
            job = self._queue.get()
            if job is None:
                return
            job.state = "runs"
            self.changed += 1
            job.outcome = self._done(job)
            job.state = "failed" if job.outcome.failed else "done"
            tidy(job.order)
            self.changed += 1

    def _done(self, job: Job) -> Outcome:
        """What comes of a job."""
        try:
            self._labourer = self._labourer or self._start()
        except (OSError, RuntimeError) as error:  # no process, no memory
            return Outcome(failed=f"No process can be started that would do it: {error}.")
        outcome = self._labourer.do(job.order, partial(self._moved, job))
        if self._labourer.is_gone:
            self._labourer = None
        return outcome

    def _moved(self, job: Job, step: Step) -> None:
        job.step = step
        self.changed += 1


class Labourer:
    """The process that works, from this side."""

    def __init__(self) -> None:
        # Not forked: a process that holds locks of a database or of a compiler cannot be copied safely.
        context = get_context("spawn")
        self._channel: Connection
        self._channel, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=labour, args=(theirs,), daemon=True, name="labour")
        self._process.start()
        theirs.close()
        self.is_gone = False

    def do(self, order: Order, tell: Callable[[Step], None]) -> Outcome:
        """Have an order done, and tell how far it is."""
        try:
            self._channel.send(order)
            last = time.monotonic() + (LONGEST_LOOK if order.look else LONGEST)
            while self._channel.poll(max(0.0, last - time.monotonic())):
                message = self._channel.recv()
                if isinstance(message, Outcome):
                    return message
                tell(message)
            why = "It took too long and was given up; what was kept by then stays."
        except (EOFError, OSError):
            why = "The process that works here ended before it was done; what was kept by then stays."
        self.end()
        return Outcome(failed=why)

    def end(self) -> None:
        """End the process, wherever it is."""
        self.is_gone = True
        self._process.terminate()
        self._process.join(_ENDING)
        if self._process.is_alive():
            self._process.kill()


def tidy(order: Order) -> None:
    """Remove what was handed in and never read."""
    for file in order.files:
        Path(file.path).unlink(missing_ok=True)
