"""Reads a delivered mail with a program that knows nothing of breachbrief:

    verify-mail.py REPORT MAIL SUBJECT WORDS

The subject begins and the text contains what is given, the attachments have
ASCII names and the sums that the text and the report's manifest state.
"""

import email
import email.policy
import hashlib
import json
import pathlib
import sys

report, mail, subject, words = sys.argv[1:]
message = email.message_from_bytes(pathlib.Path(mail).read_bytes(), policy=email.policy.default)
text = message.get_body(("plain",)).get_content()
faults = [str(defect) for part in message.walk() for defect in part.defects]
if not message["Subject"].startswith(subject):
    faults.append(f"subject {message['Subject']}")
if words not in text:
    faults.append(f"{words} is not in {text}")
published = {f["name"]: f["sha256"] for f in json.loads(pathlib.Path(report, "manifest.json").read_text())["outputs"]}
attached = list(message.iter_attachments())
if len(attached) != 2:
    faults.append(f"{len(attached)} attachments")
for part in attached:
    name, total = part.get_filename(), hashlib.sha256(part.get_content()).hexdigest()
    if not name.isascii() or published.get(name) != total or total not in text:
        faults.append(f"attachment {name}: {total}")
if faults:
    sys.exit("verify-mail: " + mail + ": " + "; ".join(faults))
