# SPDX-License-Identifier: Apache-2.0
"""Every route the program has, asked with whatever comes to a generator's mind, by everybody there is: refused or done,
it is never the program that fails."""
import re
import sqlite3

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import City
from officers import Officer, intake, token

LOGINS = ("mot.cua", "tu.phap", "lanh.dao", "van.thu", "quan.tri", "truc.ban", "to.chuc")
# Whoever signs out, or changes how they sign in, asks nothing more.
LEFT_OUT = re.compile(r"^/(sign-out|account|health)|/live|/stream|^/sign-in")
QUERY = ("q", "office", "view", "cursor", "limit", "from", "to", "on", "after", "days", "unit", "kind", "state")
FIELDS = ("action", "account", "amount-pay", "code", "form", "key", "name", "office", "on", "reason", "revision", "text",
          "unit", "words-accept", "words-refuse", "words-supply", "until-extend", "from", "to", "level", "source")


def described(city, known):
    """The routes as OpenAPI has them; addresses are those that exist, and any others."""
    paths = {}
    for method, path in re.findall(r"^(GET|POST)\s+(/\S*)", city.run("routes"), re.M):
        if LEFT_OUT.search(path):
            continue
        anything = {"type": "string", "maxLength": 60}
        parameters = [
            {"name": name, "in": "path", "required": True,
             "schema": {"anyOf": [{"enum": known.get(name, ["1"])}, anything | {"minLength": 1}]}}
            for name in re.findall(r"{(\w+)}", path)]
        parameters += [{"name": name, "in": "query", "required": False, "schema": anything} for name in QUERY]
        operation = {"parameters": parameters, "responses": {"default": {"description": "whatever"}}}
        if method == "POST":
            operation["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": {
                "type": "object", "properties": {name: anything for name in FIELDS}, "additionalProperties": anything}}}}
        paths.setdefault(path, {})[method.lower()] = operation
    return {"openapi": "3.0.3", "info": {"title": "VamCo", "version": "1"}, "paths": paths}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("fuzz"))
    city.start(VAMCO_REQUEST_LIMIT="1000000")
    yield city
    city.stop()


def test_no_question_and_no_form_makes_the_program_fail(town):
    officers = [Officer(town, login) for login in LOGINS]
    page = officers[0].get("/dossiers/new/1.004873").text
    for _ in range(3):
        fields = intake(officers[0].get("/dossiers/new/1.004873").text, "Nguyễn Mẫu Hà")
        assert officers[0].send("/dossiers/new/1.004873", fields, page).status_code == 303
    with sqlite3.connect(town.database.removeprefix("sqlite:")) as kept:
        def column(question):
            return [str(row[0]) for row in kept.execute(question)]
        known = {
            "dossier": column("SELECT id FROM dossier"), "code": ["1.004873", "2.000815", "TNI001", "generic"],
            "unit": column("SELECT id FROM identity_org_unit LIMIT 20"), "number": ["1", "2"],
            "account": column("SELECT id FROM identity_account LIMIT 5"), "form": ["02", "05", "06"],
            "person": column("SELECT id FROM identity_person LIMIT 5"), "station": ["TNI001"]}
    visitor = requests.Session()
    visitor.get(town.address + "/")
    viewers = [(officer.link, token(officer.get("/dossiers").text)) for officer in officers] + [(
        visitor, token(visitor.get(town.address + "/sign-in").text))]
    schema = schemathesis.openapi.from_dict(described(town, known))
    asked, answers = 0, {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(), viewer=st.sampled_from(viewers))
        def ask(case, viewer):
            nonlocal asked
            link, proof = viewer
            if case.method == "POST":
                case.body = {**(case.body if isinstance(case.body, dict) else {}), "form-token": proof}
            answer = case.call(base_url=town.address, session=link, allow_redirects=False, timeout=60)
            asked += 1
            answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
            assert answer.status_code < 500, (case.method, case.formatted_path, case.query, case.body, answer.text[:500])

        ask()
    # What was asked came through: it was not all refused at the door.
    assert asked > 500 and answers[200] > 100 and answers.get(303, 0) + answers.get(422, 0) > 20, answers
