# SPDX-License-Identifier: Apache-2.0
"""The list of what a release is made of (CycloneDX) says everything, and the truth."""
import hashlib
import json
import re
import subprocess

import pytest

from conftest import PROGRAM, ROOT


@pytest.fixture(scope="module")
def bill(tmp_path_factory):
    file = tmp_path_factory.mktemp("sbom") / "sbom.cdx.json"
    subprocess.run([ROOT / "scripts" / "sbom", file], check=True, capture_output=True)
    return json.loads(file.read_text())


def named(bill, prefix):
    return {part["bom-ref"].removeprefix(prefix): part for part in bill["components"] if part["bom-ref"].startswith(prefix)}


def test_it_has_the_form_of_cyclonedx(bill):
    assert bill["bomFormat"] == "CycloneDX" and bill["specVersion"] == "1.5" and bill["version"] == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", bill["serialNumber"])
    references = [part["bom-ref"] for part in bill["components"]]
    assert len(references) == len(set(references))
    for part in bill["components"]:
        assert part["type"] in ("library", "application") and part["name"] and part["version"]
        assert part["scope"] in ("required", "optional", "excluded")
        if "purl" in part:
            assert re.fullmatch(r"pkg:(swift|deb)/[^@\s]+@[^@\s]+", part["purl"]), part["purl"]
    (own,) = bill["dependencies"]
    assert own["ref"] == bill["metadata"]["component"]["bom-ref"] and set(own["dependsOn"]) <= set(references)


def test_every_swift_package_stands_there_in_its_version_and_none_besides(bill):
    pins = {pin["identity"]: pin["state"] for pin in json.loads((ROOT / "Package.resolved").read_text())["pins"]}
    parts = named(bill, "swift:")
    assert parts.keys() == pins.keys()
    for name, state in pins.items():
        assert parts[name]["version"] == state["version"]
        assert {"name": "vamco:revision", "value": state["revision"]} in parts[name]["properties"]


def test_every_browser_part_stands_there_with_the_hash_of_the_file_that_is_served(bill):
    parts = named(bill, "browser:")
    files = {file.name: file for file in (ROOT / ".parts").iterdir() if file.suffix in (".js", ".css")}
    assert parts.keys() == files.keys()
    for name, file in files.items():
        assert parts[name]["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]
        assert parts[name]["licenses"]
    # The versions are those the files say of themselves.
    for name in ["echarts.min.js", "leaflet.js", "htmx.min.js"]:
        assert parts[name]["version"] in files[name].read_text(), name


def test_every_library_of_the_machine_that_the_program_is_linked_with_stands_there(bill):
    """What the toolchain brings aside, each library the program asks for belongs to a Debian package of the list."""
    said = subprocess.run(["readelf", "-d", PROGRAM], capture_output=True, text=True, check=True).stdout
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", said)
    assert "libsqlite3.so.0" in needed
    where = dict(re.findall(r"^\s*(\S+) => (/\S+)", subprocess.run(["ldd", PROGRAM], capture_output=True, text=True).stdout, re.M))
    packages = named(bill, "debian:")
    for library in needed:
        path = where.get(library, "")
        if "/swift/" in path or not path:
            continue
        owners = set()
        for name in {path, "/usr" + path, path.removeprefix("/usr")}:
            asked = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True).stdout
            owners |= {line.split(":")[0] for line in asked.splitlines()}
        # The compiler's own run-time library comes with the C library.
        assert owners & (packages.keys() | {"libgcc-s1"}), f"{library} ({path}, {owners}) is not in the list"
    for name, part in packages.items():
        asked = subprocess.run(["dpkg-query", "-W", "-f=${Version}", name], capture_output=True, text=True).stdout
        assert asked == part["version"]


def test_the_same_parts_make_the_same_file():
    made = [subprocess.run([ROOT / "scripts" / "sbom"], check=True, capture_output=True).stdout for _ in range(2)]
    assert made[0] == made[1]
    assert "scripts/sbom" in (ROOT / "scripts" / "release").read_text()
