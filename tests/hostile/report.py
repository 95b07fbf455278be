"""What was checked: a line each, and what is needed to see it again."""

import contextlib
import random
import sys
import time
import traceback

# An input is repeated so far in a line, in characters.
LONGEST = 400


def cut(text):
    text = text if isinstance(text, str) else repr(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


class Report:
    """The lines of one topic, whose chance comes from the seed and from nothing else."""

    def __init__(self, topic, seed):
        self.topic, self.seed = topic, seed
        self.random = random.Random(f"{seed} {topic}")
        self.passed = self.failed = 0
        self.began = time.monotonic()

    def check(self, right, what, measured="", given=""):
        """Says whether it is right, and with what input it is not."""
        tail = f": {measured}" if measured else ""
        if right:
            self.passed += 1
            print(f"ok      {self.topic}: {what}{tail}", flush=True)
            return
        self.failed += 1
        given = f"; given {cut(given)}" if given else ""
        print(f"FAILED  {self.topic}: {what}{tail}; seed {self.seed}{given}", flush=True)

    @contextlib.contextmanager
    def part(self, what):
        """A part whose breakdown is a failure of its own and ends no other."""
        try:
            yield
        except Exception as error:  # Whatever it is, the other parts are to be heard of.
            where = traceback.extract_tb(sys.exc_info()[2])[-1]
            place = f"{where.filename.rsplit('/', 1)[-1]}:{where.lineno}"
            self.check(False, what, f"{type(error).__name__} at {place}: {cut(str(error))}")

    def end(self):
        seconds = time.monotonic() - self.began
        print(f"        {self.topic}: {self.passed} ok, {self.failed} failed, {seconds:.0f} s", flush=True)
