"""The documented format: the page of axioms is up to date, and reports meet the schemas."""

import json
from pathlib import Path

import pytest

from boundcheck.certificates.pages import axioms_page
from tests.recheck.made import report_of
from tests.recheck.test_derivations import SOUND

DOCS = Path(__file__).resolve().parents[2] / "docs"
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


def problems(schema, value, root, place="$"):
    """Where a value does not meet a schema (the keywords that ours use)."""
    if schema is True:
        return []
    if "$ref" in schema:
        return problems(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root, place)
    found = []
    kinds = schema.get("type", [])
    kinds = [TYPES[kind] for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if kinds and type(value) not in kinds:
        return [f"{place}: not {schema['type']}"]
    if "const" in schema and value != schema["const"]:
        found.append(f"{place}: not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: not among {schema['enum']}")
    if "not" in schema and not problems(schema["not"], value, root, place):
        found.append(f"{place}: excluded")
    if "anyOf" in schema:
        ways = [problems(one, value, root, place) for one in schema["anyOf"]]
        found += [] if [] in ways else min(ways, key=len)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{place}: no {key}" for key in schema.get("required", []) if key not in value]
        for key, entry in value.items():
            inner = known.get(key, schema.get("additionalProperties", True))
            found += (
                [f"{place}: {key} is unknown"] if inner is False else problems(inner, entry, root, f"{place}.{key}")
            )
    if isinstance(value, list):
        first = schema.get("prefixItems", [])
        found += [f"{place}: length"] * (not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9))
        for spot, entry in enumerate(value):
            inner = first[spot] if spot < len(first) else schema.get("items", True)
            found += problems(inner, entry, root, f"{place}[{spot}]")
    return found


@pytest.fixture(scope="module")
def schema():
    return json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SOUND)
def test_a_report_meets_the_schema(name, schema):
    data = report_of(SOUND[name]())

    assert [] == problems(schema, data, schema)


def test_what_the_schema_does_not_know_is_found(schema):
    data = report_of(SOUND["square"]())
    proof = next(e["certificate"] for e in data["steps"][0]["printed"]["evidence"] if e["certificate"])
    proof["trust"] = True
    proof["lines"][0]["rule"] = 3

    assert len(problems(schema, data, schema)) >= 1


def test_the_page_of_axioms_is_what_the_axioms_say():
    assert (DOCS / "axioms.md").read_text(encoding="utf-8") == axioms_page()
