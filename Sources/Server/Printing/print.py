#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints one document: `job.json` of the folder it is given becomes `document.pdf` there.

The job: {"html": "…", "attachments": [{"name": "receipt.json", "content": "base64"}]}. Nothing is fetched, neither from
the network nor from the disk: what the page asks for beside its attachments is left out. `--check` only tells whether
printing would work.
"""
import base64
import json
import pathlib
import resource
import sys

MEBIBYTE = 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (1024 * MEBIBYTE, 1024 * MEBIBYTE))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

from weasyprint import HTML, Attachment  # noqa: E402 (the limits come first)

if "--check" in sys.argv:
    sys.exit(0)

folder = pathlib.Path(sys.argv[1])
job = json.loads((folder / "job.json").read_text())
kept = {"vamco:/" + file["name"]: base64.b64decode(file["content"]) for file in job["attachments"]}


def fetch(address, *_, **__):
    if address in kept:
        return {"string": kept[address], "mime_type": "application/octet-stream"}
    raise ValueError("nothing is fetched for a printed document")


HTML(string=job["html"], url_fetcher=fetch).write_pdf(
    folder / "document.pdf", attachments=[Attachment(url=address, url_fetcher=fetch) for address in kept])
