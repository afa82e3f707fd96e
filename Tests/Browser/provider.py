# SPDX-License-Identifier: Apache-2.0
"""Debian's glewlwyd as an identity provider, set up through its own administration."""
import gzip
import http.cookiejar
import json
import pathlib
import re
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from conftest import free_port

SCHEMA = "/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz"


class Provider:
    """A provider that knows one city as its client, and people."""

    secret = "bi-mat-cua-phuong-7f3a"

    def __init__(self, folder, city_address):
        self.folder = folder
        self.city_address = city_address
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.issuer = f"{self.address}/api/oidc"
        database = folder / "provider.sqlite"
        with sqlite3.connect(database) as link, gzip.open(SCHEMA, "rt") as schema:
            link.executescript(schema.read())
        self.configuration = folder / "provider.conf"
        self.configuration.write_text(self._configured(database))
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.start()
        self._administer()

    def _configured(self, database):
        text = pathlib.Path("/etc/glewlwyd/glewlwyd.conf").read_text()
        for name, value in [
            ("port", str(self.port)), ("external_url", f'"{self.address}"'), ("log_mode", '"console"'),
            ("static_files_path", '"/usr/share/glewlwyd/webapp/"'),
        ]:
            text = re.sub(rf"(?m)^#? ?{name}=.*", f"{name}={value}", text)
        return re.sub(r"(?m)^@include .*glewlwyd-db.*", f'database = {{ type = "sqlite3"; path = "{database}" }};', text)

    def start(self):
        self.process = subprocess.Popen(
            ["glewlwyd", "--config-file", str(self.configuration)],
            stdout=open(self.folder / "provider.log", "ab"), stderr=subprocess.STDOUT)
        for _ in range(200):
            try:
                urllib.request.urlopen(self.address + "/config", timeout=2)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                assert self.process.poll() is None, (self.folder / "provider.log").read_text()[-2000:]
                time.sleep(0.05)
        raise AssertionError("the provider did not become ready")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.address + "/api" + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with self.opener.open(request, timeout=10) as answer:
            return answer.read()

    def _administer(self):
        self.call("POST", "/auth/", {"username": "admin", "password": "password"})
        self.call("POST", "/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "oidc", "parameters": self._parameters(new_key())})
        self.call("POST", "/client/", {
            "client_id": "vamco", "name": "Phường", "password": self.secret, "confidential": True, "enabled": True,
            "scope": ["openid"], "authorization_type": ["code"], "token_endpoint_auth_method": ["client_secret_basic"],
            "redirect_uri": [f"{self.city_address}/sign-in/openid/tinh/return"],
            "post_logout_redirect_uri": f"{self.city_address}/sign-in"})

    def _parameters(self, key):
        return {
            "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": key[0], "cert": key[1],
            "code-duration": 600, "refresh-token-duration": 1209600, "access-token-duration": 3600,
            "allow-non-oidc": False, "auth-type-code-enabled": True, "pkce-allowed": True,
            "pkce-method-plain-allowed": False, "subject-type": "public", "session-management-allowed": True,
            "session-cookie-name": "GLEWLWYD2_OIDC_SID", "session-cookie-expiration": 2419200,
            "allowed-scope": ["openid"], "name-claim": "no", "email-claim": "no",
            # The names that Vietnamese providers give their claims.
            "claims": [
                {"name": name, "user-property": own, "type": "string", "mandatory": True, "on-demand": False, "scope": []}
                for name, own in [("HoVaTen", "name"), ("ThuDienTu", "email")]
            ],
        }

    def exchange_keys(self):
        """A new signing key in the place of the old one, as after a break-in."""
        self.call("PUT", "/mod/plugin/oidc", {
            "module": "oidc", "name": "oidc", "display_name": "oidc", "parameters": self._parameters(new_key())})
        self.call("PUT", "/mod/plugin/oidc/reset")

    def admit(self, login, name, password):
        self.call("POST", "/user/", {
            "username": login, "name": name, "email": f"{login}@example.vn", "password": password, "enabled": True,
            "scope": ["openid"]})


def new_key():
    """A private key and its public one, PEM."""
    private = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True, text=True, check=True).stdout
    public = subprocess.run(
        ["openssl", "rsa", "-pubout"], input=private, capture_output=True, text=True, check=True).stdout
    return private, public


def agree(page, provider, login, password):
    """What a person does on the provider's pages: signs in, admits the city,
    goes on. Debian's package has no browser program for these pages, so the
    browser calls what its buttons would."""
    back = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["callback_url"][0]
    request = page.context.request
    answer = request.post(provider.address + "/api/auth/", data={"username": login, "password": password})
    assert answer.ok, answer.status
    answer = request.put(provider.address + "/api/auth/grant/vamco", data={"scope": "openid"})
    assert answer.ok, answer.status
    page.goto(back + "&g_continue")
