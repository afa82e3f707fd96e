#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A sign-in storm: so many people sign in within one second, each with a
password and the code of a second factor that is set up on the way.

usage: storm.py PROGRAM FOLDER PEOPLE
"""
import base64
import hashlib
import hmac
import http.client
import re
import struct
import sys
import threading
import time
import urllib.parse

from served import report, run, served, settings

program, folder, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
where = settings(folder, "storm")

def password(number):
    return f"một câu rất dễ nhớ của người {number}"


def make_accounts():
    run(program, "migrate", *where)
    for number in range(people):
        role = "operator" if number else "administrator"
        run(program, "account", "create", "--login", f"nguoi.{number}", "--name", f"Nguyễn Văn {number}",
            "--role", role, *where, typed=password(number) + "\n")


def code(secret):
    """RFC 6238, six digits of half a minute."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Person:
    def __init__(self, number, port):
        self.number = number
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookies = {}
        self.wrong = None
        self.waited = 0
        self.ask("GET", "/sign-in")

    def ask(self, method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            token = re.search(r'name="form-token" value="([^"]+)"', self.page)[1]
            body = urllib.parse.urlencode({**fields, "form-token": token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = value.split(";")[0].split("=", 1)
                self.cookies[pair[0]] = pair[1]
        self.page = answer.read().decode()
        return answer.status, answer.getheader("Location") or ""

    def sign_in(self, moment):
        time.sleep(max(0, moment - time.monotonic()))
        start = time.monotonic()
        try:
            steps = [self.ask("POST", "/sign-in", {"login": f"nguoi.{self.number}", "password": password(self.number)})]
            self.waited = time.monotonic() - start
            steps.append(self.ask("GET", "/sign-in/second-factor"))
            secret = re.search(r"<code>([A-Z2-7 ]{16,})</code>", self.page)[1].replace(" ", "")
            steps.append(self.ask("POST", "/sign-in/second-factor", {"code": code(secret)}))
            steps.append(self.ask("GET", "/account"))
            if [step[0] for step in steps][:2] != [303, 200] or steps[2][0] >= 400 or steps[3][0] != 200:
                self.wrong = str(steps)
        except Exception as error:  # whatever it is, it counts
            self.wrong = repr(error)


make_accounts()
with served(program, where) as (server, port):
    crowd = [Person(number, port) for number in range(people)]
    beginning = time.monotonic() + 1
    threads = [
        threading.Thread(target=person.sign_in, args=(beginning + person.number / people,)) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open(f"/proc/{server.pid}/status") as status:
        peak = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024
errors = [person.wrong for person in crowd if person.wrong]
for error in errors[:5]:
    print(error, file=sys.stderr)
report(f"sign-in.storm.{people}-people.errors", len(errors), "errors", 0)
report(f"sign-in.storm.{people}-people.last-password-checked", round(max(person.waited for person in crowd), 1), "s")
report(f"sign-in.storm.{people}-people.memory", round(peak), "MB")
sys.exit(1 if errors else 0)
