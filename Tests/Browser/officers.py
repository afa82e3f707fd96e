# SPDX-License-Identifier: Apache-2.0
"""Officers at work without a browser: pages are asked for and forms sent as a browser would send them."""
import html
import re
import time
import urllib.parse

import requests

STATES = {
    "Mới đăng ký": "new", "Được tiếp nhận": "received", "Không được tiếp nhận": "not-received",
    "Đang xử lý": "processing", "Yêu cầu bổ sung giấy tờ": "supplement-wanted",
    "Yêu cầu thực hiện nghĩa vụ tài chính": "payment-wanted", "Công dân yêu cầu rút hồ sơ": "withdrawn",
    "Dừng xử lý": "stopped", "Đã xử lý xong": "processed", "Đã trả kết quả": "returned"}

# What intake pages ask that has more than one sensible answer.
CHOICES = {
    "q-acts-by-authority": "no", "q-fee-exemption": "none", "q-marital-status": "never", "q-status-purpose": "other",
    "q-had-certificate": "no", "q-receives-result": "counter", "channel": "direct",
    "q-status-purpose-words": "vay vốn"}


class Officer:
    def __init__(self, city, login):
        self.city, self.login, self.link = city, login, requests.Session()
        self.link.headers["Accept-Language"] = "vi"
        page = self.get("/sign-in").text
        answer = self.send("/sign-in", {"login": login, "password": city.accounts[login]}, page)
        where = urllib.parse.urlsplit(answer.headers["location"]).path
        # A code is good once: whoever signed in a moment ago waits for the next one.
        for _ in range(40):
            page = self.get(where).text
            if code := re.search(r"data-sample-code>(\d{6})<", page):
                break
            time.sleep(2)
        assert self.send(where, {"code": code[1]}, page).status_code == 303

    def get(self, path):
        return self.link.get(self.city.address + path, allow_redirects=False, timeout=60)

    def send(self, path, fields, page):
        """A form of a page, sent once."""
        return self.link.post(
            self.city.address + path, data={**fields, "form-token": token(page)}, allow_redirects=False, timeout=60)


def token(page):
    return re.search(r'name="form-token" value="([^"]+)"', page)[1]


def text(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def told(page, name):
    """What a page's list of facts says of a name; nothing where it does not."""
    found = re.search(rf"<dt[^>]*>{re.escape(name)}</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.S)
    return text(found[1]) if found else ""


def status(page):
    return STATES[told(page, "Trạng thái")]


def events(page):
    """How many things happened to the dossier of a page."""
    return len(re.findall(r"<li\b", page[page.index('id="history"'):].split("</ol>")[0]))


def revision(page):
    """As the page's forms have it; nothing where nothing can be done."""
    found = re.search(r'name="revision" value="(\d+)"', page)
    return int(found[1]) if found else None


def typed(key, kind, name):
    """Something that a field takes."""
    if key.endswith("-name"):
        return name
    if key.endswith("-identity"):
        return "000199000123"
    if kind == "date" or "date" in key or key.endswith("-starts"):
        return "03/02/1990"
    return {"tel": "0912345678", "number": "1"}.get(kind, "1000000" if key.endswith("-capital") else "Mẫu")


def intake(page, name, choices=CHOICES):
    """A counter form filled in: every choice made, every field that must be there, every paper ticked."""
    form = max(re.findall(r'<form[^>]*method="post".*?</form>', page, re.S), key=len)
    fields = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>", form):
        has = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, key = has.get("type", "text"), has.get("name")
        if kind == "hidden":
            fields[key] = html.unescape(has.get("value", ""))
        elif kind == "radio":
            if has["value"] == choices.get(key) or key not in fields:
                fields[key] = has["value"]
        elif kind == "checkbox":
            # Money is taken by whoever says so.
            if key != "fee-taken":
                fields[key] = has["value"]
        elif key in choices:
            fields[key] = choices[key]
        elif " required" in tag and kind != "submit":
            fields[key] = typed(key, kind, name)
    for key, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        values = [value for value in re.findall(r'<option value="([^"]*)"', options) if value]
        fields[key] = choices[key] if choices.get(key) in values else values[0]
    # Who takes it in has it dealt with in the same house.
    if "reception" in fields and f'value="{fields["reception"]}"' in form.split('name="office"')[-1]:
        fields["office"] = fields["reception"]
    return fields | {"q-applicant-name": name, "fee": "0"}
