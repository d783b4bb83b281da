import { expect, it } from 'vitest';
import { StepInput } from '../../../shared/contracts/recovery/run.ts';
import { handOver } from '../../../shared/executor/hand-over.ts';
import { stagePromotion } from '../steps/replica.ts';
import { runId } from '../support/entries.ts';

const waiting = { status: 'waiting', waitSeconds: 2, because: 'AWS is at work', lookedAt: '' } as const;

const stage = () => {
  const { theatre } = stagePromotion();
  const { ledgerOf } = theatre.surroundings({});
  const input = (change: object) => StepInput.parse({ runId, stepId: 'database', ...change });
  return { theatre, after: (change: object, look = { ...waiting }) => handOver(input(change), look, ledgerOf) };
};

it.each([
  { used: 0, retries: 0, after: 11 },
  { used: 110, retries: 3, after: 130 },
  { used: 11_900, retries: 0, after: 11_911 },
])('counts eleven events a look and three a failed attempt: $used and $retries give $after', async (row) => {
  const { theatre, after } = stage();
  expect(await after(row)).toEqual({ ...waiting, used: row.after });
  expect(theatre.facts('database')).toEqual([]);
});

it.each([
  { used: 11_989, retries: 0 },
  { used: 11_000, retries: 330 },
])('hands over once half the history is used: $used events and $retries attempts', async ({ used, retries }) => {
  const { theatre, after } = stage();
  const given = { used, retries, attempt: 2 };
  const next = { attempt: 3, childName: 'run-1_database_3' };
  expect(await after(given)).toMatchObject({ status: 'handOver', next });
  expect(await after(given)).toMatchObject({ status: 'handOver', next });
  expect(theatre.facts('database')).toEqual([{ type: 'stepHandedOver', attempt: 2 }]);
});

it.each(['done', 'failed'] as const)('keeps a step that is %s, however long it took', async (status) => {
  const { theatre, after } = stage();
  const look = { ...waiting, status };
  expect(
    await handOver(
      StepInput.parse({ runId, stepId: 'database', used: 20_000 }),
      look,
      theatre.surroundings({}).ledgerOf,
    ),
  ).toMatchObject({ status });
  expect(await after({ used: 0 })).toMatchObject({ status: 'waiting' });
  expect(theatre.facts('database')).toEqual([]);
});
