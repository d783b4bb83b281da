import { describe, expect, it } from 'vitest';
import type { RestoredVerification } from '../../../../shared/contracts/verification/verification.ts';
import type { SourceFacts } from '../../../../shared/domain/verification/identify-source.ts';
import { judgeCandidates, type SnapshotFacts } from '../../../../shared/domain/verification/judge-candidates.ts';
import { at, known, unreadable, verificationOf } from './orders.ts';

const verification = verificationOf('instance');
const hour = 3600;

/** `one` of so many hours ago. */
const snapshot = (id: string, hours = 2, change: Partial<SnapshotFacts> = {}): SnapshotFacts => ({
  id,
  type: 'automated',
  status: 'available',
  databaseTime: at(-hours * hour),
  resourceId: 'db-1',
  engineVersion: '18.1',
  isEncrypted: false,
  bytes: undefined,
  ...change,
});

const standing: SourceFacts = { source: 'instance orders-database', region: 'us-west-2', here: known('db-1') };
const gone: SourceFacts = {
  ...standing,
  here: known(undefined),
  elsewhere: { region: 'us-east-1', id: known(undefined) },
};

type Told = Readonly<{ source?: SourceFacts; of?: RestoredVerification }>;
const choose = (candidates: readonly SnapshotFacts[], { source = standing, of = verification }: Told = {}) =>
  judgeCandidates(of, { candidates, source, now: at(0) });

describe('the recovery point', () => {
  it('is the newest by the moment of its data, with the others that count at hand', () => {
    const chosen = choose([snapshot('older', 26), snapshot('newest'), snapshot('old', 50)]);
    expect(chosen).toMatchObject({
      verdict: 'restore',
      because: 'the newest of 3',
      point: { id: 'newest', sourceResourceId: 'db-1' },
      ageSeconds: 2 * hour,
      considered: 3,
      alternatives: [{ id: 'older' }, { id: 'old' }],
    });
  });

  it.each([
    ['of another type', { type: 'manual' }, 'does not count snapshots of type manual'],
    ['not finished', { status: 'creating' }, 'it is creating'],
    ['being copied', { status: 'copying' }, 'it is copying'],
    ['of a predecessor of the same name', { resourceId: 'db-0' }, 'earlier database of the same name: db-0, not db-1'],
    ['of no known database', { resourceId: undefined }, 'does not say which database'],
    ['of no known moment', { databaseTime: undefined }, 'which moment'],
    ['of tomorrow', { databaseTime: at(24 * hour) }, 'future'],
  ])('is not one that is %s', (_, change, because) => {
    const chosen = choose([snapshot('good'), snapshot('bad', 1, change)]);
    expect(chosen).toMatchObject({ verdict: 'restore', point: { id: 'good' } });
    expect(chosen.passedOver).toEqual([{ id: 'bad', because: expect.stringContaining(because) }]);
    expect(chosen).not.toHaveProperty('alternatives');
  });

  it('is not one that is encrypted and shared, which has to be copied first', () => {
    if (!('instanceSnapshot' in verification)) throw new Error('the verification of the test is of another kind');
    const shared = { ...verification.instanceSnapshot, types: ['shared' as const] };
    const theirs = snapshot('theirs', 2, { type: 'shared', isEncrypted: true });
    expect(choose([theirs], { of: { ...verification, instanceSnapshot: shared } })).toMatchObject({
      verdict: 'failed',
      because: expect.stringMatching(/^none of 1 recovery points counts; the newest is theirs: /),
    });
  });

  it('is a failure when there is none', () => {
    expect(choose([])).toMatchObject({ verdict: 'failed', because: 'no recovery point was found', considered: 0 });
  });

  it('is restored although it is too old, and its age is told', () => {
    expect(choose([snapshot('old', 72)])).toMatchObject({ verdict: 'restore', ageSeconds: 72 * hour });
  });

  it('has nine others at hand at most', () => {
    const many = Array.from({ length: 30 }, (_, hours) => snapshot(`${hours}`, hours));
    expect(choose(many).alternatives).toHaveLength(9);
  });
});

/** One of each, in turn: the earlier instance had its name before, and the newest snapshot is its own. */
const interleaved = [
  snapshot('first-new', 2, { resourceId: 'db-FIRST' }),
  snapshot('second-new', 3, { resourceId: 'db-SECOND' }),
  snapshot('first-old', 26, { resourceId: 'db-FIRST' }),
  snapshot('second-old', 27, { resourceId: 'db-SECOND' }),
];
const nobody = { verdict: 'failed', because: expect.stringContaining('nobody can tell') };

