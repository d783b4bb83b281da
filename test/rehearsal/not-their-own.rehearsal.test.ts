import { beforeAll, describe, expect, it } from 'vitest';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { type Asked, attribute, ofItem, outcomeIn } from './outcome-in.ts';
import { logicalId } from './taken-away.ts';
import { itemsOfRole, mayAppend, namedBy, ownOfRole } from './their-own.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const outcomeOf = (role: string, asked: Asked) => outcomeIn(scene, role, asked);
const roles = () => scene.aws.identity.roleArns().map((arn) => ({ arn, name: logicalId(arn) }));

/** What stands beside a thing: names that begin or end like it, another Region, another account. */
const neighboursOf = (arn: string): string[] => [
  arn.replace(/[^:/]+$/, (name) => `${name}x`),
  arn.replace(/[^:/]+$/, (name) => `x${name}`),
  arn.replace(/-AbCdEf$/, '-two-AbCdEf'),
  arn.replace(':us-east-1:', ':eu-west-1:').replace(':us-west-2:', ':eu-west-1:'),
  arn.replace('111122223333', '444455556666'),
];

const actions: Readonly<Record<string, readonly string[]>> = {
  secret: ['GetSecretValue', 'PutSecretValue', 'DescribeSecret', 'UpdateSecret', 'DeleteSecret'].map(
    (one) => `secretsmanager:${one}`,
  ),
  database: ['ModifyDBInstance', 'RebootDBInstance', 'PromoteReadReplica', 'DeleteDBInstance', 'StopDBInstance'].map(
    (one) => `rds:${one}`,
  ),
  parameter: ['GetParameter', 'PutParameter', 'DeleteParameter'].map((one) => `ssm:${one}`),
  ecsService: ['UpdateService', 'DeleteService'].map((one) => `ecs:${one}`),
  switchObject: ['GetObject', 'PutObject', 'DeleteObject'].map((one) => `s3:${one}`),
};

const others: Readonly<Record<string, readonly string[]>> = {
  secret: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:billing/admin-AbCdEf'],
  parameter: ['arn:aws:ssm:us-east-1:111122223333:parameter/billing/host'],
  database: ['arn:aws:rds:us-east-1:111122223333:db:billing-prod'],
};

/** Each thing of the plan and what stands beside it, once. */
const universe = (sort: string): string[] => {
  const named = namedBy(scene.plan).flatMap((one) => (one.sort === sort ? [one.arn] : []));
  return [...new Set([...named, ...named.flatMap(neighboursOf), ...(others[sort] ?? [])])];
};

describe.each(Object.entries(actions).map(([sort, all]) => ({ sort, all })))('a $sort', ({ sort, all }) => {
  it('that is not its own is denied to each role', () => {
    const allowed = roles().flatMap(({ arn, name }) =>
      all.flatMap((action) =>
        universe(sort)
          .filter((resource) => outcomeOf(arn, { action, resource }) === 'allowed')
          .map((resource) => ({ name, action, resource })),
      ),
    );
    // Objects of the switch are open to everybody who reads, as Route 53 must.
    const strange = allowed.filter(
      ({ name, action, resource }) =>
        !ownOfRole(name, action, scene.plan).includes(resource) &&
        !(sort === 'switchObject' && action === 's3:GetObject'),
    );
    expect(strange).toEqual([]);
    if (sort !== 'parameter') expect(allowed.length).toBeGreaterThan(0);
  });
});

describe('a record of Route 53', () => {
  const zone = 'arn:aws:route53:::hostedzone/Z0819SHIELDA00';
  type Change = Readonly<{ Action: string; Name: string; Type: string }>;
  const change = (Name: string, Type = 'CNAME', Action = 'CREATE'): Change => ({ Action, Name, Type });
  const batch = (changes: readonly Change[], resource = zone): Asked => ({
    action: 'route53:ChangeResourceRecordSets',
    resource,
    input: {
      HostedZoneId: resource.split('/')[1],
      ChangeBatch: {
        Changes: changes.map(({ Action, Name, Type }) => ({ Action, ResourceRecordSet: { Name, Type } })),
      },
    },
  });
  const own = 'app.shielda.dev';
  const names = ['shielda.dev', 'www.shielda.dev', '*.shielda.dev', 'x.app.shielda.dev', 'xapp.shielda.dev'];

  it.each([
    {
      what: 'that a plan switches',
      asked: batch([change(own, 'CNAME', 'DELETE'), change(own)]),
      roles: ['SwitchDnsRole'],
    },
    { what: 'as Route 53 writes it', asked: batch([change('App.Shielda.dev.')]), roles: ['SwitchDnsRole'] },
    ...names.map((name) => ({ what: name, asked: batch([change(name)]), roles: [] })),
    { what: 'of another name beside its own', asked: batch([change(own), change('www.shielda.dev')]), roles: [] },
    { what: 'of another type', asked: batch([change(own, 'TXT')]), roles: [] },
    { what: 'that would be made where none was', asked: batch([change(own, 'CNAME', 'UPSERT')]), roles: [] },
    { what: 'of another zone', asked: batch([change(own)], 'arn:aws:route53:::hostedzone/Z0OTHER'), roles: [] },
    { what: 'of an empty batch', asked: batch([]), roles: [] },
  ])('$what is changed by $roles alone', ({ asked, roles: allowed }) => {
    const may = roles().filter(({ arn }) => outcomeOf(arn, asked) === 'allowed');
    expect(may.map(({ name }) => name)).toEqual(allowed);
  });
});

