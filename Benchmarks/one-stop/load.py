# SPDX-License-Identifier: Apache-2.0
"""Many people at once: each goes through scenarios of seven requests, one request every some seconds.

Half are at home: they look a procedure up, read what it asks for, check whether it is for them, look at the board.
The others are at work: the inbox, a queue, a dossier, something done with it, the dossier again, a search by name.
What is done is what the dossier's page offers: receiving, taking in hand, giving to a colleague. One officer in ten
scenarios receives a new dossier at the counter instead.

A request that is answered 5xx, or otherwise than its page says, is an error.
"""
import asyncio
import random
import re
import time
import urllib.parse
import zlib

from city import percentile, say

SEARCHES = ["khai sinh", "xay nha", "so do", "ket hon", "tam tru", "ho kinh doanh", "chứng thực bản sao", "đất đai"]
# The sample names: a family name, the word Mẫu, a given name.
FAMILIES = ["nguyen", "tran", "le", "pham", "huynh", "phan", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly"]
GIVEN = ["an", "binh", "chau", "dung", "giang", "ha", "hanh", "hieu", "hoa", "hung", "khang", "lan", "linh", "long"]
MODELLED = ["1.001193", "1.001612", "1.004194", "1.004873", "1.013225", "2.000815", "2.000986"]
STAFF = ["mot.cua", "tu.phap", "kinh.te", "mot.cua.bm", "tu.phap.bm", "mot.cua.ht", "tu.phap.ht"]
COUNTERS = ["mot.cua", "mot.cua.bm", "mot.cua.ht"]


class Wrong(Exception):
    pass


class Person:
    """One connection, kept; answers are read to their end."""

    def __init__(self, port, cookie, chance):
        self.port, self.cookie, self.chance = port, cookie, chance
        self.reader = self.writer = None

    async def ask(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip\r\nAccept-Language: vi\r\n"
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if fields is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        for attempt in (1, 2):
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                self.writer.write(head.encode() + b"\r\n" + body)
                status, headers, content = await self.answer()
                break
            except (ConnectionError, asyncio.IncompleteReadError):
                # A link that lay idle may have been closed meanwhile: a browser opens another.
                self.writer = None
                if attempt == 2 or method != "GET":
                    raise
        if status >= 500:
            raise Wrong(f"{status} {method} {path}")
        return status, headers, content

    async def answer(self):
        line = await self.reader.readuntil(b"\r\n\r\n")
        first, *rest = line.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(await self.reader.readline(), 16):
                parts.append((await self.reader.readexactly(size + 2))[:-2])
            await self.reader.readline()
            content = b"".join(parts)
        else:
            content = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, content


def text(headers, content):
    return (zlib.decompress(content, 31) if headers.get("content-encoding") == "gzip" else content).decode()


def token(page):
    return re.search(r'name="form-token" value="([^"]+)"', page)[1]


class Load:
    def __init__(self, city, users, rate, seconds):
        self.city, self.users, self.pace, self.seconds = city, users, users / rate, seconds
        self.taken, self.kinds, self.errors, self.acts, self.received = [], {}, [], 0, 0
        self.busy = set()

    def sign_in(self):
        self.cookies = {login: self.city.officer(login).cookie for login in STAFF}

    def run(self):
        self.sign_in()
        asyncio.run(self.everybody())

    async def everybody(self):
        self.end = time.monotonic() + self.seconds
        await asyncio.gather(*(self.user(number) for number in range(self.users)))

    async def user(self, number):
        chance = random.Random(number)
        at_work = number % 2
        login = chance.choice(STAFF) if at_work else ""
        person = Person(self.city.port, self.cookies.get(login, ""), chance)
        self_next = time.monotonic() + chance.random() * self.pace

        async def step(kind, method, path, fields=None, expected=(200,)):
            nonlocal self_next
            await asyncio.sleep(max(0, self_next - time.monotonic()))
            # Nobody is as regular as a clock.
            self_next += self.pace * chance.uniform(0.8, 1.2)
            began = time.perf_counter()
            status, headers, content = await person.ask(method, path, fields)
            taken = (time.perf_counter() - began) * 1000
            # What is finished after the time is up is done under less load, and not counted.
            if time.monotonic() < self.end:
                self.taken.append(taken)
                self.kinds.setdefault(kind, []).append(taken)
            if status not in expected:
                said = re.search(r'class="error-summary".*?<ul>(.*?)</ul>', text(headers, content), re.S)
                raise Wrong(f"{status} {method} {path}: {said and said[1]}")
            return headers, content

        while time.monotonic() < self.end:
            try:
                if not at_work:
                    await self.at_home(step, chance)
                elif login in COUNTERS and chance.random() < 0.25:
                    await self.at_the_counter(step, chance)
                else:
                    await self.at_the_desk(step, chance)
            except Wrong as error:
                self.errors.append(str(error))
            except Exception as error:  # whatever it is, it counts
                self.errors.append(repr(error))
                person.writer = None
        if person.writer:
            person.writer.close()

    async def at_home(self, step, chance):
        words = urllib.parse.quote(chance.choice(SEARCHES))
        code = chance.choice(MODELLED)
        await step("home", "GET", "/")
        await step("procedures", "GET", "/procedures")
        await step("procedure-search", "GET", f"/procedures?q={words}")
        await step("procedure", "GET", f"/procedures/{code}")
        await step("eligibility", "GET", f"/procedures/{code}/eligibility")
        await step("board", "GET", "/service-board")
        await step("follow", "GET", "/follow")

    async def at_the_desk(self, step, chance):
        queue = chance.choice(["reception-officer", "case-officer", "leader"])
        await step("inbox", "GET", "/dossiers")
        page = text(*await step("queue", "GET", f"/dossiers?view={queue}"))
        rows = [one for one in re.findall(r'href="/dossiers/([0-9a-f-]{36})"', page) if one not in self.busy]
        if not rows:
            page = text(*await step("queue", "GET", "/dossiers?view=case-officer"))
            rows = re.findall(r'href="/dossiers/([0-9a-f-]{36})"', page)
        if not rows:
            return
        dossier = chance.choice(rows)
        # Two officers at once are another test: here each has their own.
        mine = dossier not in self.busy
        self.busy.add(dossier)
        try:
            page = text(*await step("dossier", "GET", f"/dossiers/{dossier}"))
            done = self.offered(page, dossier, chance) if mine else None
            if done:
                await step("act", "POST", done[0], done[1], expected=(303,))
                self.acts += 1
            await step("dossier", "GET", f"/dossiers/{dossier}")
        finally:
            if mine:
                self.busy.discard(dossier)
        name = f"{chance.choice(FAMILIES)} mau {chance.choice(GIVEN)}"
        await step("name-search", "GET", "/dossiers?q=" + urllib.parse.quote(name))
        await step("inbox", "GET", "/dossiers")

    @staticmethod
    def offered(page, dossier, chance):
        """What the page lets this officer do at once: receive it, take it in hand, or give it to somebody."""
        for form in re.findall(r'<form class="form" method="post".*?</form>', page, re.S):
            where = re.search(rf'action="(/dossiers/{dossier}/(\w+))"', form)
            if not where:
                continue
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
            # What its own page says cannot be done yet is not tried: a fee that is not paid, words that are asked for.
            if where[2] == "acts" and "papers-checked-" in form and not re.search(
                    "until-|words-|receipt-signed-|applicant-confirmed-|Phí chưa nộp đủ", form):
                fields[re.search(r'name="(papers-checked-[^"]+)"', form)[1]] = "yes"
                return where[1], fields
            if where[2] == "assignment":
                if "<select" in form:
                    fields["account"] = chance.choice(re.findall(r'<option value="([0-9a-f-]{36})"', form) or [""])
                return where[1], fields
        return None

    async def at_the_counter(self, step, chance):
        await step("choose", "GET", "/dossiers/new")
        await step("choose", "GET", "/dossiers/new?q=tinh%20trang%20hon%20nhan")
        page = text(*await step("intake", "GET", "/dossiers/new/1.004873"))
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        fields |= {
            "q-applicant-name": f"{chance.choice(FAMILIES)} mẫu {chance.choice(GIVEN)}".title(),
            "q-applicant-identity": f"000{chance.randrange(10**9):09d}", "q-applicant-birth-date": "3/2/1999",
            "q-applicant-phone": "0912 345 678",
            "q-applicant-address": "Phường Tân Ninh", "q-status-purpose-words": "vay vốn", "fee": "0",
            "q-acts-by-authority": "no", "q-fee-exemption": "none", "q-marital-status": "never",
            "q-status-purpose": "other", "q-had-certificate": "no", "q-receives-result": "counter",
            "channel": "direct", "papers-checked": "yes", "paper-declaration": "yes"}
        for name in ("reception", "office"):
            offices = re.findall(
                r'<option value="([0-9a-f-]{36})"', (re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S) or [""])[0])
            if offices:
                fields[name] = offices[0]
        headers, _ = await step("receive", "POST", "/dossiers/new/1.004873", fields, expected=(303,))
        self.received += 1
        await step("dossier", "GET", headers["location"])
        await step("inbox", "GET", "/dossiers?view=reception-officer")
        await step("name-search", "GET", "/dossiers?q=" + urllib.parse.quote(fields["q-applicant-name"]))


def measure(city, label, users, rate, seconds):
    load = Load(city, users, rate, seconds)
    load.run()
    p95 = round(percentile(load.taken, 0.95), 1)
    more = dict(requests=len(load.taken), rate=round(len(load.taken) / seconds, 1), users=users, seconds=seconds,
                acts=load.acts, received=load.received, median=round(percentile(load.taken, 0.5), 1),
                p99=round(percentile(load.taken, 0.99), 1), memory_mb=city.memory(),
                kinds={kind: round(percentile(taken, 0.95), 1) for kind, taken in sorted(load.kinds.items())})
    say(f"one-stop.load.{label}.p95", p95, "ms", "< 200", p95 < 200, **more)
    say(f"one-stop.load.{label}.errors", len(load.errors), "errors", "0", not load.errors,
        first=sorted(set(load.errors))[:5])
