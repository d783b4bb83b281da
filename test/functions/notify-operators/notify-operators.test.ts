import { afterAll, beforeAll, expect, it } from 'vitest';
import { notifyOperators } from '../../../functions/notify-operators/notify-operators.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { createBuildRunRecord } from '../../../shared/report/recovery/run-record.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], proof: [given.check] });
const topic = 'arn:aws:sns:us-east-1:123456789012:notices';

const prepare = async () => {
  const runId = nextRunId();
  await world.tell(runId, [
    ['run', openedFor(plan)],
    ['run', { type: 'proven', verdict: 'succeeded', reason: 'every check passed' }],
    ['run', { type: 'recorded', location: 's3://records/record.json', seal: 'seal' }],
  ]);
  const buildRecord = createBuildRunRecord({ orders: plan }, () => '2026-01-05T03:30:00.000Z');
  const acknowledge = { region: 'us-east-1', controlTable: 'control' };
  const dependencies = { ledgerOf: world.ledgerOf, buildRecord, publish: world.publish, topic, acknowledge };
  return { runId, dependencies, notify: () => notifyOperators({ runId, retries: 0 }, dependencies) };
};

it('tells how the run ended and where its record lies, once', async () => {
  const { runId, notify } = await prepare();
  const before = world.notices.length;
  await notify();
  await notify();
  expect(world.notices.length).toBe(before + 1);
  expect(world.notices.at(-1)?.subject).toBe('Recovered: orders failover (incident)');
  expect(world.notices.at(-1)?.message).toContain('Record: s3://records/record.json');
  expect((await world.facts(runId)).at(-1)).toMatchObject({ type: 'notified', topic });
});

it('tells it twice with the same reference when it is killed between telling and writing', async () => {
  const { runId, notify } = await prepare();
  const before = world.notices.length;
  world.killer.arm(2, 'after');
  await expect(notify()).rejects.toThrow(Killed);
  world.killer.disarm();
  await notify();
  const told = world.notices.slice(before).map(({ message }) => message.match(/Reference: .*/)?.[0]);
  expect(told).toEqual([`Reference: ${runId}:outcome`, `Reference: ${runId}:outcome`]);
});

it('waits for a ledger that cannot be read, and says after a while that nothing is known', async () => {
  const { runId, dependencies } = await prepare();
  const read = async () => {
    throw new LedgerUnavailable('The table did not answer.');
  };
  const silent = () => ({ ...world.ledgerOf(runId), read });
  const before = world.notices.length;
  for (const retries of [0, 1, 2, 3, 4, 5, 6]) {
    const notifying = notifyOperators({ runId, retries }, { ...dependencies, ledgerOf: silent });
    await expect(notifying).rejects.toThrow(LedgerUnavailable);
  }
  expect(world.notices).toHaveLength(before + 1);
  expect(world.notices.at(-1)?.subject).toMatch(/^Unknown/);
  expect(world.notices.at(-1)?.message).toContain('Do not take the service for recovered');
});
