#!/usr/bin/env bash
# moto 5.2.5 (PyPI) gives every DB instance the same DbiResourceId: a source, its replica in another Region, a copy that was restored from a
# snapshot, and an instance that takes the name of one that was deleted.
#
# RDS calls it "the Amazon Web Services Region-unique, immutable identifier for the DB instance"
# (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html): it is what tells a database from another one of its name, and
# what a snapshot says of its source. A check by it ("is this the database that the plan means?", "is this copy ours to delete?") passes
# every test against moto, also when it compares the wrong two. Clusters do get ids of their own there, and their snapshots have none.
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
    replica = east.create_db_instance_read_replica(
        DBInstanceIdentifier="orders-replica", SourceDBInstanceIdentifier=source["DBInstanceArn"], SourceRegion="us-west-2"
    )["DBInstance"]
    west.create_db_snapshot(DBSnapshotIdentifier="night", DBInstanceIdentifier="orders")
    copy = west.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="copy", DBSnapshotIdentifier="night")["DBInstance"]
    west.delete_db_instance(DBInstanceIdentifier="orders", SkipFinalSnapshot=True)
    namesake = west.create_db_instance(DBInstanceIdentifier="orders", **common)["DBInstance"]

    seen = {name: one["DbiResourceId"] for name, one in dict(source=source, replica=replica, copy=copy, namesake=namesake).items()}
    for name, resource_id in seen.items():
        print(f"{name:9}", resource_id)
    assert len(set(seen.values())) == 1, "the ids differ: the behaviour has changed"
print("seen: four databases, one immutable id")
SHOW
"$folder/venv/bin/python" "$folder/show.py"
