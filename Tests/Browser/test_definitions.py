# SPDX-License-Identifier: Apache-2.0
"""How a procedure is carried out is read, tried over the calendar, edited, and exported for programs."""
import json
import urllib.request
import xml.etree.ElementTree as ET

import jsonschema
import pytest
from test_pages import accessible, fits, no_raw_keys

CODES = ["1.001193", "1.001612", "1.004194", "1.004873", "1.013225", "2.000815", "2.000986"]
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def fetch(city, path, language="vi"):
    request = urllib.request.Request(city.address + path, headers={"Accept-Language": language})
    return urllib.request.urlopen(request, timeout=10).read()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_fit_and_everybody_can_use_them(visit, axe, width, language):
    for path in ["/procedures/definitions", "/procedures/1.004194/definition", "/procedures/2.000815/definition"]:
        page = visit(path, width=width, language=language)
        no_raw_keys(page)
        fits(page)
        accessible(page, axe)


def test_a_dry_run_works_without_script(visit):
    page = visit("/procedures/1.004194/definition", width=360, script=False)
    page.fill("input[name=day]", "2026-11-27")
    page.fill("input[name=time]", "09:00")
    page.select_option("select[name=channel]", "online")
    page.click("#dry-run button[type=submit]")
    assert "02/12/2026" in page.locator("#dry-run").inner_text()
    assert page.locator("#dry-run-steps tbody tr").count() == 5


def test_an_administrator_mends_a_line_and_publishes(visit, city, axe):
    here = "/procedures/2.000815/definition/draft"
    page = visit(here, role="administrator")
    fits(page)
    text = page.input_value("textarea[name=text]")
    page.fill("textarea[name=text]", text.replace("cap: 200000", "cap: nhiều"))
    page.click("button[value=preview]")
    wrong = page.locator("main .notice-danger").inner_text()
    line = text[:text.index("per-page:")].count("\n") + 1
    assert f"{line}" in wrong and "fees[0].per-page.cap" in wrong
    no_raw_keys(page)
    accessible(page, axe)
    page.fill("textarea[name=text]", text.replace("cap: 200000", "cap: 150000"))
    page.check("input[name=waiting]")
    page.click("button[value=publish]")
    assert "version=2" in page.url
    assert "150.000" in page.locator("#fees").inner_text()
    assert b"cap: 150000" in fetch(city, "/procedures/2.000815/definition.yaml")


ANSWERS = {
    "applicant-name": "Nguyễn Thị Hoà", "applicant-identity": "079203001234", "applicant-birth-date": "1990-02-28",
    "applicant-phone": "0912345678", "stay-kind": "list", "stay-address": "Phường Tân Ninh",
    "stay-from": "2026-12-01", "stay-until": "2027-12-01", "stay-proof-held": "yes", "stay-people": 12,
}


def test_every_form_has_a_valid_schema(city):
    for code in CODES:
        schema = json.loads(fetch(city, f"/procedures/{code}/form.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        assert set(schema["required"]) <= set(schema["properties"])


@pytest.mark.parametrize("change, ok", [
    ({}, True), ({"stay-people": None}, False), ({"stay-people": 0}, False), ({"stay-people": "12"}, False),
    ({"stay-kind": "person", "stay-people": None, "stay-minor": "no"}, True),
    ({"stay-kind": "person", "stay-minor": "no"}, False), ({"stay-kind": "ship"}, False),
    ({"applicant-identity": "0792030"}, False), ({"surprise": 1}, False), ({"applicant-email": "an@example.vn"}, True),
    ({"stay-kind": "barracks", "stay-people": None, "stay-proof-held": None, "stay-force": "army"}, True),
    ({"stay-kind": "barracks", "stay-people": None, "stay-proof-held": None}, False),
])
def test_the_schema_takes_what_the_form_takes(city, change, ok):
    schema = json.loads(fetch(city, "/procedures/1.004194/form.schema.json"))
    answers = {key: value for key, value in {**ANSWERS, **change}.items() if value is not None}
    assert jsonschema.Draft202012Validator(schema).is_valid(answers) == ok


def test_every_process_is_a_whole_drawing(city):
    for code in CODES + ["1.000894"]:
        root = ET.fromstring(fetch(city, f"/procedures/{code}/process.bpmn", "en"))
        process = root.find(MODEL + "process")
        nodes = {node.get("id") for node in process if node.tag not in (MODEL + "sequenceFlow", MODEL + "laneSet")}
        flows = process.findall(MODEL + "sequenceFlow")
        assert flows and all({flow.get("sourceRef"), flow.get("targetRef")} <= nodes for flow in flows)
        in_lanes = [ref.text for ref in process.iter(MODEL + "flowNodeRef")]
        assert sorted(in_lanes) == sorted(nodes)
        drawn = {shape.get("bpmnElement") for shape in root.iter(DRAWING + "BPMNShape")}
        assert nodes <= drawn
        assert {edge.get("bpmnElement") for edge in root.iter(DRAWING + "BPMNEdge")} == {f.get("id") for f in flows}
