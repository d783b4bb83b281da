import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromoteReplicaSpec } from '../../../../shared/contracts/specs/promote-replica.ts';
import type { AcceptedLoss } from '../../../../shared/domain/recovery/clearance.ts';
import { secondsBetween } from '../../../../shared/domain/time.ts';
import type { PromoteReplicaFacts } from '../../../../shared/steps/promote-replica/dependencies.ts';
import { isUnderWay } from '../../../../shared/steps/promote-replica/observe.ts';
import { promoteReplica } from '../../../../shared/steps/promote-replica/promote-replica.ts';
import { act, stepRun, unreadable } from '../../executor/step-run.ts';

const spec = PromoteReplicaSpec.parse({
  instance: 'orders-replica',
  region: 'standby',
  maxLag: '5m',
  secret: 'reader',
  backupRetentionDays: 7,
});

const failure = fc
  .constantFrom('AccessDenied', 'Throttling', 'TimeoutError', 'ETIMEDOUT', '28P01')
  .map((error) => unreadable(error));
const known = <T>(value: T) => ({ kind: 'known' as const, value });
const instant = fc.date({
  min: new Date('2026-01-05T00:00:00Z'),
  max: new Date('2026-01-05T04:00:00Z'),
  noInvalidDate: true,
});
const iso = instant.map((date) => date.toISOString());

const instance = fc
  .record({
    resourceId: fc.constant('db-REPLICAOFORDERSREPLICAOFOR'),
    status: fc.constantFrom(
      'available',
      'backing-up',
      'modifying',
      'rebooting',
      'failed',
      'storage-optimization',
      'unheard-of',
    ),
    source: fc.option(
      fc.record({ id: fc.constant('orders-prod'), region: fc.constantFrom('us-west-2', 'us-east-1') }),
      { nil: undefined },
    ),
    replication: fc.constantFrom('replicating', 'error', undefined),
    endpoint: fc.constant({ host: 'orders-replica.example', port: 5432 }),
    securityGroups: fc.constant([]),
    isMultiAz: fc.boolean(),
  })
  .map(known);

const serverOf = (lastReplayedAt: fc.Arbitrary<string | undefined>) =>
  fc
    .record({
      isInRecovery: fc.boolean(),
      lastReplayedAt,
      isReadOnlyForAll: fc.boolean(),
      readOnlyRoles: fc.constant([]),
      isDefaultHidden: fc.boolean(),
      transactionId: fc.constantFrom('742', undefined),
      receiver: fc.oneof(
        fc.constantFrom({ kind: 'hidden' as const }, { kind: 'none' as const }),
        fc.record({
          kind: fc.constant('streaming' as const),
          heardAt: fc.option(iso, { nil: undefined }),
          hasReplayedAll: fc.boolean(),
        }),
      ),
    })
    .map(known);

const points = fc
  .array(fc.record({ at: iso, least: fc.integer({ min: -1, max: 900 }), most: fc.integer({ min: -1, max: 900 }) }))
  .map(known);

/** Of an instance that this run did not promote; nobody else of this plan did. */
const fork: fc.Arbitrary<NonNullable<PromoteReplicaFacts['fork']>> = fc.record({
  promotedBy: fc.constant(undefined),
  ended: fc.oneof(failure, fc.record({ at: iso, message: fc.constant('terminated') }).map(known)),
  other: fc.constantFrom(
    { kind: 'notNamed' as const },
    { kind: 'silent' as const, name: 'orders-prod', failure: { error: 'TimeoutError', message: '' } },
  ),
});

const anything: fc.Arbitrary<PromoteReplicaFacts> = fc.record({
  fork: fc.constant(undefined),
  instance: fc.oneof(instance, failure),
  server: fc.oneof(serverOf(fc.option(iso, { nil: undefined })), failure),
  lag: fc.oneof(points, failure),
});

/** Nothing tells the lag: no word of the server, and no value of the metric that means anything. */
const unknownLag: fc.Arbitrary<PromoteReplicaFacts> = fc.record({
  fork: fc.constant(undefined),
  instance,
  server: fc.oneof(serverOf(fc.constant(undefined)), failure),
  lag: fc.oneof(
    failure,
    fc.array(fc.record({ at: iso, least: fc.constant(-1), most: fc.integer({ min: -1, max: 9 }) })).map(known),
  ),
});

/** Since when service is lost, by whom, and whether its old primary is fenced. */
const outage = fc.record({
  lost: fc.record({ since: iso, basis: fc.constantFrom('watched' as const, 'signals' as const, 'decision' as const) }),
  fence: fc.option(
    fc.record({ at: iso, databases: fc.constant([{ instance: 'orders-prod', region: 'primary' as const }]) }),
    { nil: undefined },
  ),
});

const accepted: fc.Arbitrary<AcceptedLoss> = fc.oneof(
  fc.constantFrom<AcceptedLoss>({ kind: 'none' }, { kind: 'any' }),
  fc.record({ kind: fc.constant('upTo' as const), seconds: fc.nat() }),
);

