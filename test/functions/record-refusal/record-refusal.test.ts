import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordRefusal } from '../../../functions/record-refusal/record-refusal.ts';
import { RecordRefusalInput } from '../../../shared/contracts/detection/detect.ts';
import { PlanName, RunId } from '../../../shared/contracts/fields.ts';
import type { LedgerOf } from '../../../shared/control/connect-tables.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import { createRunWorld, killings, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const arn = (name: string) => `arn:aws:states:us-east-1:123456789012:execution:lifeboat-dev-detect:${name}`;
const place = { controlTable: 'control', recoverMachine: 'lifeboat-dev-recover', region: 'us-east-1' };
const reading = {
  signal: 'probe',
  vantage: 'us-east-1',
  state: 'bad',
  answer: 'status 503',
  at: '2026-01-05T03:00:00.000Z',
};

let plans = 0;
/** A plan that no other test of the file has, with its ledger of the day. */
const createScene = () => {
  plans += 1;
  const plan = PlanName.parse(`orders-${plans}`);
  const notices: Notice[] = [];
  const publish = (notice: Notice) => {
    notices.push(notice);
    return world.publish(notice);
  };
  const record = (given: object, change: { ledgerOf?: LedgerOf; now?: () => string } = {}) => {
    const refusal = { plan, code: 'noQuorum', reason: 'only one of two', isNews: true, readings: [reading] };
    const input = { executionArn: arn('one'), trigger: { plan }, refusal, ...given };
    const { ledgerOf, now } = world;
    return recordRefusal(RecordRefusalInput.parse(input), { ledgerOf, publish, now, ...place, ...change });
  };
  const facts = () => world.facts(RunId.parse(`${plan}-watch-2026-01-05`));
  return { plan, notices, record, facts };
};

const refused = (plan: PlanName, change: object = {}) => ({
  refusal: { plan, code: 'noQuorum', reason: 'only one of two', isNews: true, readings: [reading], ...change },
});

const alarm = (plan: PlanName) => ({
  by: 'alarm',
  plan,
  eventId: 'e-1',
  account: '123456789012',
  region: 'us-west-2',
  alarm: 'orders-5xx',
  state: 'ALARM',
  at: '2026-01-05T03:00:00.000+0000',
});

describe('a refusal', () => {
  it('that is news is written down and told', async () => {
    const { plan, notices, record, facts } = createScene();
    expect(await record({})).toEqual({});
    expect(await facts()).toEqual([
      {
        type: 'detectionRefused',
        plan,
        code: 'noQuorum',
        reason: 'only one of two',
        trigger: 'person',
        executionArn: arn('one'),
        readings: [reading],
        messageId: expect.stringMatching(/^message-/),
      },
    ]);
    expect(notices.map(({ subject }) => subject)).toEqual([`${plan} may not be well: too few signals agree`]);
  });

  it('about a run that asks is told to the one who was asked', async () => {
    const { plan, notices, record, facts } = createScene();
    const asking = { runId: 'orders-1', question: 'approval', contact: 'team lead' };
    await record(refused(plan, { code: 'wellAgain', asking }));
    expect(notices).toMatchObject([{ subject: `${plan} is well again, and run orders-1 asks`, contact: 'team lead' }]);
    expect(await facts()).toMatchObject([{ type: 'detectionRefused', code: 'wellAgain' }]);
  });

  it('of an alarm is written down with its event, and not told when it is no news', async () => {
    const { plan, notices, record, facts } = createScene();
    await record({ trigger: alarm(plan), ...refused(plan, { isNews: false }) });
    const trigger = 'alarm orders-5xx in us-west-2: ALARM at 2026-01-05T03:00:00.000Z, event e-1';
    expect(await facts()).toMatchObject([{ code: 'noQuorum', trigger }]);
    expect((await facts()).some((fact) => 'messageId' in fact && fact.messageId !== undefined)).toBe(false);
    expect(notices).toEqual([]);
  });

  it.each([
    { isNews: false, written: 0 },
    { isNews: true, written: 1 },
  ])('of the schedule, news: $isNews, is written down $written times', async ({ isNews, written }) => {
    const { plan, notices, record, facts } = createScene();
    const trigger = { by: 'schedule', plan, at: '2026-01-05T03:00:00Z' };
    expect(await record({ trigger, ...refused(plan, { isNews }) })).toEqual({});
    expect(await facts()).toHaveLength(written);
    expect(notices).toHaveLength(written);
  });

  it('names the run that is to be acknowledged', async () => {
    const { plan, notices, record } = createScene();
    await record(refused(plan, { code: 'failedOver', lastRun: 'run-before' }));
    expect(notices[0]?.message).toContain('"runId":{"S":"run-before"}');
  });

  it('is written down and told once when the function runs twice, and again for another look', async () => {
    const { plan, notices, record, facts } = createScene();
    await record({});
    await record({});
    expect([await facts(), notices].map(({ length }) => length)).toEqual([1, 1]);
    await record({ executionArn: arn('two'), ...refused(plan, { isNews: false }) });
    expect([await facts(), notices].map(({ length }) => length)).toEqual([2, 1]);
  });

  it.each(killings(3))('is written down once and told when the function dies $moment call $nth', async (killing) => {
    const { notices, record, facts } = createScene();
    world.killer.arm(killing.nth, killing.moment);
    await expect(record({})).rejects.toThrow();
    world.killer.disarm();
    await record({});
    expect(await facts()).toHaveLength(1);
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(notices.map(({ message }) => message)).size).toBe(1);
  });
});

