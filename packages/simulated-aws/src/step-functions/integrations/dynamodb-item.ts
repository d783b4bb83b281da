import { type ErrorNames, metadataOf, type Submit } from './integration.ts';
import { plainName } from './members.ts';
import { callModelled } from './modelled-call.ts';
import { operationName } from './models.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html: four operations on one item, no others. */
const names: ErrorNames = {
  prefix: 'DynamoDB',
  service: 'AmazonDynamoDBv2',
  unlisted: 'AmazonDynamoDBException',
  nameOf: (code) => (code === 'ValidationException' ? 'AmazonDynamoDBException' : code),
};

export const callDynamodb =
  (action: string): Submit =>
  async (call) => {
    const request = {
      service: 'dynamodb',
      operation: operationName(action),
      parameters: call.parameters,
      nameOf: plainName,
    };
    return { output: { ...(await callModelled(call, request, () => names)), ...metadataOf(call.requestId) } };
  };
