#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long the page of the whole country's units takes over HTTP, on days
before and after 1 July 2025, no two questions alike.

usage: country.py PROGRAM FOLDER REQUESTS
"""
import datetime
import http.client
import sys

from served import p99, report, run, served, settings, timed

program, folder, requests = sys.argv[1], sys.argv[2], int(sys.argv[3])
where = settings(folder, "country")
run(program, "migrate", *where)
run(program, "seed", "--country", "--sample-city", *where)
reform = datetime.date(2025, 7, 1)
with served(program, where) as (_, port):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    first, _ = timed(link, "/organisation")
    for name, days in (
        ("before", [reform - datetime.timedelta(days=number + 1) for number in range(requests)]),
        ("after", [reform + datetime.timedelta(days=number) for number in range(requests)]),
    ):
        times = [timed(link, f"/organisation?on={day.isoformat()}")[0] for day in days]
        report(f"organisation.tree.{name}-reform.p99", p99(times), "ms", 50)
    # The page that finds nothing in memory yet, after the start and after each change.
    report("organisation.tree.first", round(first, 1), "ms")
