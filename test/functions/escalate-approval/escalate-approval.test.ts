import { afterAll, beforeAll, expect, it } from 'vitest';
import { escalateApproval } from '../../../functions/escalate-approval/escalate-approval.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const response = { runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', escalateAfter: '10m' };
const planWith = (...contacts: string[]) => planOf({ data: [given.promote] }, { response: { ...response, contacts } });

const prepare = async (plan: ReturnType<typeof planWith>) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)]]);
  const dependencies = { plans: { orders: plan }, ledgerOf: world.ledgerOf };
  const silent = async () =>
    (await world.facts(runId)).flatMap((fact) => (fact.type === 'unanswered' ? [fact.contact ?? 'nobody'] : []));
  return { runId, silent, escalate: (unanswered: number) => escalateApproval({ runId, unanswered }, dependencies) };
};

it('goes from one contact to the next, and the last one has what is left of the time', async () => {
  const { silent, escalate } = await prepare(planWith('on-call', 'team lead', 'head of IT'));
  expect(await escalate(0)).toEqual({ verdict: 'ask', unanswered: 1, approvalSeconds: 600 });
  expect(await escalate(1)).toEqual({ verdict: 'ask', unanswered: 2, approvalSeconds: 600 });
  expect(await silent()).toEqual(['on-call', 'team lead']);
  expect(await escalate(2)).toMatchObject({ verdict: 'end', unanswered: 3 });
  expect(await silent()).toEqual(['on-call', 'team lead', 'head of IT']);
});

it('gives the last of two contacts all but the time of the first', async () => {
  const { escalate } = await prepare(planWith('on-call', 'team lead'));
  expect(await escalate(0)).toEqual({ verdict: 'ask', unanswered: 1, approvalSeconds: 1200 });
});

it('begins anew with each decision: who was asked about the one before is asked again, and written down again', async () => {
  const { runId, silent, escalate } = await prepare(planWith('on-call', 'team lead'));
  const decided = { type: 'decided', verdict: 'ask', reason: 'why', evidence: {} } as const;
  await world.tell(runId, [['run', decided]]);
  await escalate(0);
  await world.tell(runId, [['run', decided]]);
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await silent()).toEqual(['on-call', 'on-call']);
});

it('ends with the one question of a plan that names nobody', async () => {
  const { silent, escalate } = await prepare(planWith());
  expect(await escalate(0)).toMatchObject({ verdict: 'end' });
  expect(await silent()).toEqual(['nobody']);
});

it.each(killings(2))('is written once when killed $moment call $nth', async ({ nth, moment }) => {
  const { silent, escalate } = await prepare(planWith('on-call', 'team lead'));
  world.killer.arm(nth, moment);
  await expect(escalate(0)).rejects.toThrow(Killed);
  world.killer.disarm();
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await silent()).toEqual(['on-call']);
});
