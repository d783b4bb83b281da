#!/usr/bin/env bash
# moto 5.2.5 (PyPI) says OK of a CloudWatch alarm that has never had a datum.
#
# "When this operation creates an alarm, the alarm state is immediately set to INSUFFICIENT_DATA"
# (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). The difference between "well" and "nobody knows" is the
# one that a failover hangs on: a detector that takes a silent alarm for a healthy service is wrong on AWS and right on moto.
#
# Needs python3 with venv and PyPI. Fails when moto does something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cloudwatch]==5.2.5' boto3==1.44.8

cat > "$folder/show.py" <<'SHOW'
import boto3
from moto import mock_aws

with mock_aws():
    cloudwatch = boto3.client("cloudwatch", "us-east-1", aws_access_key_id="any", aws_secret_access_key="any")
    for treat in ("missing", "breaching"):
        cloudwatch.put_metric_alarm(
            AlarmName=treat, Namespace="Orders", MetricName="Answers", Statistic="Sum", Period=60, EvaluationPeriods=1,
            ComparisonOperator="LessThanThreshold", Threshold=1, TreatMissingData=treat,
        )
    assert cloudwatch.list_metrics(Namespace="Orders")["Metrics"] == []
    seen = {one["AlarmName"]: one["StateValue"] for one in cloudwatch.describe_alarms()["MetricAlarms"]}
    print("no datum at all, missing data treated as:", seen)
    assert seen == {"missing": "OK", "breaching": "OK"}, "the behaviour has changed"
print("seen: an alarm without a single datum is OK")
SHOW
"$folder/venv/bin/python" "$folder/show.py"
