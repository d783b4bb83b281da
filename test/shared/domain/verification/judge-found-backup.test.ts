import { describe, expect, it } from 'vitest';
import { Fact } from '../../../../shared/contracts/ledger-entry.ts';
import {
  type FoundVerification,
  isRestored,
  Verification,
} from '../../../../shared/contracts/verification/verification.ts';
import type { Candidate } from '../../../../shared/domain/verification/candidate.ts';
import { judgeFoundBackup } from '../../../../shared/domain/verification/judge-found-backup.ts';

const now = '2026-01-05T03:00:00.000Z';
/** So many seconds before now. */
const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

const parse = (given: object): FoundVerification => {
  const verification = Verification.parse({ id: 'one', region: 'standby', maxAge: '1h', ...given });
  if (isRestored(verification)) throw new Error('the test is about backups that are found');
  return verification;
};
const cache = parse({ cacheSnapshot: { replicationGroup: 'sessions' } });
const volumes = parse({ volumeSnapshots: { tag: { key: 'backup', value: 'daily' }, volumes: 2 } });
const objects = parse({ backupObjects: { bucket: 'dumps', prefix: 'orders/', minBytes: 100 } });

const candidate = (change: Partial<Candidate> & { id: string }): Candidate => ({
  type: 'automated',
  state: 'available',
  databaseTime: ago(60),
  bytes: 5000,
  ...change,
});
const ebs = (id: string, change: Partial<Candidate> = {}) =>
  candidate({ id, type: 'snapshot', state: 'completed', group: 'vol-1', ...change });
const object = (id: string, change: Partial<Candidate> = {}) =>
  candidate({ id, type: 'object', state: 'stored', ...change });

type Row = Readonly<{
  what: string;
  verification: FoundVerification;
  candidates: readonly Candidate[];
  verdict: 'found' | 'failed';
  because: string;
  point?: string;
  age?: number;
  passedOver?: readonly string[];
}>;

const ofCaches: readonly Row[] = [
  {
    what: 'the newest of several',
    verification: cache,
    candidates: [candidate({ id: 'old', databaseTime: ago(600) }), candidate({ id: 'new' })],
    verdict: 'found',
    because: 'the newest snapshot of the replication group sessions is 60 s old, within the limit of 3600 s',
    point: 'new',
    age: 60,
  },
  {
    what: 'exactly as old as it may be',
    verification: cache,
    candidates: [candidate({ id: 'edge', databaseTime: ago(3600) })],
    verdict: 'found',
    because: 'the newest snapshot of the replication group sessions is 3600 s old, within the limit of 3600 s',
    point: 'edge',
    age: 3600,
  },
  {
    what: 'older than it may be',
    verification: cache,
    candidates: [candidate({ id: 'old', databaseTime: ago(3601) })],
    verdict: 'failed',
    because: 'the newest snapshot of the replication group sessions is 3601 s old, above the limit of 3600 s',
    point: 'old',
    age: 3601,
  },
  {
    what: 'nothing',
    verification: cache,
    candidates: [],
    verdict: 'failed',
    because: 'there is no snapshot of the replication group sessions that counts',
  },
  {
    what: 'one that is not ready and an older one that is',
    verification: cache,
    candidates: [
      candidate({ id: 'ready', databaseTime: ago(900) }),
      candidate({ id: 'begun', state: 'creating', databaseTime: undefined }),
    ],
    verdict: 'found',
    because: 'the newest snapshot of the replication group sessions is 900 s old, within the limit of 3600 s',
    point: 'ready',
    age: 900,
    passedOver: ['begun is creating, not available'],
  },
  {
    what: 'none that counts, the newest named first',
    verification: cache,
    candidates: [
      candidate({ id: 'going', state: 'deleting' }),
      candidate({ id: 'timeless', databaseTime: undefined }),
      candidate({ id: 'future', databaseTime: ago(-301) }),
    ],
    verdict: 'failed',
    because: 'there is no snapshot of the replication group sessions that counts; 3 were looked at',
    passedOver: [
      'timeless does not say of which moment its data are',
      'future is dated 301 s in the future',
      'going is deleting, not available',
    ],
  },
  {
    what: 'a moment ahead by no more than clocks differ',
    verification: cache,
    candidates: [candidate({ id: 'ahead', databaseTime: ago(-300) })],
    verdict: 'found',
    because: 'the newest snapshot of the replication group sessions is 0 s old, within the limit of 3600 s',
    point: 'ahead',
    age: 0,
  },
];

const ofObjects: readonly Row[] = [
  {
    what: 'one that is large enough, before one that is not',
    verification: objects,
    candidates: [
      object('orders/empty', { bytes: 99, databaseTime: ago(10) }),
      object('orders/full', { bytes: 100 }),
      object('orders/odd', { bytes: undefined, databaseTime: ago(20) }),
    ],
    verdict: 'found',
    because: 'the newest object of 100 bytes or more at s3://dumps/orders/ is 60 s old, within the limit of 3600 s',
    point: 'orders/full',
    age: 60,
    passedOver: ['orders/empty has 99 bytes, fewer than 100', 'orders/odd does not say how large it is'],
  },
  {
    what: 'nothing',
    verification: objects,
    candidates: [],
    verdict: 'failed',
    because: 'there is no object of 100 bytes or more at s3://dumps/orders/ that counts',
  },
  {
    what: 'a dump that is too old',
    verification: objects,
    candidates: [object('orders/monday', { databaseTime: ago(7200) })],
    verdict: 'failed',
    because: 'the newest object of 100 bytes or more at s3://dumps/orders/ is 7200 s old, above the limit of 3600 s',
    point: 'orders/monday',
    age: 7200,
  },
];

