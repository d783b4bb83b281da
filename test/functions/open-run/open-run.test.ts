import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun } from '../../../functions/open-run/open-run.ts';
import type { RunId } from '../../../shared/contracts/fields.ts';
import { OpenRunInput } from '../../../shared/contracts/recovery/run.ts';
import { purposeOfStart } from '../../../shared/identity/proof.ts';
import type { VerifyIdentity } from '../../../shared/identity/verify-identity.ts';
import { facts } from '../../shared/support/entries.ts';
import { given, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

let count = 0;
/** Each test recovers a service of its own, so that no test finds the lock of another. */
const freshPlan = () => {
  count += 1;
  return planOf({ data: [given.promote] }, { plan: `orders-${count}` });
};
type TestPlan = ReturnType<typeof freshPlan>;

const typed = (plan: TestPlan, change: object = {}) => ({ plan: plan.plan, reason: 'the Region is silent', ...change });
const inputOf = (runId: RunId, input: unknown) =>
  OpenRunInput.parse({
    executionArn: `arn:${runId}`,
    executionName: runId,
    startedAt: '2026-01-05T03:00:00.000Z',
    input,
  });

type State = 'running' | 'ended' | 'unknown';
/** Confirms what is `proof`, for the purpose that it was asked about. */
const purposes: string[] = [];
const verifyIdentity: VerifyIdentity = async ({ proof, purpose }) => {
  purposes.push(purpose);
  return proof === 'proof' ? { identity: 'arn:aws:iam::111122223333:user/ada' } : { reason: 'STS did not confirm it' };
};

const dependenciesOf = (plan: TestPlan, stateOfHolder: State = 'running') => ({
  plans: { [plan.plan]: plan },
  ledgerOf: world.ledgerOf,
  control: world.control,
  stateOfExecution: async () => stateOfHolder,
  verifyIdentity,
  now: world.now,
});
const open = (runId: RunId, plan: TestPlan, { change = {}, holder }: { change?: object; holder?: State } = {}) =>
  openRun(inputOf(runId, typed(plan, change)), dependenciesOf(plan, holder));

describe('opening a run', () => {
  it('takes the lock and writes down who wants what', async () => {
    const [plan, runId] = [freshPlan(), nextRunId()];
    const change = { operator: 'Ada', occasion: 'rehearsal', detectedAt: '2026-01-05T02:59:00.000Z' };
    const kinds = ['promoteReplica'];
    expect(await open(runId, plan, { change })).toEqual({ verdict: 'opened', occasion: 'rehearsal', kinds });
    expect(await world.facts(runId)).toEqual([
      {
        type: 'runOpened',
        plan: plan.plan,
        planHash: plan.hash,
        runbook: 'failover',
        occasion: 'rehearsal',
        dryRun: false,
        mode: 'approval',
        reason: 'the Region is silent',
        operator: 'Ada',
        detectedAt: '2026-01-05T02:59:00.000Z',
        detectedBy: 'operator',
        acceptDataLoss: false,
        epoch: 1,
        executionArn: `arn:${runId}`,
      },
    ]);
    expect(await world.control.objection(plan.plan, runId, 1)).toBeUndefined();
  });

  it('counts the outage from the start of the run when nobody says since when', async () => {
    const [plan, runId] = [freshPlan(), nextRunId()];
    await open(runId, plan);
    expect(await world.facts(runId)).toMatchObject([{ detectedAt: '2026-01-05T03:00:00.000Z', detectedBy: 'start' }]);
  });

  it.each([
    { what: 'nothing at all', input: {}, reason: /not a StartRecovery.*plan/ },
    { what: 'text', input: 'orders', reason: /not a StartRecovery/ },
    { what: 'null', input: null, reason: /not a StartRecovery/ },
    { what: 'a key that nobody knows', input: { plan: 'orders', reason: 'lost', instance: 'x' }, reason: /instance/ },
    { what: 'text for a boolean', input: { plan: 'orders', reason: 'lost', dryRun: 'false' }, reason: /dryRun/ },
    { what: 'a plan that is not deployed', input: { plan: 'payroll', reason: 'lost' }, reason: /no plan payroll/ },
    {
      what: 'a plan by the name of what every object has',
      input: { plan: 'constructor', reason: 'lost' },
      reason: /no plan/,
    },
  ])('refuses $what and says why', async ({ input, reason }) => {
    const runId = nextRunId();
    expect(await openRun(inputOf(runId, input), dependenciesOf(freshPlan()))).toMatchObject({ verdict: 'refused' });
    expect(await world.facts(runId)).toMatchObject([{ type: 'runRefused', reason: expect.stringMatching(reason) }]);
  });

  it('keeps who proved to be the operator, of just this start', async () => {
    const [plan, runId] = [freshPlan(), nextRunId()];
    const change = { operator: 'Ada', identity: 'proof' };
    expect(await open(runId, plan, { change })).toMatchObject({ verdict: 'opened' });
    const [fact] = await world.facts(runId);
    expect(fact).toMatchObject({ operator: 'Ada', identity: 'arn:aws:iam::111122223333:user/ada' });
    expect(JSON.stringify(fact)).not.toContain('proof');
    expect(purposes.at(-1)).toBe(purposeOfStart(runId, typed(plan, { operator: 'Ada' })));
  });

  it.each([
    { what: 'a proof that proves nothing', change: { operator: 'Ada', identity: 'x' }, reason: /not proven: STS did/ },
    { what: 'a proof without a name', change: { identity: 'proof' }, reason: /an identity goes with a name/ },
    { what: 'a proof of no length', change: { operator: 'Ada', identity: '' }, reason: /not a StartRecovery/ },
  ])('refuses $what, and takes no lock', async ({ change, reason }) => {
    const [plan, runId] = [freshPlan(), nextRunId()];
    expect(await open(runId, plan, { change })).toMatchObject({ verdict: 'refused' });
    expect(await world.facts(runId)).toMatchObject([{ type: 'runRefused', reason: expect.stringMatching(reason) }]);
    expect(await open(nextRunId(), plan)).toMatchObject({ verdict: 'opened' });
  });

  it('keeps what was typed out of its refusal', async () => {
    const runId = nextRunId();
    await openRun(inputOf(runId, { plan: 'my password is hunter2', reason: 'x' }), dependenciesOf(freshPlan()));
    expect(JSON.stringify(await world.facts(runId))).not.toContain('hunter2');
  });

  it('refuses while another run of the plan is in progress, and names it', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    await open(first, plan);
    expect(await open(second, plan, { holder: 'running' })).toMatchObject({ verdict: 'refused' });
    expect(await world.facts(second)).toMatchObject([
      { type: 'runRefused', plan: plan.plan, reason: `run ${first} of this plan is in progress` },
    ]);
  });

  it('refuses when it cannot find out whether the holder still runs', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    await open(first, plan);
    await open(second, plan, { holder: 'unknown' });
    expect(await world.facts(second)).toMatchObject(
      [{ type: 'runRefused', reason: /could not be found out/ }].map(asText),
    );
  });

  it('takes over from a run whose execution has ended', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    await open(first, plan);
    expect(await open(second, plan, { holder: 'ended' })).toMatchObject({ verdict: 'opened' });
    expect(await world.facts(second)).toMatchObject([{ epoch: 2 }]);
    expect(await world.control.objection(plan.plan, first, 1)).toMatch(/passed on/);
  });

  it('leaves in the name of a run that died what it did, which bars what starts by itself and not a person', async () => {
    const [plan, first, second, third] = [freshPlan(), nextRunId(), nextRunId(), nextRunId()];
    await open(first, plan);
    await world.tell(first, [['step:database', facts.intent]]);
    expect(await open(second, plan, { holder: 'ended' })).toMatchObject({ verdict: 'refused' });
    expect((await world.control.standing(plan.plan)).lastRun).toMatchObject({ runId: first, ended: 'changed' });
    const change = { operator: 'Ada' };
    expect(await open(third, plan, { change, holder: 'ended' })).toMatchObject({ verdict: 'opened' });
  });

  it('opens one of two runs that begin together', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    const verdicts = await Promise.all([open(first, plan), open(second, plan)]);
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['opened', 'refused']);
  });

  it('opens a dry run beside a run in progress, and takes no lock for it', async () => {
    const [plan, first, dry] = [freshPlan(), nextRunId(), nextRunId()];
    await open(first, plan);
    expect(await open(dry, plan, { change: { dryRun: true } })).toMatchObject({ verdict: 'opened' });
    expect(await world.control.objection(plan.plan, first, 1)).toBeUndefined();
  });

  it('rests after a run and says how to go on all the same', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    await open(first, plan);
    await world.control.release(
      plan.plan,
      { runId: first, executionArn: '' },
      { holdDownUntil: '2026-01-06T00:00:00.000Z', lastRun: undefined },
    );
    await open(second, plan);
    expect(await world.facts(second)).toMatchObject([{ type: 'runRefused', reason: /bypassHoldDown/ }].map(asText));
    const third = nextRunId();
    const change = { operator: 'Ada', bypassHoldDown: true };
    expect(await open(third, plan, { change })).toMatchObject({ verdict: 'opened' });
  });
});

