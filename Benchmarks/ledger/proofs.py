#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast proofs of a sealed log are served over HTTP.

usage: proofs.py PROGRAM FOLDER ENTRIES REQUESTS
"""
import http.client
import random
import sys

from served import p99, report, served, settings, timed

program, folder, entries, requests = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(6962)
with served(program, settings(folder, "vamco")) as (_, port):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for name, question in (("inclusion", "number"), ("consistency", "from")):
        times = [
            timed(link, f"/api/ledger/proofs/{name}?{question}={chance.randint(1, entries)}")[0]
            for _ in range(requests)]
        report(f"proof.{name}.p99", p99(times), "ms", 10)
