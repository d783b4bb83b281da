import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { createAws } from 'simulated-aws';
import { createRealClock } from 'simulated-aws/clock/real-clock.ts';

export const tables = { ledger: 'ledger', control: 'control' } as const;

const create = async (client: DynamoDBClient) => {
  await client.send(
    new CreateTableCommand({
      TableName: tables.ledger,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'runId', AttributeType: 'S' },
        { AttributeName: 'position', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'runId', KeyType: 'HASH' },
        { AttributeName: 'position', KeyType: 'RANGE' },
      ],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: tables.control,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    }),
  );
};

const untilActive = async (client: DynamoDBClient) => {
  const often = { maxWaitTime: 60, minDelay: 0.01, maxDelay: 0.01 };
  for (const TableName of Object.values(tables)) await waitUntilTableExists({ client, ...often }, { TableName });
};

/** A table is active a moment after it was made, as on AWS, and not found until then. */
const speed = 1_000_000;

/** The two tables of the stack in a simulated AWS, and the SDK's own client for it. */
export const startTables = async () => {
  const clock = createRealClock();
  const aws = createAws({ clock, speed });
  const client = new DynamoDBClient({ region: 'us-east-1', maxAttempts: 1, ...(await aws.open()) });
  await create(client);
  await untilActive(client);
  const stop = async () => {
    client.destroy();
    await aws.close();
    clock.stop();
  };
  return { client, stop };
};
