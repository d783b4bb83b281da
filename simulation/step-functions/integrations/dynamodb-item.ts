import { type ErrorNames, metadataOf, type Submit } from './integration.ts';
import { callModelled } from './modelled-call.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html: four operations on one item, no others. */
const names: ErrorNames = {
  prefix: 'DynamoDB',
  service: 'AmazonDynamoDBv2',
  unlisted: 'AmazonDynamoDBException',
  nameOf: (code) => (code === 'ValidationException' ? 'AmazonDynamoDBException' : code),
};

const operations: Readonly<Record<string, string>> = {
  deleteItem: 'DeleteItem',
  getItem: 'GetItem',
  putItem: 'PutItem',
  updateItem: 'UpdateItem',
};

export const callDynamodb =
  (action: string): Submit =>
  async (call) => {
    const request = { service: 'dynamodb', operation: operations[action] ?? action, parameters: call.parameters };
    return { output: { ...(await callModelled(call, request, () => names)), ...metadataOf(call.requestId) } };
  };
