import { expect, it } from 'vitest';
import { readFunctions } from '../../deployment/function-file.ts';
import { roleOf } from '../../deployment/roles.ts';
import { given, planOf } from '../shared/support/plan.ts';

const looksIn = (bucket: string, prefix = '') => ({
  ...{ id: `in-${bucket}`, region: 'standby', maxAge: '1d' },
  backupObjects: { bucket, prefix, minBytes: 1 },
});
const planThat = (...restoreVerification: readonly object[]) => planOf({ only: [given.ask] }, { restoreVerification });

const statementsOf = (...plans: readonly ReturnType<typeof planOf>[]) => {
  const file = readFunctions().find(({ folder }) => folder === 'find-backup');
  if (file === undefined) throw new Error('there is no function find-backup');
  const { Policies } = roleOf(file, plans, { name: 'lifeboat', stage: 'dev' }).Properties;
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
};

it('may list the buckets that the plans name, each once, and no others', () => {
  const plans = [planThat(looksIn('orders'), looksIn('audit', 'a/')), planThat(looksIn('audit', 'b/'))];
  const arn = (bucket: string) => ({ 'Fn::Sub': expect.stringMatching(new RegExp(`:s3:::${bucket}$`)) });
  expect(statementsOf(...plans)).toContainEqual({
    Effect: 'Allow',
    Action: ['s3:ListBucket'],
    Resource: [arn('audit'), arn('orders')],
  });
});

it('may list the snapshots of caches in the Regions that the plans name', () => {
  const ofCache = { id: 'cache', region: 'primary', maxAge: '1d', cacheSnapshot: { replicationGroup: 'sessions' } };
  expect(statementsOf(planThat(ofCache))).toContainEqual({
    Effect: 'Allow',
    Action: ['elasticache:DescribeSnapshots'],
    Resource: [{ 'Fn::Sub': expect.stringMatching(/:elasticache:us-west-2:.+:snapshot:\*$/) }],
  });
});

it('may list neither where no plan names one', () => {
  expect(JSON.stringify(statementsOf(planThat()))).not.toMatch(/s3:ListBucket|elasticache:/);
});
