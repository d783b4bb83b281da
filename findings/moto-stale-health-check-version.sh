#!/usr/bin/env bash
# moto 5.2.5 (PyPI) takes an UpdateHealthCheck whose HealthCheckVersion is not that of the health check, and never counts the version up.
#
# Route 53 sets it to 1, adds 1 with each update, and refuses an update that names another one with HealthCheckVersionMismatch, so that two
# who change a health check at a time do not undo each other (docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html).
# Where an inverted health check is the switch of a failover, the update that is lost is the failover.
#
# Needs python3 with venv and PyPI. Fails when moto does something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[route53]==5.2.5' boto3==1.44.8

cat > "$folder/show.py" <<'SHOW'
import boto3
from moto import mock_aws

with mock_aws():
    route53 = boto3.client("route53", "us-east-1", aws_access_key_id="any", aws_secret_access_key="any")
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "orders.example.com", "Port": 443, "Inverted": True}
    check = route53.create_health_check(CallerReference="one", HealthCheckConfig=config)["HealthCheck"]
    versions = [check["HealthCheckVersion"]]
    for named, inverted in ((1, False), (1, True), (99, False)):
        check = route53.update_health_check(HealthCheckId=check["Id"], HealthCheckVersion=named, Inverted=inverted)["HealthCheck"]
        versions.append(check["HealthCheckVersion"])
        print("update that names version", named, "taken; inverted:", check["HealthCheckConfig"]["Inverted"], "version now:", versions[-1])
    assert versions == [1, 1, 1, 1], "versions are counted: the behaviour has changed"
print("seen: three updates, the second stale, the third of a version that never was, and all are taken")
SHOW
"$folder/venv/bin/python" "$folder/show.py"
