import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { DbResourceId, RunId, StepId } from '../../../shared/contracts/fields.ts';
import { usePlanControl } from '../ledger/plan-control.ts';
import { tables } from '../ledger/tables.ts';

const { client, control, plan } = usePlanControl();

let databases = 0;
const freshId = (): DbResourceId => {
  databases += 1;
  return DbResourceId.parse(`db-${String(databases).padStart(26, 'P')}`);
};

const order = (run: string, minute = 0) => ({
  ...{ plan: plan(), runId: RunId.parse(run), stepId: StepId.parse('database') },
  at: `2026-01-05T03:${String(minute).padStart(2, '0')}:00.000Z`,
});

describe('the promotions of a database', () => {
  it('are kept, the newest first, each run and step once', async () => {
    const id = freshId();
    expect(await control().promotions(id)).toEqual([]);
    await control().keepPromotion(id, order('first'));
    await control().keepPromotion(id, order('second', 5));
    await control().keepPromotion(id, order('first', 9));
    expect(await control().promotions(id)).toEqual([order('second', 5), order('first')]);
  });

  it('are those of one database only', async () => {
    await control().keepPromotion(freshId(), order('first'));
    expect(await control().promotions(freshId())).toEqual([]);
  });

  it('lose none of two that are kept together', async () => {
    const id = freshId();
    await Promise.all(['first', 'second'].map((run) => control().keepPromotion(id, order(run))));
    expect((await control().promotions(id)).map(({ runId }) => runId).toSorted()).toEqual(['first', 'second']);
  });

  it('are the last twenty', async () => {
    const id = freshId();
    for (let run = 0; run < 22; run += 1) await control().keepPromotion(id, order(`run-${run}`, run));
    const kept = await control().promotions(id);
    expect([kept.length, kept[0]?.runId, kept.at(-1)?.runId]).toEqual([20, 'run-21', 'run-2']);
  });

  it('are not believed when somebody has written nonsense there', async () => {
    const id = freshId();
    const Item = { key: { S: `promotion#${id}` }, orders: { S: '[{"runId":1}]' } };
    await client().send(new PutItemCommand({ TableName: tables.control, Item }));
    await expect(control().promotions(id)).rejects.toThrow('holds something else than what it should');
  });
});
