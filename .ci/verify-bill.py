"""Checks a bill of materials against what SPDX 2.3 requires of its JSON form,
and against a list of modules: verify-bill.py BILL MODULES"""

import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    bill = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    modules = {tuple(line.split()) for line in file}

# Required, and all that may be there, by schema/spdx-schema.json of the specification.
DOCUMENT = {"spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "relationships"}
PACKAGE = {"SPDXID", "name", "downloadLocation"}
OPTIONAL = {"versionInfo", "packageFileName", "filesAnalyzed", "checksums", "licenseConcluded", "licenseDeclared",
            "copyrightText", "comment", "externalRefs", "primaryPackagePurpose"}
LICENSES = {"MIT", "MIT AND BSD-3-Clause", "Apache-2.0", "BSD-3-Clause", "OFL-1.1"}

assert set(bill) == DOCUMENT, set(bill) ^ DOCUMENT
assert bill["spdxVersion"] == "SPDX-2.3" and bill["dataLicense"] == "CC0-1.0" and bill["SPDXID"] == "SPDXRef-DOCUMENT"
assert re.fullmatch(r"https://[^#\s]+", bill["documentNamespace"])
assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["creationInfo"]["created"])
assert bill["creationInfo"]["creators"] and all(re.match(r"(Tool|Organization|Person): ", c) for c in bill["creationInfo"]["creators"])
ids = [p["SPDXID"] for p in bill["packages"]]
assert len(ids) == len(set(ids)), "two packages have one identifier"
for package in bill["packages"]:
    assert PACKAGE <= set(package) <= PACKAGE | OPTIONAL, package
    assert re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]), package["SPDXID"]
    assert package["downloadLocation"] == "NOASSERTION" or package["downloadLocation"].startswith("https://"), package
    assert package["licenseConcluded"] in LICENSES, package
for r in bill["relationships"]:
    assert set(r) == {"spdxElementId", "relationshipType", "relatedSpdxElement"}, r
    assert r["relationshipType"] in {"DESCRIBES", "CONTAINS", "DEPENDS_ON"}
    assert r["spdxElementId"] in ids + ["SPDXRef-DOCUMENT"] and r["relatedSpdxElement"] in ids, r
listed = {(p["name"], p["versionInfo"]) for p in bill["packages"] if "." in p["name"]}
assert listed == modules, listed ^ modules
print(f"ok  bill of materials: {len(ids)} packages")
