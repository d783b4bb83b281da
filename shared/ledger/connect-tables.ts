import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * The client for the stack's own tables, in the Region of the stack: the standby of the plans. It may repeat a call by
 * itself, since every write to these tables is conditional. A table that does not answer costs ten seconds at most.
 */
export const connectTables = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
