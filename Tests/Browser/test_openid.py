# SPDX-License-Identifier: Apache-2.0
"""Citizens sign in at a real identity provider, in a real browser."""
import json
import os
import re
import subprocess
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from conftest import PROGRAM, ROOT, free_port, wait_until_ready
from provider import Provider, agree


class Office:
    """A program whose citizens sign in at one provider."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.provider = Provider(folder, self.address)
        self.provider.admit("hoa", "Trần Thị Hoà", "mật khẩu của Hoà")
        (folder / "client-secret").write_text(Provider.secret)
        (folder / "providers.json").write_text(json.dumps([{
            "id": "tinh", "name": "Cổng của tỉnh", "issuer": self.provider.issuer, "client-id": "vamco",
            "client-secret-file": "client-secret", "claims": "national", "level": "medium"}]))
        self.log = folder / "log.jsonl"
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", f"sqlite:{folder}/v.sqlite", "--port", str(self.port),
             "--intake", str(folder / "intake"), "--data", str(folder / "data"), "--public-address", self.address,
             "--parts", str(ROOT / ".parts")],
            cwd=ROOT, stdout=open(self.log, "ab"), stderr=subprocess.STDOUT,
            env={**os.environ, "VAMCO_SIGN_IN_PROVIDERS": str(folder / "providers.json")})
        wait_until_ready(self.process, self.address, self.log)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.process.terminate()
    office.process.wait(timeout=20)
    office.provider.stop()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def depart(page, office):
    page.goto(office.address + "/sign-in")
    page.click("text=Đăng nhập bằng Cổng của tỉnh")
    page.wait_for_load_state()


def sign_in(page, office):
    depart(page, office)
    agree(page, office.provider, "hoa", "mật khẩu của Hoà")
    return page.inner_text("main")


def test_a_citizen_signs_in_sees_what_the_provider_told_and_signs_out_at_both(page, office):
    words = sign_in(page, office)
    assert page.url == office.address + "/citizen"
    assert "Trần Thị Hoà" in words and "Trung bình" in words
    assert "hoa@example.vn" not in words, "an address is masked"
    page.set_viewport_size({"width": 360, "height": 760})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.goto(office.address + "/identity/accounts").status == 403
    page.goto(office.address + "/citizen")
    with page.expect_navigation(url="**/signed-out"):
        page.click(".site-account button")
    page.reload()
    assert "Bạn đã đăng xuất" in page.inner_text("main") and "Trần Thị Hoà" not in page.inner_text("header")
    page.click("text=Đăng xuất khỏi Cổng của tỉnh")
    assert page.url.startswith(office.provider.address) and "prompt=end_session" in page.url
    page.goto(office.address + "/citizen")
    assert page.url.startswith(office.address + "/sign-in")


def test_the_way_back_is_good_once_and_in_one_browser(page, browser, office):
    depart(page, office)
    backs = []
    page.on("request", lambda request: backs.append(request.url) if "/return?" in request.url else None)
    agree(page, office.provider, "hoa", "mật khẩu của Hoà")
    page.click(".site-account button")
    answer = page.goto(backs[0])
    assert answer.status == 422 and "đã hết hạn hoặc đã được dùng" in page.inner_text("main")
    other = browser.new_context(locale="vi-VN")
    stranger = other.new_page()
    assert stranger.goto(backs[0]).status == 422
    assert stranger.goto(office.address + "/citizen").url.startswith(office.address + "/sign-in")
    other.close()


def departed(page, office):
    """Begins a way there without following it: the provider's address, as the city made it."""
    answer = page.context.request.get(office.address + "/sign-in/openid/tinh", max_redirects=0)
    assert answer.status == 303
    return answer.headers["location"]


def test_a_code_that_was_used_is_worth_nothing_in_a_fresh_way_there(page, office):
    depart(page, office)
    backs = []
    page.on("request", lambda request: backs.append(request.url) if "/return?" in request.url else None)
    agree(page, office.provider, "hoa", "mật khẩu của Hoà")
    page.context.clear_cookies()
    state = parse_qs(urlsplit(departed(page, office)).query)["state"][0]
    fresh = re.sub(r"state=[^&]*", f"state={state}", backs[0])
    assert fresh != backs[0]
    answer = page.goto(fresh)
    assert answer.status in (422, 502) and page.url.startswith(office.address)
    assert page.locator(".notice-danger").is_visible()
    assert page.goto(office.address + "/citizen").url.startswith(office.address + "/sign-in")


def test_the_provider_sends_people_back_to_one_address_alone(page, office):
    address = departed(page, office)
    back = parse_qs(urlsplit(address).query)["redirect_uri"][0]
    for suffix in ["/x", "?x=1", ".evil.example", "x"]:
        changed = address.replace(quote(back, safe=""), quote(back + suffix, safe=""))
        assert changed != address
        answer = page.context.request.get(changed, max_redirects=0)
        assert not answer.headers.get("location", "").startswith(back), suffix
        assert answer.status >= 400 or "invalid" in answer.headers["location"], (suffix, answer.headers)
    assert page.goto(office.address + "/sign-in/openid/tinh/return/x").status == 404


def test_a_provider_that_exchanges_its_keys_is_followed(page, office):
    sign_in(page, office)
    page.click(".site-account button")
    page.context.clear_cookies()
    office.provider.exchange_keys()
    # Unknown keys are asked for once a minute at most.
    deadline = time.time() + 90
    while "Trần Thị Hoà" not in sign_in(page, office):
        assert time.time() < deadline, office.log.read_text()[-2000:]
        page.context.clear_cookies()
        time.sleep(5)


def test_a_provider_that_is_down_is_named_and_asked_again_when_it_is_back(page, office):
    office.provider.stop()
    page.goto(office.address + "/sign-in")
    # What the provider says of itself is kept for an hour: the browser goes there, and finds nobody.
    code = "x" * 20
    answer = page.goto(f"{office.address}/sign-in/openid/tinh/return?state={'A' * 43}&code={code}")
    assert answer.status == 422, "an answer nobody asked for is refused without asking the provider"
    office.provider.start()
    assert "Trần Thị Hoà" in sign_in(page, office)


def test_no_secret_code_or_token_stands_in_the_log(office):
    log = office.log.read_text()
    assert Provider.secret not in log and "code=" not in log and "id_token" not in log and "eyJ" not in log
