import { afterAll, beforeAll, expect, it } from 'vitest';
import { escalateApproval } from '../../../functions/escalate-approval/escalate-approval.ts';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const response = { runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', escalateAfter: '10m' };
const planWith = (...contacts: string[]) => planOf({ data: [given.promote] }, { response: { ...response, contacts } });

const asked: Fact = { type: 'asked', question: 'approval', expiresAt: '2026-01-05T03:10:00.000Z', messageId: 'm' };

const prepare = async (plan: ReturnType<typeof planWith>) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)]]);
  const dependencies = { plans: { orders: plan }, ledgerOf: world.ledgerOf };
  const silent = async () =>
    (await world.facts(runId)).flatMap((fact) => (fact.type === 'unanswered' ? [fact.contact ?? 'nobody'] : []));
  const escalate = (unanswered: number) => escalateApproval({ runId, unanswered }, dependencies);
  /** The question got through, and the time is over. */
  const askInVain = async (unanswered: number) => {
    await world.tell(runId, [['run', asked]]);
    return await escalate(unanswered);
  };
  return { runId, silent, escalate, askInVain };
};

it('goes from one contact to the next, and the last one has what is left of the time', async () => {
  const { silent, askInVain } = await prepare(planWith('on-call', 'team lead', 'head of IT'));
  expect(await askInVain(0)).toEqual({ verdict: 'ask', unanswered: 1, approvalSeconds: 600 });
  expect(await askInVain(1)).toEqual({ verdict: 'ask', unanswered: 2, approvalSeconds: 600 });
  expect(await silent()).toEqual(['on-call', 'team lead']);
  expect(await askInVain(2)).toMatchObject({ verdict: 'end', unanswered: 3 });
  expect(await silent()).toEqual(['on-call', 'team lead', 'head of IT']);
});

it('gives the last of two contacts all but the time of the first', async () => {
  const { askInVain } = await prepare(planWith('on-call', 'team lead'));
  expect(await askInVain(0)).toEqual({ verdict: 'ask', unanswered: 1, approvalSeconds: 1200 });
});

it('does not take the silence of somebody who was never asked for an answer', async () => {
  const { silent, escalate, askInVain } = await prepare(planWith('on-call', 'team lead'));
  expect(await escalate(0)).toEqual({ verdict: 'ask', unanswered: 0, approvalSeconds: 600 });
  await askInVain(0);
  expect(await escalate(1)).toEqual({ verdict: 'ask', unanswered: 1, approvalSeconds: 1200 });
  expect(await silent()).toEqual(['on-call']);
  expect(await askInVain(1)).toMatchObject({ verdict: 'end', unanswered: 2 });
  expect(await silent()).toEqual(['on-call', 'team lead']);
});

it('begins anew with each decision: who was asked about the one before is asked again, and written down again', async () => {
  const { runId, silent, escalate, askInVain } = await prepare(planWith('on-call', 'team lead'));
  const decided = { type: 'decided', verdict: 'ask', reason: 'why', evidence: {} } as const;
  await world.tell(runId, [['run', decided]]);
  await askInVain(0);
  await world.tell(runId, [['run', decided]]);
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 0 });
  expect(await askInVain(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await silent()).toEqual(['on-call', 'on-call']);
});

it('ends with the one question of a plan that names nobody', async () => {
  const { silent, askInVain } = await prepare(planWith());
  expect(await askInVain(0)).toMatchObject({ verdict: 'end' });
  expect(await silent()).toEqual(['nobody']);
});

it.each(killings(2))('is written once when killed $moment call $nth', async ({ nth, moment }) => {
  const { runId, silent, escalate } = await prepare(planWith('on-call', 'team lead'));
  await world.tell(runId, [['run', asked]]);
  world.killer.arm(nth, moment);
  await expect(escalate(0)).rejects.toThrow(Killed);
  world.killer.disarm();
  expect(await escalate(0)).toMatchObject({ verdict: 'ask', unanswered: 1 });
  expect(await silent()).toEqual(['on-call']);
});