describe('whatever the facts are', () => {
  it('nothing is promoted while the lag is unknown and nobody accepts the loss', () => {
    const isHeld = (facts: PromoteReplicaFacts, run: ReturnType<typeof stepRun>) =>
      !('act' in promoteReplica.decide(spec, facts, run));
    fc.assert(fc.property(unknownLag, (facts) => isHeld(facts, stepRun())));
    // Of a fenced source that has told all its word is better than a time.
    const open = outage.map((one) => stepRun({ lost: one.lost }));
    fc.assert(fc.property(unknownLag, open, isHeld));
  });

  it('a promotion loses no more than the limit, by its own evidence, unless the loss is accepted', () => {
    fc.assert(
      fc.property(anything, outage, (facts, run) => {
        const decided = stepRun(run);
        const decision = promoteReplica.decide(spec, facts, decided);
        if (!('act' in decision)) return;
        const { dataLossSeconds, recoveryPointAt, fencedAt } = decision.evidence ?? {};
        // Where nobody saw until when writes went on, and nothing was fenced, time alone adds to the loss after the decision.
        const { since, basis } = run.lost;
        const isOpen = basis === 'decision' && fencedAt === undefined && since < decided.now;
        const limited = isOpen ? secondsBetween(String(recoveryPointAt), since) : dataLossSeconds;
        expect(limited).toBeLessThanOrEqual(spec.maxLag);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing is said to be lost only where the fenced source has told its end after the fence', () => {
    let caughtUp = 0;
    fc.assert(
      fc.property(anything, outage, (facts, run) => {
        const decision = promoteReplica.decide(spec, facts, stepRun(run));
        if (!('act' in decision) || decision.evidence?.dataLossBasis !== 'caughtUpAfterFence') return;
        caughtUp += 1;
        expect(facts.server).toMatchObject({ value: { receiver: { kind: 'streaming', hasReplayedAll: true } } });
        const { receiver } = facts.server.kind === 'known' ? facts.server.value : { receiver: undefined };
        expect(receiver?.kind === 'streaming' && (receiver.heardAt ?? '') > (run.fence?.at ?? '')).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(caughtUp).toBeGreaterThan(0);
  });

  it('a standby that somebody else has split off is never the new primary, unless somebody took just this one', () => {
    const others = fc.constantFrom<readonly string[]>([], ['db-ANOTHERANOTHERANOTHERANOTHE']);
    fc.assert(
      fc.property(anything, fork, others, (facts, forked, acceptedForks) => {
        const run = stepRun({ acceptedForks, acceptedLoss: { kind: 'any' } });
        const decision = promoteReplica.decide(spec, { ...facts, fork: forked }, run);
        expect('done' in decision).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('no second promotion is sent after one that was accepted, however stale they are', () => {
    const run = fc
      .integer({ min: 0, max: 5000 })
      .map((seconds) => stepRun({ acts: [act('PromoteReadReplica', seconds)], acceptedLoss: { kind: 'any' } }));
    fc.assert(fc.property(anything, run, (facts, after) => !('act' in promoteReplica.decide(spec, facts, after))));
  });

  it('done means no source, a usable status, and a transaction id from a server that is not in recovery', () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const decision = promoteReplica.decide(spec, facts, stepRun());
        if (!('done' in decision)) return;
        expect(facts).toMatchObject({
          instance: { value: { source: undefined } },
          server: { value: { isInRecovery: false, isReadOnlyForAll: false, transactionId: '742' } },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('no promotion loses more than the plan allows or than what was accepted', () => {
    const seconds = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(anything, seconds, (facts, limit) => {
        const acceptedLoss = { kind: 'upTo', seconds: limit } as const;
        const decision = promoteReplica.decide(spec, facts, stepRun({ acceptedLoss }));
        if (!('act' in decision)) return;
        expect(decision.evidence?.dataLossSeconds).toBeLessThanOrEqual(Math.max(spec.maxLag, limit));
      }),
      { numRuns: 1000 },
    );
  });

  it('the same facts give the same decision', () => {
    fc.assert(
      fc.property(anything, accepted, (facts, acceptedLoss) => {
        const decide = () => promoteReplica.decide(spec, structuredClone(facts), stepRun({ acceptedLoss }));
        expect(decide()).toEqual(decide());
      }),
    );
  });
});

describe('a promotion that AWS has accepted', () => {
  const run = stepRun({ acts: [act('PromoteReadReplica', 30)] });
  const decide = (facts: PromoteReplicaFacts) => promoteReplica.decide(spec, facts, run);

  it('is judged by what RDS says alone for as long as RDS is at work, so that nothing else is asked', () => {
    let underWay = 0;
    fc.assert(
      fc.property(anything, anything, (facts, others) => {
        fc.pre(isUnderWay(facts.instance));
        underWay += 1;
        expect(decide({ ...others, instance: facts.instance })).toEqual(decide(facts));
      }),
    );
    expect(underWay).toBeGreaterThan(50);
  });

  it('is never judged by its lag again', () => {
    fc.assert(
      fc.property(anything, anything, (facts, { lag }) => {
        expect(decide({ ...facts, lag })).toEqual(decide(facts));
      }),
    );
  });
});
