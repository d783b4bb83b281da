import fc from 'fast-check';
import { it } from 'vitest';
import { decideAccess } from '../../src/identity/decide.ts';
import { parsePolicy } from '../../src/identity/policy.ts';

const action = fc.constantFrom('rds:PromoteReadReplica', 'rds:DescribeDBInstances', 's3:GetObject');
const resource = fc.constantFrom(
  '*',
  'arn:aws:rds:us-east-1:111122223333:db:orders',
  'arn:aws:rds:us-west-2:111122223333:db:orders',
  'arn:aws:s3:::records/record.json',
);
const pattern = fc.oneof(action, fc.constantFrom('*', 'rds:*', 's3:Get*', 'RDS:promote*'));
const target = fc.oneof(resource, fc.constantFrom('arn:aws:rds:*:111122223333:db:*', 'arn:aws:s3:::records/*'));

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  Resource: fc.array(target, { minLength: 1, maxLength: 3 }),
});
const request = fc.record({ action, resource, keys: fc.constant({}) });

const decide = (statements: readonly object[], one: { action: string; resource: string; keys: object }) =>
  decideAccess(parsePolicy({ Statement: statements }, 'test'), { ...one, keys: {} });

it('never allows without an Allow', () => {
  fc.assert(
    fc.property(fc.array(statement), request, (statements, one) => {
      const denials = statements.map((each) => ({ ...each, Effect: 'Deny' }));
      return decide(denials, one) !== 'allowed';
    }),
  );
});

it('never allows against a Deny, wherever it stands', () => {
  const everything = { Effect: 'Deny', Action: '*', Resource: '*' };
  fc.assert(
    fc.property(fc.array(statement), fc.nat(), request, (statements, place, one) => {
      const index = place % (statements.length + 1);
      return (
        decide([...statements.slice(0, index), everything, ...statements.slice(index)], one) === 'explicitlyDenied'
      );
    }),
  );
});

it('does not depend on the order of the statements', () => {
  fc.assert(
    fc.property(fc.array(statement), request, (statements, one) => {
      return decide(statements, one) === decide(statements.toReversed(), one);
    }),
  );
});

it('takes nothing away by another Allow', () => {
  fc.assert(
    fc.property(fc.array(statement), statement, request, (statements, more, one) => {
      const before = decide(statements, one);
      const after = decide([...statements, { ...more, Effect: 'Allow' }], one);
      return before === after || (before === 'implicitlyDenied' && after === 'allowed');
    }),
  );
});