describe('an item of the control table', () => {
  const prefixes = ['lock', 'watch', 'killSwitch', 'acknowledgement', 'verified', 'debts', 'promotions', 'lockx', ''];
  const operations = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
  const inputOf = (operation: string, ...keys: readonly string[]) => {
    const { controlTable: TableName } = scene.stack;
    const [first = {}, ...others] = keys.map((key) => ({ key: attribute(key) }));
    return operation === 'BatchGetItem'
      ? { RequestItems: { [TableName]: { Keys: [first, ...others] } } }
      : { TableName, ...ofItem(operation, first) };
  };
  const table = () => `arn:aws:dynamodb:us-east-1:111122223333:table/${scene.stack.controlTable}`;

  it('that is not its own is denied to each role', () => {
    const strange = roles().flatMap(({ arn, name }) =>
      operations.flatMap((operation) =>
        prefixes.flatMap((prefix) => {
          const action = `dynamodb:${operation}`;
          const key = `${prefix}#shielda`;
          const isAllowed = outcomeOf(arn, { action, resource: table(), input: inputOf(operation, key) }) === 'allowed';
          const isOwn = itemsOfRole(name, action).some((item) => item === prefix || item === key);
          return isAllowed === isOwn ? [] : [{ name, action, key, isAllowed }];
        }),
      ),
    );
    expect(strange).toEqual([]);
  });

  it('that is not its own is not read beside one that is', () => {
    const action = 'dynamodb:BatchGetItem';
    const may = (...keys: readonly string[]) =>
      roles().filter(
        ({ arn }) =>
          outcomeOf(arn, { action, resource: table(), input: inputOf('BatchGetItem', ...keys) }) === 'allowed',
      );
    expect(may('lock#shielda', 'killSwitch#shielda').length).toBeGreaterThan(10);
    expect(may('lock#shielda', 'killSwitch#shielda', 'watch#shielda')).toEqual([]);
  });

  it.each(['Scan', 'Query', 'BatchGetItem', 'BatchWriteItem', 'PartiQLUpdate', 'DeleteTable', 'UpdateTable'])(
    'is reached by no role with %s',
    (operation) => {
      const input = { TableName: scene.stack.controlTable };
      const asked = { action: `dynamodb:${operation}`, resource: table(), input };
      expect(roles().filter(({ arn }) => outcomeOf(arn, asked) === 'allowed')).toEqual([]);
    },
  );
});

describe('an entry of the ledger', () => {
  const table = () => `arn:aws:dynamodb:us-east-1:111122223333:table/${scene.stack.ledgerTable}`;
  const ask = (operation: string): Asked => {
    const key = { runId: attribute('run-1'), position: attribute('run#000000') };
    const input = { TableName: scene.stack.ledgerTable, ...ofItem(operation, key) };
    return { action: `dynamodb:${operation}`, resource: table(), input };
  };
  const rewriting = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];

  it.each([...rewriting, 'UpdateTimeToLive', 'DeleteTable'])(
    'is denied in so many words to each role of the stack with %s',
    (operation) => {
      const ofStack = roles().filter(({ arn }) => arn.includes('/lifeboat-dev-'));
      expect(ofStack.length).toBeGreaterThan(35);
      for (const { arn, name } of ofStack) expect(outcomeOf(arn, ask(operation)), name).toBe('explicitly denied');
    },
  );

  it('is added by just the functions that say so', () => {
    for (const { arn, name } of roles())
      expect(outcomeOf(arn, ask('PutItem')), name).toBe(mayAppend(name) ? 'allowed' : 'denied');
  });
});

describe('the records bucket', () => {
  it.each([
    { action: 's3:PutObject', allowed: ['RecordOutcomeRole', 'RecordVerificationRole'] },
    { action: 's3:DeleteObject', allowed: [] },
    { action: 's3:DeleteObjectVersion', allowed: [] },
    { action: 's3:BypassGovernanceRetention', allowed: [] },
    { action: 's3:PutObjectRetention', allowed: [] },
  ])('takes $action from $allowed alone', ({ action, allowed }) => {
    const resource = `arn:aws:s3:::${scene.stack.recordsBucket}/runs/shielda/run-1/record.json`;
    const may = roles().filter(({ arn }) => outcomeOf(arn, { action, resource }) === 'allowed');
    expect(may.map(({ name }) => name)).toEqual(allowed);
  });
});
