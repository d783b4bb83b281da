import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideRecovery } from '../../../functions/decide-recovery/decide-recovery.ts';
import type { SignalReading } from '../../../shared/contracts/detection/signal-reading.ts';
import type { RunId } from '../../../shared/contracts/fields.ts';
import type { Finding } from '../../../shared/contracts/finding.ts';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { DecisionEvidence } from '../../../shared/contracts/recovery/decision-evidence.ts';
import type { StepKind } from '../../../shared/contracts/step-kind.ts';
import type { KeptWatch } from '../../../shared/control/control.ts';
import { given, openedFor, planOf, stepId } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf(
  { data: [given.promote], application: [given.scale] },
  {
    response: {
      mode: 'approval',
      runbook: 'failover',
      holdDown: '1h',
      approvalTimeout: '30m',
      restoreRunbook: 'restore',
    },
    runbooks: {
      failover: {
        kind: 'failover',
        stages: [
          { name: 'data', steps: [given.promote] },
          { name: 'application', steps: [given.scale] },
        ],
      },
      restore: { kind: 'recovery', stages: [{ name: 'application', steps: [given.scale] }] },
    },
  },
);
const reading = (change: Partial<SignalReading> = {}): SignalReading => ({
  signal: 'probe https://a',
  vantage: 'us-east-1',
  state: 'bad',
  answer: 'ETIMEDOUT',
  at: '2026-01-05T03:00:00.000Z',
  ...change,
});
const bad = reading();
const secondBad = reading({ signal: 'health', vantage: 'route53', since: '2026-01-05T02:59:40.000Z' });

type Situation = Readonly<{
  findings?: Finding[];
  opened?: Partial<ReturnType<typeof openedFor>>;
  signals?: readonly SignalReading[];
  kept?: KeptWatch;
  /** Kinds whose function has left no word. */
  mute?: readonly StepKind[];
}>;

const assessed = (kind: StepKind, step: string, findings: readonly Finding[]): Fact => ({
  type: 'assessed',
  kind,
  steps: 1,
  findings: findings.map((finding) => ({ stepId: stepId(step), ...finding })),
});

const assess = async (runId: RunId, { findings = [], mute = [] }: Situation): Promise<void> => {
  if (!mute.includes('promoteReplica'))
    await world.tell(runId, [['assess:promoteReplica', assessed('promoteReplica', 'database', findings)]]);
  if (!mute.includes('scaleService'))
    await world.tell(runId, [['assess:scaleService', assessed('scaleService', 'tasks', [])]]);
};

const dependenciesOf = ({ signals = [bad], kept }: Situation, deployed: DeployedPlan) => ({
  plans: { orders: deployed },
  ledgerOf: world.ledgerOf,
  control: { keptWatch: async () => kept ?? { watch: {}, seenAt: undefined } },
  readSignals: async () => [...signals],
  now: world.now,
});

const prepare = async (situation: Situation = {}) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan, situation.opened)]]);
  await assess(runId, situation);
  const decided = async () => (await world.facts(runId, 'run')).filter(({ type }) => type === 'decided');
  return { runId, decided, decide: () => decideRecovery({ runId }, dependenciesOf(situation, plan)) };
};

const point = (lastReplayedAt: string): Finding => ({
  level: 'recoveryPoint',
  text: 'what orders-replica holds',
  point: { maxLagSeconds: 300, lastReplayedAt, datapoints: [] },
});

