import { RunId } from '../../../../shared/contracts/fields.ts';
import { Fact, LedgerEntry } from '../../../../shared/contracts/ledger-entry.ts';
import type { VerificationRecord } from '../../../../shared/contracts/verification/record.ts';
import { buildVerificationRecord } from '../../../../shared/report/verification/build-verification-record.ts';
import { given, planOf } from '../../support/plan.ts';

export type Told = readonly [second: number, stream: string, fact: Record<string, unknown>];

export const at = (second: number): string => new Date(Date.UTC(2026, 0, 5, 3) + second * 1000).toISOString();
export const arn = 'arn:aws:rds:us-east-1:111122223333:db:lifeboat-copy-1';

const restored = (id: string, instance: string) => ({
  id,
  region: 'standby',
  maxAge: '26h',
  instanceSnapshot: { instance, types: ['automated'] },
  restore: {
    instanceClass: 'db.t4g.medium',
    subnetGroup: 'isolated',
    securityGroups: ['sg-0c105ed00000000a1'],
    parameterGroup: 'pg16',
    within: '30m',
  },
  data: { database: 'orders', reader: 'reader', checks: [{ name: 'orders', sql: 'select 1', atLeast: 1 }] },
});

const found = {
  id: 'files',
  region: 'primary',
  maxAge: '26h',
  backupObjects: { bucket: 'dumps', prefix: 'a/', minBytes: 1 },
};

const plan = planOf(
  { data: [given.promote] },
  { restoreVerification: [restored('database', 'orders-prod'), restored('billing', 'billing-prod'), found] },
);

export const opened = (...verifications: string[]): Told => [
  0,
  'run',
  {
    type: 'verificationOpened',
    scope: verifications.map((verification) => ({ plan: 'orders', verification, planHash: plan.hash })),
    reason: 'weekly verification',
    epoch: 1,
    executionArn: 'arn:aws:states:us-east-1:111122223333:execution:verify-restores:run-1',
  },
];

export const chosen = (id: string, changes: Record<string, unknown> = {}): Told => [
  1,
  `point:orders/${id}`,
  {
    type: 'recoveryPointChosen',
    verdict: 'restore',
    because: 'the newest of 7',
    point: {
      id: `rds:${id}-2026-01-05`,
      type: 'automated',
      databaseTime: at(-3600),
      engineVersion: '16.4',
      bytes: 5e10,
    },
    ageSeconds: 3600,
    considered: 7,
    passedOver: [],
    ...changes,
  },
];

const input = { DBInstanceIdentifier: 'lifeboat-copy-1', DBSnapshotIdentifier: 'rds:database-2026-01-05' };
const command = { service: 'rds', operation: 'RestoreDBInstanceFromDBSnapshot', region: 'us-east-1', input };

const intent: Told[2] = { type: 'intent', command, because: 'no copy is there' };
const seen: Told[2] = {
  type: 'copySeen',
  kind: 'instance',
  name: 'lifeboat-copy-1',
  arn,
  resourceId: 'db-COPY',
};
export const done = (awsUntil?: number): Told[2] => ({
  type: 'stepDone',
  evidence: {},
  ...(awsUntil === undefined ? {} : { awsUntil: at(awsUntil) }),
});
export const failed = (because: string, refused = false): Told[2] => ({ type: 'stepFailed', because, refused });

export const result = (unit: string, changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const [kind = '', name = ''] = unit.split(/[:#]/);
  return { unit, kind, name, outcome: 'passed', at: at(1200), ...changes };
};
const checked = (...results: Record<string, unknown>[]): Told[2] => ({ type: 'checked', results });

export const restoredAs = (id: string, ending: Told[2] = done(900)): Told[] => [
  [10, `restore:orders/${id}`, intent],
  [11, `restore:orders/${id}`, { type: 'outcome', result: 'accepted' }],
  [20, `restore:orders/${id}`, seen],
  [910, `restore:orders/${id}`, ending],
];

/** A login and a check that passed, and a table that was read. */
export const whole = [
  result('login:reader', { at: at(920) }),
  result('check:orders', { at: at(1000), value: 12 }),
  result('read:public.orders#0', { at: at(1300), rows: 700, bytes: 5000 }),
  result('read:public.orders#1', { at: at(1500), rows: 300, bytes: 2000 }),
];

export const checkedAs = (id: string, results: Record<string, unknown>[] = whole, ending: Told[2] = done()): Told[] => [
  [1600, `check:orders/${id}`, checked(...results)],
  [1601, `check:orders/${id}`, ending],
];

export const discardedAs = (id: string, ending: Told[2] = done()): Told => [1800, `discard:orders/${id}`, ending];

/** A backup that was restored, looked at and thrown away. */
export const good = (id: string): Told[] => [chosen(id), ...restoredAs(id), ...checkedAs(id), discardedAs(id)];

/** Hashes are only names here. */
const entriesOf = (told: readonly Told[]): LedgerEntry[] => {
  const lengths = new Map<string, number>();
  return told.map(([second, stream, fact]) => {
    const sequence = lengths.get(stream) ?? 0;
    lengths.set(stream, sequence + 1);
    const hash = `${stream}-${sequence}`;
    return LedgerEntry.parse({
      runId: 'run-1',
      stream,
      sequence,
      at: at(second),
      previousHash: 'before',
      hash,
      fact: Fact.parse(fact),
    });
  });
};

export const recordOf = (told: readonly Told[], changes: { isChainWhole?: boolean } = {}): VerificationRecord =>
  buildVerificationRecord({
    runId: RunId.parse('run-1'),
    entries: entriesOf(told),
    plans: { orders: plan },
    isChainWhole: true,
    now: at(3600),
    ...changes,
  });
