#!/usr/bin/env bash
# dynalite 4.0.0 (npm) removes other elements of a list than those that an update names.
#
# DynamoDB finds every element of one REMOVE in the list as it was before the update: its guide takes "RelatedItems[1],
# RelatedItems[2]" from a list of five tools and shows the first, the fourth and the fifth that are left
# (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html, "Removing elements from a list").
# dynalite takes them out one after another, so each index after the first means the element behind the one that was named. A test of
# whatever prunes a list by index passes against it and removes the wrong entries on AWS, or the other way round. No error is raised.
#
# Needs npm, node and an npm registry. Fails when dynalite leaves something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{ "private": true }\n' > package.json
npm install --silent --no-audit --no-fund dynalite@4.0.0 @aws-sdk/client-dynamodb@3.1162.0

cat > show.mjs <<'SHOW'
import { once } from 'node:events';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, UpdateItemCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${server.address().port}`,
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});
const TableName = 'rotas';
await client.send(
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'team', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' }],
  }),
);
await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
const left = async (UpdateExpression) => {
  const onCall = ['first', 'second', 'third', 'fourth', 'fifth'].map((S) => ({ S }));
  await client.send(new PutItemCommand({ TableName, Item: { team: { S: 'a' }, onCall: { L: onCall } } }));
  const Key = { team: { S: 'a' } };
  const { Attributes } = await client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression, ReturnValues: 'ALL_NEW' }));
  return Attributes.onCall.L.map(({ S }) => S).join(', ');
};
for (const [expression, aws, seen] of [
  ['REMOVE onCall[1], onCall[2]', 'first, fourth, fifth', 'first, third, fifth'],
  ['REMOVE onCall[0], onCall[1], onCall[2]', 'fourth, fifth', 'second, fourth'],
]) {
  const answer = await left(expression);
  console.log(`${expression} of first to fifth: DynamoDB leaves "${aws}", dynalite "${answer}"`);
  if (answer !== seen) process.exitCode = 1;
}
server.close();
client.destroy();
SHOW
node show.mjs
