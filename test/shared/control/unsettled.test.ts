import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { RunId } from '../../../shared/contracts/fields.ts';
import { openUnsettled, type UnsettledRun } from '../../../shared/control/unsettled.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { usePlanControl } from '../ledger/plan-control.ts';
import { tables } from '../ledger/tables.ts';

const { client } = usePlanControl();
const unsettled = (table: string = tables.control) => openUnsettled({ client: client(), table });
beforeEach(async () => {
  const Key = { key: { S: 'unsettled#restore-verification' } };
  await client().send(new DeleteItemCommand({ TableName: tables.control, Key }));
});

const run = (name: string): UnsettledRun => ({ runId: RunId.parse(name), at: '2026-01-05T03:00:00.000Z' });

describe('the runs whose copies are not all proven gone', () => {
  it('are none at first, and those that were written down', async () => {
    expect(await unsettled().read()).toEqual([]);
    await unsettled().change(() => [run('first'), { ...run('second'), open: ['copy'] }]);
    expect(await unsettled().read()).toEqual([run('first'), { ...run('second'), open: ['copy'] }]);
  });

  it('keep what two write down at the same time', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => unsettled().change((runs) => [...runs, run(name)])));
    expect((await unsettled().read()).map(({ runId }) => runId).sort()).toEqual(['a', 'b', 'c']);
  });

  it('are unknown, not none, when the table does not answer', async () => {
    await expect(unsettled('no-such-table').read()).rejects.toThrow(LedgerUnavailable);
    await expect(unsettled('no-such-table').change((runs) => runs)).rejects.toThrow(LedgerUnavailable);
  });
});
