import { describe, expect, it } from 'vitest';
import { RunbookName } from '../../../shared/contracts/fields.ts';
import { type FindingOf, StepFinding } from '../../../shared/contracts/finding.ts';
import { assessedKinds } from '../../../shared/domain/recovery/assessed-kinds.ts';
import { completeFindings, type Deciding, newestCommit } from '../../../shared/domain/recovery/complete-findings.ts';
import { gravestFirst } from '../../../shared/domain/recovery/gravity.ts';
import { given, planOf } from '../support/plan.ts';

type Point = FindingOf<'recoveryPoint'>['point'];

const minute = (time: string): string => `2026-01-05T${time}.000Z`;
const pointOf = (change: Partial<Point> = {}): StepFinding =>
  StepFinding.parse({
    ...{ stepId: 'database', level: 'recoveryPoint', text: 'what it holds' },
    point: { maxLagSeconds: 300, lastReplayedAt: minute('02:59:58'), datapoints: [], ...change },
  });
const forkOf = (change: Partial<FindingOf<'fork'>['fork']> = {}): StepFinding =>
  StepFinding.parse({
    ...{ stepId: 'database', level: 'fork', text: 'it stands alone' },
    fork: { resourceId: 'db-A', leftAt: minute('02:50:00'), ...change },
  });
const deciding = (change: Partial<Deciding> = {}): Deciding => ({
  ...{ lost: { since: minute('03:00:00'), basis: 'signals' }, now: minute('03:10:00'), acceptedLoss: { kind: 'none' } },
  ...change,
});
const byDecision = deciding({ lost: { since: minute('03:10:00'), basis: 'decision' } });
const complete = (finding: StepFinding, on = deciding()) => completeFindings([finding], on)[0];

describe('what a replica holds, once it is known since when service is lost', () => {
  it.each<{ when: string; finding: StepFinding; on?: Deciding; becomes: object }>([
    { when: 'little is missing', finding: pointOf(), becomes: { level: 'info', lossSeconds: 2 } },
    {
      when: 'a part of a second is missing, which is a whole one to people',
      finding: pointOf({ lastReplayedAt: '2026-01-05T02:59:57.400Z' }),
      becomes: { level: 'info', lossSeconds: 3 },
    },
    {
      when: 'more is missing than the plan allows',
      finding: pointOf({ lastReplayedAt: minute('02:50:00') }),
      becomes: { level: 'excessLoss', lossSeconds: 600 },
    },
    {
      when: 'that was accepted at the start',
      finding: pointOf({ lastReplayedAt: minute('02:50:00') }),
      on: deciding({ acceptedLoss: { kind: 'any' } }),
      becomes: { level: 'warning', lossSeconds: 600 },
    },
    {
      when: 'nobody has seen since when, so that it counts until the decision',
      finding: pointOf(),
      on: byDecision,
      becomes: { level: 'excessLoss', lossSeconds: 602 },
    },
    {
      when: 'a commit came after service was seen to be lost',
      finding: pointOf({ lastReplayedAt: minute('03:00:01') }),
      becomes: { level: 'excessLoss', lossSeconds: 599 },
    },
  ])('$when', ({ finding, on, becomes }) => {
    expect(complete(finding, on)).toMatchObject(becomes);
  });

  it('is a loss of unknown size when nothing tells', () => {
    const { lastReplayedAt: _silent, ...point } = { maxLagSeconds: 300, lastReplayedAt: '', datapoints: [] };
    const silent = StepFinding.parse({ stepId: 'database', level: 'recoveryPoint', text: 'nothing', point });
    expect(complete(silent)).toMatchObject({ level: 'excessLoss' });
    expect(complete(silent)).not.toHaveProperty('lossSeconds');
  });
});

describe('a fork, once it is known since when service is lost', () => {
  it.each<{ when: string; finding: StepFinding; says: RegExp; lossSeconds: number | undefined }>([
    {
      when: 'the other side is silent',
      finding: forkOf(),
      says: /until 2026-01-05T03:00:00.000Z would be dropped: 600 s/,
      lossSeconds: 600,
    },
    {
      when: 'the other side has gone on',
      finding: forkOf({ otherUntil: minute('03:09:59') }),
      says: /until 2026-01-05T03:09:59.000Z would be dropped: 1199 s/,
      lossSeconds: 1199,
    },
    {
      when: 'nobody knows when it left',
      finding: StepFinding.parse({ stepId: 'database', level: 'fork', text: 'alone', fork: { resourceId: 'db-A' } }),
      says: /nobody knows/,
      lossSeconds: undefined,
    },
  ])('$when', ({ finding, says, lossSeconds }) => {
    const found = complete(finding);
    expect(found?.text).toMatch(says);
    expect(found?.level === 'fork' ? found.lossSeconds : -1).toBe(lossSeconds);
  });
});

it('knows the newest commit of all promotions', () => {
  const points = [pointOf(), pointOf({ lastReplayedAt: minute('02:10:00') }), forkOf()];
  expect(newestCommit(points)).toBe(minute('02:59:58'));
  expect(newestCommit([forkOf()])).toBeUndefined();
});

it('puts first what counts most, what nobody could assess before any loss, and of losses the greatest', () => {
  const of = (level: 'blocker' | 'doubt' | 'warning' | 'info') => ({ level, text: level });
  const loss = (lossSeconds?: number) => ({ level: 'excessLoss' as const, text: `${lossSeconds}`, lossSeconds });
  const found = [of('info'), loss(3), of('warning'), loss(), of('doubt'), loss(9), of('blocker')];
  expect(gravestFirst(found).map(({ text }) => text)).toEqual([
    ...['blocker', 'doubt', 'undefined', '9', '3', 'warning', 'info'],
  ]);
  const points = [pointOf(), pointOf({ lastReplayedAt: minute('02:10:00') })];
  expect(gravestFirst(points)[0]).toMatchObject({ point: { lastReplayedAt: minute('02:10:00') } });
});

it('looks at each kind of the runbook and of the restore in its place, once, and at no question', () => {
  const failover = RunbookName.parse('failover');
  const restore = { kind: 'recovery', stages: [{ name: 'proof', steps: [given.check, given.scale] }] };
  const stages = [{ name: 'data', steps: [given.ask, given.promote] }];
  const change = {
    response: { mode: 'approval', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', restoreRunbook: 'back' },
    runbooks: { failover: { kind: 'failover', stages }, back: restore },
  };
  expect(assessedKinds(planOf({}, change), failover)).toEqual(['promoteReplica', 'checkEndpoint', 'scaleService']);
  const { restoreRunbook: _none, ...response } = change.response;
  expect(assessedKinds(planOf({}, { ...change, response }), failover)).toEqual(['promoteReplica']);
});
