import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideRecovery } from '../../../functions/decide-recovery/decide-recovery.ts';
import { DecisionEvidence } from '../../../shared/contracts/decision-evidence.ts';
import type { Finding } from '../../../shared/contracts/ledger-entry.ts';
import type { PlanStep } from '../../../shared/contracts/plan.ts';
import type { SignalReading } from '../../../shared/contracts/signal-reading.ts';
import type { StepRun } from '../../../shared/steps/step.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], application: [given.scale] });
const bad: SignalReading = {
  signal: 'probe https://a',
  vantage: 'us-east-1',
  state: 'bad',
  answer: 'ETIMEDOUT',
  at: '2026-01-05T03:00:00.000Z',
};

type Situation = Readonly<{ findings?: Finding[]; opened?: Partial<ReturnType<typeof openedFor>> }>;

const prepare = async ({ findings = [], opened = {} }: Situation) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan, opened)]]);
  const looks: StepRun[] = [];
  const inspect = async (step: PlanStep, run: StepRun) => {
    looks.push(run);
    return 'promoteReplica' in step ? findings : [];
  };
  const dependencies = {
    plans: { orders: plan },
    ledgerOf: world.ledgerOf,
    readSignals: async () => [bad],
    inspect,
    now: world.now,
  };
  return { runId, looks, decide: () => decideRecovery({ runId }, dependencies) };
};

it('writes down verdict, reason and all that was seen', async () => {
  const findings: Finding[] = [
    { level: 'info', text: 'the replica has replayed everything until 02:59:58' },
    { level: 'warning', text: 'backups are off' },
  ];
  const { runId, decide } = await prepare({ findings });
  expect(await decide()).toEqual({ verdict: 'ask', approvalSeconds: 1800 });
  const decided = (await world.facts(runId))[1];
  expect(decided).toMatchObject({ type: 'decided', verdict: 'ask', reason: 'the plan asks a person before it acts' });
  expect(decided?.type === 'decided' && DecisionEvidence.parse(decided.evidence)).toEqual({
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

it('tells each step that is inspected of which run it is', async () => {
  const { looks, decide } = await prepare({ opened: { acceptDataLoss: true, lostSince: '2026-01-05T03:00:20.000Z' } });
  await decide();
  expect(looks[0]).toMatchObject({
    stepId: 'database',
    dryRun: false,
    lostSince: '2026-01-05T03:00:20.000Z',
    acceptedLoss: { kind: 'any' },
    regions: { primary: 'us-west-2', standby: 'us-east-1' },
    acts: [],
  });
});

it('refuses when a step would not get through', async () => {
  const { decide } = await prepare({ findings: [{ level: 'blocker', text: 'there is no such replica' }] });
  expect(await decide()).toMatchObject({ verdict: 'refuse' });
});

it('asks about a loss beyond the limit, and keeps what may be answered with the number that was stated', async () => {
  const { runId, decide } = await prepare({
    findings: [{ level: 'excessLoss', text: '412 s behind', lossSeconds: 412 }],
    opened: { mode: 'automatic' },
  });
  expect(await decide()).toMatchObject({ verdict: 'ask' });
  const decided = (await world.facts(runId))[1];
  expect(decided).toMatchObject({
    code: 'lossBeyondLimit',
    answers: ['acceptLoss', 'refuse'],
    evidence: { findings: [{ stepId: 'database', level: 'excessLoss', lossSeconds: 412 }] },
  });
});

it('keeps the first decision, whatever is seen later', async () => {
  const { runId, decide } = await prepare({});
  await decide();
  const { decide: again } = await prepare({ findings: [{ level: 'blocker', text: 'it is gone' }] });
  await again();
  expect(await decide()).toMatchObject({ verdict: 'ask' });
  expect((await world.facts(runId)).map(({ type }) => type)).toEqual(['runOpened', 'decided']);
});
