import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arn, literal, named, secretArn } from '../../deployment/arn.ts';
import { readFunctions } from '../../deployment/function-file.ts';
import { roleOf } from '../../deployment/roles.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { given, planOf } from '../shared/support/plan.ts';

const hostile = fc
  .tuple(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('*', '?', `\${AWS::AccountId}`, '${'),
    fc.string({ maxLength: 8 }),
  )
  .map((parts) => parts.join(''));

const service = { name: 'lifeboat', stage: 'dev' };
const rolesOf = (plan: DeployedPlan) => readFunctions().map((file) => roleOf(file, [plan], service));

const dns = { name: 'app.example.com', ttl: '30s', expect: 'lb.example.com', strategy: 'health' };
const healthCheck = '5e1da000-0001-4000-8000-000000000001';
const region = 'standby';
const database = { instance: 'orders-replica', region, secret: 'reader', database: 'orders' };
const value = { endpointOf: 'orders-replica' };
const records = {
  strategy: 'records',
  zone: 'Z0123456789',
  name: 'app.example.com',
  from: { cname: 'a.example.com', ttl: '30s' },
  to: { cname: 'b.example.com', ttl: '30s' },
};
const restore = {
  instanceClass: 'db.t4g.medium',
  subnetGroup: 'isolated',
  securityGroups: ['sg-0150a7ed0'],
  parameterGroup: 'postgres18',
  within: '30m',
};
const fence = {
  instance: 'orders-prod',
  region: 'primary',
  closedSecurityGroup: 'sg-0150a7ed0',
  ifUnreachable: 'proceed',
};
const checks = [{ name: 'orders', sql: 'SELECT count(*) FROM orders', atLeast: 1 }];
const verification = {
  id: 'database',
  region: 'primary',
  maxAge: '26h',
  instancePointInTime: { instance: 'orders-prod' },
  restore,
  data: { database: 'orders', reader: 'reader', checks },
};

type Given = Readonly<Record<string, unknown>>;

const step = (spec: Given) => planWith({ steps: [{ id: 'one', ...spec }] });
const planWith = ({ steps = [], restoreVerification = [] }: { steps?: Given[]; restoreVerification?: Given[] }) => ({
  stages: { only: [given.check, ...steps] },
  change: { restoreVerification },
});

/** Each field of a plan that becomes a part of an ARN, as it would be written with that word in it. */
const fields: Readonly<Record<string, (word: string) => ReturnType<typeof planWith>>> = {
  instance: (word) => step({ fenceDatabase: { ...fence, instance: word } }),
  secret: (word) => step({ checkData: { ...database, checks, secret: word } }),
  'secret of a promotion': (word) => step({ promoteReplica: { ...given.promote.promoteReplica, secret: word } }),
  'secret of an application': (word) =>
    step({ updateConfiguration: { region, value, target: { secret: word, key: 'host' } } }),
  parameter: (word) => step({ updateConfiguration: { region, value, target: { parameter: `/a/${word}` } } }),
  endpointOf: (word) =>
    step({ updateConfiguration: { region, value: { endpointOf: word }, target: { parameter: '/a' } } }),
  cluster: (word) => step({ scaleService: { ...given.scale.scaleService, cluster: word } }),
  service: (word) => step({ scaleService: { ...given.scale.scaleService, service: word } }),
  zone: (word) => step({ switchDns: { ...records, zone: word } }),
  name: (word) => step({ switchDns: { ...records, name: word } }),
  healthCheck: (word) =>
    step({ switchDns: { ...dns, healthCheck: word, switch: { bucket: 'abc', key: 'k', region } } }),
  bucket: (word) => step({ switchDns: { ...dns, healthCheck, switch: { bucket: word, key: 'k', region } } }),
  key: (word) => step({ switchDns: { ...dns, healthCheck, switch: { bucket: 'abc', key: word, region } } }),
  subnetGroup: (word) =>
    planWith({ restoreVerification: [{ ...verification, restore: { ...restore, subnetGroup: word } }] }),
  parameterGroup: (word) =>
    planWith({ restoreVerification: [{ ...verification, restore: { ...restore, parameterGroup: word } }] }),
  'instance of a backup': (word) =>
    planWith({ restoreVerification: [{ ...verification, instancePointInTime: { instance: word } }] }),
  'bucket of backups': (word) =>
    planWith({
      restoreVerification: [
        { id: 'b', region, maxAge: '1d', backupObjects: { bucket: word, prefix: '', minBytes: 1 } },
      ],
    }),
};

/** Undefined where the schema refuses it. */
const deployedOf = ({ stages, change }: ReturnType<typeof planWith>): DeployedPlan | undefined => {
  try {
    return planOf(stages, change);
  } catch {
    return undefined;
  }
};

const harmless: Readonly<Record<string, string>> = {
  zone: 'Z0123456789',
  name: 'app.example.com',
  healthCheck,
  bucket: 'a-bucket',
};

describe.each(Object.entries(fields).map(([field, of]) => ({ field, of })))(
  'the field $field of a plan',
  ({ field, of }) => {
    it('is taken as a name of AWS', () => {
      const plan = deployedOf(of(harmless[field] ?? 'orders'));
      if (plan === undefined) throw new Error('the schema refuses what is harmless');
      expect(rolesOf(plan).length).toBeGreaterThan(20);
    });

    it('is refused with a wildcard or a variable in it', () => {
      fc.assert(fc.property(hostile, (word) => void expect(deployedOf(of(word))).toBeUndefined()));
    });
  },
);

describe('the packaging', () => {
  it('refuses a wildcard or a variable that no schema has refused', () => {
    fc.assert(
      fc.property(hostile, (word) => {
        expect(() => arn('rds', 'us-east-1', named`db:${word}`)).toThrow('cannot stand in an ARN');
        expect(() => arn('rds', word, named`db:orders`)).toThrow('cannot stand in an ARN');
        expect(() => secretArn('us-east-1', word)).toThrow('cannot stand in an ARN');
      }),
    );
  });

  it('refuses a variable in what it tells people', () => {
    expect(() => literal(`https://a.example/\${env:SECRET}`)).toThrow('cannot stand in a template');
    expect(literal('https://a.example/?a=*')).toBe('https://a.example/?a=*');
  });
});
