#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A mail server for tests: aiosmtpd on a free port of this machine, which keeps every letter as a JSON file.

It prints its port and ends with its input. Letters to `never@…` are refused for good, to `later@…` for now, to `unknown-sender@…` until
somebody signs in; to `late-refusal@…` after their text. `silent@…` is answered after a minute, the text to `slow@…` after a second.
"""
import argparse
import asyncio
import email
import email.policy
import json
import os
import pathlib
import socket
import ssl
import subprocess
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--host", default="127.0.0.1")
options.add_argument("--port", type=int, default=0)
options.add_argument("--tls", action="store_true", help="with a certificate of nobody's making, and nothing without it")
options.add_argument("--password", help="of the user `city`, who must then sign in")
options.add_argument("--refuse-sender", action="store_true", help="takes nobody's letters")
options = options.parse_args()


class Keeper:
    count = 0

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if options.refuse_sender:
            return "553 5.7.1 not in that name"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("never@"):
            return "550 5.1.1 no such person"
        if address.startswith("later@"):
            return "451 4.3.0 come back later"
        if address.startswith("unknown-sender@"):
            return "530 5.7.0 sign in first"
        if address.startswith("silent@"):
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("late-refusal@"):
            return "554 5.7.1 not such a text"
        if envelope.rcpt_tos[0].startswith("slow@"):
            # Whoever waits for the text to be out sees that it is.
            (options.folder / "slow.taken").touch()
            await asyncio.sleep(1)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        Keeper.count += 1
        kept = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "headers": dict(message.items()),
            "text": message.get_content(), "tls": session.ssl is not None, "user": getattr(session, "login", None),
            "defects": [str(defect) for part in message.walk() for defect in part.defects],
            "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
        }
        place = options.folder / f"{Keeper.count:04}.json"
        place.with_suffix(".part").write_text(json.dumps(kept))
        place.with_suffix(".part").rename(place)
        return "250 OK"


def sign_in(server, session, envelope, mechanism, data):
    right = data.login == b"city" and data.password == options.password.encode()
    session.login = data.login.decode() if right else None
    return AuthResult(success=right, handled=False)


more = {}
if options.tls:
    key, chain = options.folder / "key.pem", options.folder / "chain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=mail.test", "-keyout", key, "-out", chain], check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    more |= {"tls_context": context, "require_starttls": True}
if options.password:
    more |= {"authenticator": sign_in, "auth_required": True, "auth_require_tls": options.tls}
if options.port == 0:
    with socket.socket() as probe:
        probe.bind((options.host, 0))
        options.port = probe.getsockname()[1]
controller = Controller(Keeper(), hostname=options.host, port=options.port, server_hostname="mail.test", **more)
controller.start()
print(options.port, flush=True)
sys.stdin.read()
os._exit(0)
