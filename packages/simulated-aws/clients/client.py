"""Makes the calls that it reads, one JSON object a line, with boto3; writes what came of each, one a line.

    {"service": "rds", "call": "describe_db_instances", "region": "us-east-1", "parameters": {}}

An answer is {"answer": ...}, an error of AWS {"error": its code, "message": ..., "status": ...}. One try only, so that an error
is seen as it came.
"""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

clients = {}


def client_for(service, region):
    if (service, region) not in clients:
        clients[service, region] = boto3.client(
            service,
            region_name=region,
            endpoint_url=sys.argv[1],
            aws_access_key_id="operator",
            aws_secret_access_key="any",
            config=Config(retries={"total_max_attempts": 1}, read_timeout=30),
        )
    return clients[service, region]


def written(value):
    """What JSON has no words for."""
    if isinstance(value, StreamingBody):
        value = value.read()
    return value.decode() if isinstance(value, bytes) else value.isoformat()


def made(asked):
    try:
        client = client_for(asked["service"], asked["region"])
        return {"answer": getattr(client, asked["call"])(**asked["parameters"])}
    except ClientError as error:
        told = error.response
        status = told["ResponseMetadata"]["HTTPStatusCode"]
        return {"error": told["Error"]["Code"], "message": told["Error"].get("Message", ""), "status": status}
    except Exception as error:  # pylint: disable=broad-except
        return {"error": type(error).__name__, "message": str(error), "status": 0}


print(json.dumps({"answer": boto3.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(made(json.loads(line)), default=written), flush=True)