describe('after a run that made changes', () => {
  const left = async () => {
    const [plan, first] = [freshPlan(), nextRunId()];
    await open(first, plan);
    const lastRun = { runId: first, ended: 'changed' as const, at: '2026-01-05T03:30:00.000Z' };
    await world.control.release(plan.plan, { runId: first, executionArn: '' }, { holdDownUntil: undefined, lastRun });
    return { plan, first };
  };

  it('opens none that Lifeboat starts itself', async () => {
    const { plan } = await left();
    const second = nextRunId();
    expect(await open(second, plan)).toMatchObject({ verdict: 'refused' });
    expect(await world.facts(second)).toMatchObject([{ reason: /has made changes/ }].map(asRefusal));
  });

  it('opens one that a person starts, and any once the run has been acknowledged', async () => {
    const { plan, first } = await left();
    const byPerson = nextRunId();
    expect(await open(byPerson, plan, { change: { operator: 'Ada' } })).toMatchObject({ verdict: 'opened' });
    const nothing = { holdDownUntil: undefined, lastRun: undefined };
    await world.control.release(plan.plan, { runId: byPerson, executionArn: '' }, nothing);
    await world.acknowledge(plan.plan, first);
    expect(await open(nextRunId(), plan)).toMatchObject({ verdict: 'opened' });
  });
});

