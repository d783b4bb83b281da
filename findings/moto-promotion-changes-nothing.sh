#!/usr/bin/env bash
# moto 5.2.5 (PyPI) takes PromoteReadReplica, answers as if it were done, and changes nothing.
#
# On RDS the instance is a standalone one afterwards: it has no ReadReplicaSourceDBInstanceIdentifier, its source does not list it any more,
# and a second promotion is refused with InvalidDBInstanceState
# (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html). On moto source and replica still name each other, and a second
# call is welcome. Code that promotes once and waits until it sees that the replica has left its source waits for ever there; code that
# believes the answer, and code that calls again and again, pass.
#
# Needs python3 with venv and PyPI. Fails when moto does something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[rds]==5.2.5' boto3==1.44.8

cat > "$folder/show.py" <<'SHOW'
import boto3
from moto import mock_aws

common = dict(Engine="postgres", DBInstanceClass="db.t4g.medium", AllocatedStorage=20, MasterUsername="owner", MasterUserPassword="not-a-secret")
with mock_aws():
    west, east = (boto3.client("rds", region, aws_access_key_id="any", aws_secret_access_key="any") for region in ("us-west-2", "us-east-1"))
    source = west.create_db_instance(DBInstanceIdentifier="orders", BackupRetentionPeriod=7, **common)["DBInstance"]
    east.create_db_instance_read_replica(
        DBInstanceIdentifier="orders-replica", SourceDBInstanceIdentifier=source["DBInstanceArn"], SourceRegion="us-west-2"
    )
    for _ in range(2):
        east.promote_read_replica(DBInstanceIdentifier="orders-replica")
    replica = east.describe_db_instances(DBInstanceIdentifier="orders-replica")["DBInstances"][0]
    source = west.describe_db_instances(DBInstanceIdentifier="orders")["DBInstances"][0]
    print("after two promotions:", replica["DBInstanceStatus"], "replica of", replica.get("ReadReplicaSourceDBInstanceIdentifier"))
    print("the source lists", source["ReadReplicaDBInstanceIdentifiers"])
    assert replica.get("ReadReplicaSourceDBInstanceIdentifier") == source["DBInstanceArn"], "it is a replica no more: the behaviour has changed"
    assert source["ReadReplicaDBInstanceIdentifiers"] == [replica["DBInstanceArn"]], "the source lists it no more: the behaviour has changed"
print("seen: promoted twice without an error, and a replica still")
SHOW
"$folder/venv/bin/python" "$folder/show.py"
