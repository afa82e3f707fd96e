# SPDX-License-Identifier: Apache-2.0
"""The program as a city's own HTTPS server: HTTP/2, HSTS, certificates exchanged while it runs."""
import os
import socket
import ssl
import subprocess
import time

import pytest

from conftest import PROGRAM, ROOT, free_port


def make_pair(folder, name):
    """A key and a certificate of its own for localhost."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", folder / "new-key.pem", "-out", folder / "new-chain.pem"],
        check=True, capture_output=True)
    os.replace(folder / "new-key.pem", folder / "key.pem")
    os.replace(folder / "new-chain.pem", folder / "chain.pem")


class Secure:
    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "log.jsonl"
        self.port = free_port()
        make_pair(folder, "first")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", f"sqlite:{folder}/v.sqlite", "--port", str(self.port),
             "--intake", str(folder / "intake"), "--data", str(folder / "data"),
             "--tls-certificate", str(folder / "chain.pem"), "--tls-key", str(folder / "key.pem"),
             "--public-address", f"https://localhost:{self.port}"],
            cwd=ROOT, stdout=open(self.log, "ab"), stderr=subprocess.STDOUT)
        wait(lambda: self.curl("/health/ready", check=False).returncode == 0)

    def curl(self, path, *more, check=True):
        return subprocess.run(
            ["curl", "-sS", "--cacert", self.folder / "chain.pem", *more, f"https://localhost:{self.port}{path}"],
            capture_output=True, text=True, check=check, timeout=60)

    def subject(self):
        context = ssl.create_default_context(cafile=self.folder / "chain.pem")
        with socket.create_connection(("localhost", self.port)) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as link:
                return dict(pair[0] for pair in link.getpeercert()["subject"])["commonName"]


def wait(condition, seconds=60):
    deadline = time.time() + seconds
    while not condition():
        assert time.time() < deadline, "never happened"
        time.sleep(0.1)


@pytest.fixture
def secure(tmp_path):
    secure = Secure(tmp_path)
    yield secure
    secure.process.terminate()
    assert secure.process.wait(timeout=20) == 0


def test_pages_come_by_http2_and_by_http1_with_hsts_and_secure_cookies(secure):
    for version, protocol in [("--http2", "2"), ("--http1.1", "1.1")]:
        answer = secure.curl("/environment", version, "-D", "-", "-o", "/dev/null", "-w", "%{http_version} %{http_code}")
        assert answer.stdout.splitlines()[-1] == f"{protocol} 200"
        assert "strict-transport-security: max-age=63072000" in answer.stdout.lower()
    page = secure.curl("/sign-in?lang=en", "-D", "-")
    assert "set-cookie: __Host-lang=en; Path=/; SameSite=Lax; Max-Age=31536000; Secure" in page.stdout
    (secure.folder / "large").write_text("x" * 1_200_000)
    large = secure.curl("/sign-in", "--http2", "--data", f"@{secure.folder}/large", "-o", "/dev/null", "-w", "%{http_code}")
    assert large.stdout == "413"


def test_a_live_stream_stays_open_by_http2_and_ends_with_the_program(secure):
    stream = subprocess.Popen(
        ["curl", "-sS", "-N", "--http2", "--cacert", secure.folder / "chain.pem",
         f"https://localhost:{secure.port}/environment/live"], stdout=subprocess.PIPE, text=True)
    assert stream.stdout.readline().startswith("retry:")
    beat = next(line for line in stream.stdout if line.startswith("event: beat"))
    assert beat and stream.poll() is None
    secure.process.terminate()
    assert secure.process.wait(timeout=20) == 0
    stream.wait(timeout=20)


def test_a_closed_tab_ends_its_stream_by_http2(secure):
    stream = subprocess.Popen(
        ["curl", "-sS", "-N", "--http2", "--cacert", secure.folder / "chain.pem",
         f"https://localhost:{secure.port}/environment/live"], stdout=subprocess.PIPE, text=True)
    assert stream.stdout.readline().startswith("retry:")
    assert "vamco_live_streams 1" in secure.curl("/metrics").stdout
    stream.kill()
    stream.wait()
    wait(lambda: "vamco_live_streams 0" in secure.curl("/metrics").stdout)


def test_an_exchanged_certificate_is_taken_up_while_it_runs_and_a_wrong_one_is_not(secure):
    assert secure.subject() == "first"
    make_pair(secure.folder, "second")
    wait(lambda: "certificate taken up" in secure.log.read_text())
    assert secure.subject() == "second"
    (secure.folder / "key.pem").write_text("no key")
    wait(lambda: "certificate not taken up" in secure.log.read_text())
    assert secure.subject() == "second"


def test_old_protocols_and_plain_http_are_refused(secure):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(secure.folder / "chain.pem")
    context.options |= ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("localhost", secure.port)) as plain, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(plain, server_hostname="localhost")
    with socket.create_connection(("localhost", secure.port)) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" not in plain.recv(1_000)


def test_a_client_that_never_agrees_on_keys_is_let_go(secure):
    with socket.create_connection(("localhost", secure.port)) as silent:
        silent.settimeout(40)
        assert silent.recv(1) == b""


def test_check_says_what_is_wrong_with_a_certificate(tmp_path):
    def check():
        return subprocess.run(
            [PROGRAM, "check", "--database", f"sqlite:{tmp_path}/none.sqlite", "--tls-certificate", tmp_path / "chain.pem",
             "--tls-key", tmp_path / "key.pem"], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
        ).stdout
    assert "cannot be used" in check()
    make_pair(tmp_path, "good")
    assert "certificate is valid until" in check()
    other = tmp_path / "other"
    other.mkdir()
    make_pair(other, "other")
    os.replace(other / "key.pem", tmp_path / "key.pem")
    assert "does not belong to" in check()


def test_old_protocols_and_ciphers_are_refused(secure):
    def agrees(*options):
        answer = subprocess.run(
            ["openssl", "s_client", "-connect", f"localhost:{secure.port}", "-servername", "localhost", *options],
            input="", capture_output=True, text=True, timeout=60)
        return answer.returncode == 0 and "Cipher is (NONE)" not in answer.stdout

    assert agrees("-tls1_3")
    assert agrees("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384")
    assert not agrees("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
    for cipher in ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "AES128-SHA", "AES128-GCM-SHA256"]:
        assert not agrees("-tls1_2", "-cipher", cipher), cipher