const tagged = 'snapshot tagged backup=daily';
const ofVolumes: readonly Row[] = [
  {
    what: 'volumes enough; of each the newest, of these the oldest',
    verification: volumes,
    candidates: [
      ebs('a-old', { databaseTime: ago(3000) }),
      ebs('a-new', { databaseTime: ago(100) }),
      ebs('b-new', { group: 'vol-2', databaseTime: ago(500) }),
    ],
    verdict: 'found',
    because: `volumes with a ${tagged} of the age allowed: 2, where 2 must have one; the oldest of 2 is 500 s old, within the limit of 3600 s`,
    point: 'b-new',
    age: 500,
  },
  {
    what: 'more volumes than must, one of them given up long ago',
    verification: volumes,
    candidates: [
      ebs('a'),
      ebs('b', { group: 'vol-2', databaseTime: ago(70) }),
      ebs('c', { group: 'vol-3', databaseTime: ago(80) }),
      ebs('d', { group: 'vol-4', databaseTime: ago(80_000) }),
    ],
    verdict: 'found',
    because: `volumes with a ${tagged} of the age allowed: 3, where 2 must have one; the oldest of 3 is 80 s old, within the limit of 3600 s`,
    point: 'c',
    age: 80,
  },
  {
    what: 'two snapshots of one volume, which are not two volumes',
    verification: volumes,
    candidates: [ebs('a'), ebs('b', { databaseTime: ago(70) })],
    verdict: 'failed',
    because: `volumes with a ${tagged} that counts: 1, where 2 must have one; 2 were looked at`,
  },
  {
    what: 'a second volume whose newest is too old',
    verification: volumes,
    candidates: [ebs('a'), ebs('b', { group: 'vol-2', databaseTime: ago(7200) })],
    verdict: 'failed',
    because: `volumes with a ${tagged} of the age allowed: 1, where 2 must have one; the oldest of 2 is 7200 s old, above the limit of 3600 s`,
    point: 'b',
    age: 7200,
  },
  {
    what: 'a second volume of which one is pending, one has failed, and one is a copy',
    verification: volumes,
    candidates: [
      ebs('a'),
      ebs('pending', { group: 'vol-2', state: 'pending', databaseTime: ago(1) }),
      ebs('error', { group: 'vol-2', state: 'error', databaseTime: ago(2) }),
      ebs('copy', { group: undefined, databaseTime: ago(3) }),
    ],
    verdict: 'failed',
    because: `volumes with a ${tagged} that counts: 1, where 2 must have one; 4 were looked at`,
    passedOver: [
      'pending is pending, not completed',
      'error is error, not completed',
      'copy is a copy, which does not say of which volume and moment',
    ],
  },
  {
    what: 'nothing',
    verification: volumes,
    candidates: [],
    verdict: 'failed',
    because: `volumes with a ${tagged} that counts: 0, where 2 must have one`,
  },
];

describe.each([
  { of: 'a cache', rows: ofCaches },
  { of: 'dumps', rows: ofObjects },
  { of: 'volumes', rows: ofVolumes },
])('a backup of $of', ({ rows }) => {
  it.each(rows)('with $what: $verdict', ({ verification, candidates, verdict, because, ...expected }) => {
    const judged = judgeFoundBackup(verification, candidates, now);
    expect(judged).toMatchObject({ verdict, because, considered: candidates.length });
    expect(judged.point?.id).toBe(expected.point);
    expect(judged.ageSeconds).toBe(expected.age);
    expect(judged.passedOver.map((one) => `${one.id} ${one.because}`)).toEqual(expected.passedOver ?? []);
    expect(Fact.safeParse({ type: 'recoveryPointChosen', ...judged }).success).toBe(true);
    expect(judgeFoundBackup(verification, candidates.toReversed(), now)).toEqual(judged);
  });
});

it('names twenty of those that do not count, and counts all', () => {
  const small = Array.from({ length: 30 }, (_, index) => object(`${index}`, { bytes: 1, databaseTime: ago(index) }));
  const { considered, passedOver } = judgeFoundBackup(objects, small, now);
  expect(considered).toBe(30);
  expect(passedOver.map(({ id }) => Number(id))).toEqual(Array.from({ length: 20 }, (_, id) => id));
});

it('keeps what a point says of itself, and no more', () => {
  const { point } = judgeFoundBackup(cache, [candidate({ id: 'night', bytes: undefined })], now);
  expect(point).toEqual({ id: 'night', type: 'automated', databaseTime: ago(60) });
});