describe('the decision', () => {
  it('writes down verdict, reason and all that the steps and the signals said', async () => {
    const { decide, decided } = await prepare({
      findings: [
        { level: 'info', text: 'the replica has replayed everything until 02:59:58' },
        { level: 'warning', text: 'backups are off' },
      ],
    });
    expect(await decide()).toEqual({ verdict: 'ask', approvalSeconds: 1800 });
    const [fact] = await decided();
    expect(fact).toMatchObject({ type: 'decided', verdict: 'ask', reason: 'the plan asks a person before it acts' });
    expect(fact?.type === 'decided' && DecisionEvidence.parse(fact.evidence)).toEqual({
      signals: [bad],
      findings: [
        { stepId: 'database', level: 'warning', text: 'backups are off' },
        { stepId: 'database', level: 'info', text: 'the replica has replayed everything until 02:59:58' },
      ],
      steps: [
        { stage: 'data', stepId: 'database', kind: 'promoteReplica' },
        { stage: 'application', stepId: 'tasks', kind: 'scaleService' },
      ],
      cannotBeUndone: ['database'],
    });
  });

  it('refuses when a step would not get through', async () => {
    const { decide } = await prepare({ findings: [{ level: 'blocker', text: 'there is no such replica' }] });
    expect(await decide()).toMatchObject({ verdict: 'refuse' });
  });

  it('asks about a loss beyond the limit, and keeps what may be answered with the number that was stated', async () => {
    const { decide, decided } = await prepare({
      findings: [point('2026-01-05T02:50:00.000Z')],
      signals: [secondBad, { ...bad, since: '2026-01-05T02:59:52.000Z' }],
      opened: { mode: 'automatic' },
    });
    expect(await decide()).toMatchObject({ verdict: 'ask' });
    expect(await decided()).toMatchObject([
      {
        code: 'lossBeyondLimit',
        answers: ['acceptLoss', 'restore', 'refuse'],
        evidence: { findings: [{ stepId: 'database', level: 'excessLoss', lossSeconds: 592 }] },
      },
    ]);
  });

  it('asks about the steps of a kind that has left no word', async () => {
    const { decide, decided } = await prepare({ mute: ['scaleService'], opened: { mode: 'automatic' } });
    expect(await decide()).toMatchObject({ verdict: 'ask' });
    expect(await decided()).toMatchObject([{ code: 'unassessed', reason: expect.stringContaining('tasks: nobody') }]);
  });

  it('keeps the first decision, whatever is seen later', async () => {
    const { runId, decide, decided } = await prepare();
    await decide();
    await assess(runId, { findings: [{ level: 'blocker', text: 'it is gone' }] });
    expect(await decide()).toMatchObject({ verdict: 'ask' });
    expect(await decided()).toHaveLength(1);
  });

  it('decides anew on the restore that a person has chosen, by what its steps have said since', async () => {
    const { runId, decide, decided } = await prepare({ findings: [point('2026-01-05T01:00:00.000Z')] });
    await decide();
    await world.tell(runId, [['run', { type: 'answered', answer: 'restore', operator: 'Ada', reason: 'as agreed' }]]);
    await assess(runId, { mute: ['promoteReplica'] });
    expect(await decide()).toMatchObject({ verdict: 'proceed' });
    expect(await decided()).toMatchObject([{ code: 'lossBeyondLimit' }, { verdict: 'proceed', code: 'chosen' }]);
    await decide();
    expect(await decided()).toHaveLength(2);
  });

  it('does not take what was said of the failover for a word on the restore', async () => {
    const { runId, decide, decided } = await prepare({ findings: [point('2026-01-05T01:00:00.000Z')] });
    await decide();
    await world.tell(runId, [['run', { type: 'answered', answer: 'restore', operator: 'Ada', reason: 'as agreed' }]]);
    expect(await decide()).toMatchObject({ verdict: 'ask' });
    expect((await decided())[1]).toMatchObject({ code: 'unassessed' });
  });
});

describe('until when data loss counts', () => {
  const lossOf = async (situation: Situation) => {
    const { decide, decided } = await prepare(situation);
    await decide();
    return (await decided())[0];
  };
  const both = [secondBad, { ...bad, since: '2026-01-05T02:59:52.000Z' }];

  it('is when enough signals saw service lost', async () => {
    expect(await lossOf({ signals: both })).toMatchObject({
      lostSince: '2026-01-05T02:59:52.000Z',
      lossBasis: 'signals',
    });
  });

  it('is what detection has kept, where it looked of late', async () => {
    const watch = {
      episode: { startedAt: '2026-01-05T02:59:00.000Z', lostSince: '2026-01-05T02:59:55.000Z', starts: 1 },
    };
    const kept = { watch, seenAt: '2026-01-05T02:59:58.000Z' };
    expect(await lossOf({ signals: both, kept })).toMatchObject({
      lostSince: '2026-01-05T02:59:55.000Z',
      lossBasis: 'watched',
    });
  });

  it('is the decision itself where nobody has seen it', async () => {
    const fact = await lossOf({ opened: { detectedAt: '2026-01-05T01:00:00.000Z', detectedBy: 'operator' } });
    expect(fact).toMatchObject({ lossBasis: 'decision' });
    expect(fact?.type === 'decided' && (fact.lostSince ?? '') > '2026-01-05T03:00:00.000Z').toBe(true);
  });
});
