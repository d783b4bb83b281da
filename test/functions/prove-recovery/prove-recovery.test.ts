import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proveRecovery } from '../../../functions/prove-recovery/prove-recovery.ts';
import { tables } from '../../shared/ledger/tables.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], proof: [given.check] });
const told: readonly Told[] = [
  ['run', openedFor(plan)],
  ['step:database', facts.started],
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
  ['step:database', facts.done],
  ['step:health', facts.started],
  ['step:health', facts.done],
];

const prepare = async () => {
  const runId = nextRunId();
  await world.tell(runId, told);
  return { runId, prove: () => proveRecovery({ runId }, { plans: { orders: plan }, ledgerOf: world.ledgerOf }) };
};

it('writes down the verdict, once', async () => {
  const { runId, prove } = await prepare();
  await prove();
  await prove();
  const proven = (await world.facts(runId)).filter(({ type }) => type === 'proven');
  expect(proven).toMatchObject([{ verdict: 'succeeded' }]);
});

it('proves nothing from a ledger in which somebody has changed an entry', async () => {
  const { runId, prove } = await prepare();
  await world.database.client.send(
    new UpdateItemCommand({
      TableName: tables.ledger,
      Key: { runId: { S: runId }, position: { S: 'step:database#000003' } },
      UpdateExpression: 'SET fact = :fact',
      ExpressionAttributeValues: { ':fact': { S: JSON.stringify({ type: 'stepDone', evidence: { seen: false } }) } },
    }),
  );
  await prove();
  expect((await world.facts(runId, 'run')).at(-1)).toEqual({
    type: 'proven',
    verdict: 'unknown',
    reason: 'the ledger is not whole: entry 3 of step:database is not what was written',
  });
});