describe('a ledger that does not answer', () => {
  const silent: LedgerOf = () => ({
    append: () => Promise.reject(new LedgerUnavailable('silent')),
    read: () => Promise.reject(new LedgerUnavailable('silent')),
  });

  it('is waited for, and meanwhile keeps no news from people, and is said to be silent', async () => {
    const { notices, record } = createScene();
    for (const retries of [0, 1, 5, 6])
      await expect(record({ retries }, { ledgerOf: silent })).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    expect(notices.map(({ message }) => message)).toEqual([expect.stringContaining('could not be written down')]);
  });

  it('is tried again when there is nothing to tell', async () => {
    const { plan, record } = createScene();
    const given = refused(plan, { isNews: false });
    await expect(record(given, { ledgerOf: silent })).rejects.toMatchObject({ name: 'LedgerUnavailable' });
  });
});

describe('a failure of detection itself', () => {
  const failed = { state: 'WeighSignals', failure: { Error: 'Sandbox.Timedout', Cause: 'secret' } };

  it('is written down and told, with the state that failed and nothing of its cause', async () => {
    const { plan, notices, record, facts } = createScene();
    await record({ refusal: failed });
    const reason = 'WeighSignals failed with Sandbox.Timedout: nobody knows whether the service is well';
    expect(await facts()).toMatchObject([{ plan, code: 'failed', reason, readings: [] }]);
    expect(notices.map(({ subject }) => subject)).toEqual([`${plan} could not be looked at: detection itself failed`]);
    expect(JSON.stringify([await facts(), notices])).not.toContain('secret');
  });

  it('is told once an hour, however often it comes', async () => {
    const { notices, record, facts } = createScene();
    const minutes = [0, 5, 59, 70];
    for (const minute of minutes) {
      const now = () => new Date(Date.UTC(2026, 0, 5, 3, minute)).toISOString();
      await record({ executionArn: arn(`at-${minute}`), refusal: failed }, { now });
    }
    expect(await facts()).toHaveLength(minutes.length);
    expect(notices).toHaveLength(2);
  });

  it.each([
    { trigger: { plan: 'orders', by: 'nobody' }, plan: 'orders' },
    { trigger: { plan: '../../etc' }, plan: 'unknown' },
    { trigger: 'orders', plan: 'unknown' },
    { trigger: null, plan: 'unknown' },
  ])('that was woken by $trigger stands in the ledger of $plan', async ({ trigger, plan }) => {
    const { record } = createScene();
    await record({ executionArn: arn(JSON.stringify(trigger)), trigger, refusal: failed });
    const written = await world.facts(RunId.parse(`${plan}-watch-2026-01-05`));
    expect(written.at(-1)).toMatchObject({ plan, code: 'failed', trigger: 'unknown' });
  });
});
