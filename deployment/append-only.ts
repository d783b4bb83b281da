import { isObject } from './is-object.ts';

/**
 * What would change or remove an entry of the ledger. PutItem is not among them: IAM has no key for the condition that an item must
 * not be there yet, so that is for the code to demand, and for the chains and the locked record to show.
 */
const rewriting = [
  ...['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
  ...['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'],
  ...['dynamodb:UpdateTimeToLive', 'dynamodb:UpdateTable', 'dynamodb:DeleteTable'],
];

const appendOnlyPolicy = {
  PolicyName: 'ledger-append-only',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: rewriting, Resource: { 'Fn::GetAtt': ['LedgerTable', 'Arn'] } }],
  },
};

/** Every role of a stack, whoever made it, may only add to the ledger: no other statement, now or later, can allow more. */
export const appendOnly = (resources: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id,
      isObject(resource) && resource.Type === 'AWS::IAM::Role' ? withPolicy(resource) : resource,
    ]),
  );

function withPolicy(role: Record<string, unknown>): Record<string, unknown> {
  const properties = isObject(role.Properties) ? role.Properties : {};
  const policies: readonly unknown[] = Array.isArray(properties.Policies) ? properties.Policies : [];
  return { ...role, Properties: { ...properties, Policies: [...policies, appendOnlyPolicy] } };
}