const asRefusal = ({ reason }: { reason: RegExp }) => ({ type: 'runRefused', reason: expect.stringMatching(reason) });
const asText = (fact: { type: string; reason: RegExp }) => ({ ...fact, reason: expect.stringMatching(fact.reason) });

describe('opening a run twice', () => {
  it('gives the answer of the first time, be it yes or no', async () => {
    const [plan, first, second] = [freshPlan(), nextRunId(), nextRunId()];
    const yes = await open(first, plan);
    const no = await open(second, plan);
    expect(await open(first, plan)).toEqual(yes);
    await world.control.release(
      plan.plan,
      { runId: first, executionArn: '' },
      { holdDownUntil: undefined, lastRun: undefined },
    );
    expect(await open(second, plan)).toEqual(no);
    expect(await world.facts(first)).toHaveLength(1);
    expect(await world.facts(second)).toHaveLength(1);
  });

  it.each(killings(4))('opens it once when killed $moment call $nth', async ({ nth, moment }) => {
    const [plan, runId] = [freshPlan(), nextRunId()];
    world.killer.arm(nth, moment);
    await expect(open(runId, plan)).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(await open(runId, plan)).toMatchObject({ verdict: 'opened' });
    expect(await world.facts(runId)).toMatchObject([{ type: 'runOpened', epoch: 1 }]);
    expect(await world.control.objection(plan.plan, runId, 1)).toBeUndefined();
  });

  it('makes no more calls than the killings above go through', async () => {
    world.killer.arm(5, 'before');
    await open(nextRunId(), freshPlan());
    expect(world.killer.hasStruck()).toBe(false);
    world.killer.disarm();
  });
});