describe('the recovery point among those of two databases of one name', () => {
  it.each<{ when: string; source: SourceFacts; says: object }>([
    {
      when: 'the second stands',
      source: { ...standing, here: known('db-SECOND') },
      says: { point: { id: 'second-new' }, because: 'the newest of 4' },
    },
    {
      when: 'a third stands',
      source: { ...standing, here: known('db-THIRD') },
      says: { verdict: 'failed', because: expect.stringMatching(/^none of 4 recovery points counts; the newest is /) },
    },
    {
      when: 'none stands here, and the second does in the other Region',
      source: { ...gone, elsewhere: { region: 'us-east-1', id: known('db-SECOND') } },
      says: { point: { id: 'second-new' }, because: 'the newest of 4, of db-SECOND, which stands in us-east-1' },
    },
    {
      when: 'none stands, and the second was proven last',
      source: { ...gone, proven: 'db-SECOND' },
      says: { point: { id: 'second-new' }, because: 'the newest of 4, of db-SECOND, which was proven last' },
    },
    {
      when: 'another one stands elsewhere, and the second was proven last',
      source: { ...gone, elsewhere: { region: 'us-east-1', id: known('db-THIRD') }, proven: 'db-SECOND' },
      says: { point: { id: 'second-new' } },
    },
    {
      when: 'its Region is silent, and the second was proven last',
      source: { ...gone, here: unreadable('TimeoutError'), proven: 'db-SECOND' },
      says: { point: { id: 'second-new' } },
    },
    {
      when: 'none stands, and the plan pins the second',
      source: { ...gone, pinned: 'db-SECOND', proven: 'db-FIRST' },
      says: { point: { id: 'second-new' }, because: 'the newest of 4, of db-SECOND, which the plan pins' },
    },
    {
      when: 'the first stands, and the plan pins the second',
      source: { ...standing, here: known('db-FIRST'), pinned: 'db-SECOND' },
      says: {
        point: { id: 'second-new' },
        because: expect.stringContaining('which the plan pins; what stands there now is db-FIRST'),
      },
    },
    { when: 'none stands and nothing is known', source: gone, says: nobody },
    { when: 'its Region is silent', source: { ...gone, here: unreadable('TimeoutError') }, says: nobody },
    {
      when: 'none stands here, and the other Region is silent',
      source: { ...gone, elsewhere: { region: 'us-east-1', id: unreadable('TimeoutError') } },
      says: nobody,
    },
  ])('when $when', ({ source, says }) => {
    expect(choose(interleaved, { source })).toMatchObject(says);
  });

  it('is not chosen when nobody can tell, and each is named with what it is of and why', () => {
    const chosen = choose(interleaved, { source: { ...gone, here: unreadable('TimeoutError') } });
    expect(chosen).not.toHaveProperty('point');
    expect(chosen.because).toBe(
      'nobody can tell whose these recovery points are (4, of db-FIRST and db-SECOND): of instance orders-database RDS in ' +
        'us-west-2 could not be asked (TimeoutError), none stands in us-east-1, no earlier verification has kept its ' +
        'id, and the plan pins none',
    );
    expect(chosen.passedOver.map(({ id }) => id)).toEqual(['first-new', 'second-new', 'first-old', 'second-old']);
    expect(chosen.passedOver[0]?.because).toContain('it is of db-FIRST');
  });

  it('is not chosen when nobody can tell, although all are of one database', () => {
    expect(choose([snapshot('only')], { source: gone })).toMatchObject(nobody);
  });

  it.each(['instance', 'pointInTime', 'cluster'] as const)('is chosen by its id: %s', (kind) => {
    const points = interleaved.map((one) => (kind === 'pointInTime' ? { ...one, type: 'pointInTime' } : one));
    const source = { ...standing, here: known('db-SECOND') };
    expect(choose(points, { source, of: verificationOf(kind) })).toMatchObject({ point: { id: 'second-new' } });
  });

  it('is not the latest moment of a successor that the plan does not pin', () => {
    const latest = snapshot('orders-database at its latest restorable time', 0, { type: 'pointInTime' });
    const source = { ...standing, pinned: 'db-PINNED' };
    const chosen = choose([latest], { source, of: verificationOf('pointInTime') });
    expect(chosen).toMatchObject({ verdict: 'failed', considered: 1 });
    expect(chosen.passedOver[0]?.because).toContain('another database of the same name: db-1, not db-PINNED');
  });
});
