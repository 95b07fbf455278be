#!/usr/bin/env python3
"""Runs the topics one after another, prints a line for each check and a summary, and exits with 1
where one failed."""

import importlib
import random
import sys
import time

from report import Report

TOPICS = ["shapes", "costs", "operations", "growth", "markers", "moments", "ends", "bodies", "refusals", "identity", "faults"]


def main():
    sys.stdout.reconfigure(errors="backslashreplace")
    seeds = [word for word in sys.argv[1:] if word.isdigit()]
    wanted = [word for word in sys.argv[1:] if not word.isdigit()] or TOPICS
    if unknown := set(wanted) - set(TOPICS):
        sys.exit(f"no topic is called {', '.join(sorted(unknown))}: there are {', '.join(TOPICS)}")
    seed = int(seeds[0]) if seeds else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    begun, reports = time.monotonic(), []
    for topic in wanted:
        report = Report(topic, seed)
        with report.part("the topic"):
            importlib.import_module(topic).check(report)
        report.end()
        reports.append(report)
    passed, failed = sum(each.passed for each in reports), sum(each.failed for each in reports)
    print(f"\n{passed} ok, {failed} failed in {time.monotonic() - begun:.0f} s; again with: tests/hostile/run {seed}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
