import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RunId } from '../../../shared/contracts/fields.ts';
import { verifyChains } from '../../../shared/ledger/chain.ts';
import { openLedger } from '../../../shared/ledger/open-ledger.ts';
import { orUnavailable } from '../../../shared/ledger/unavailable.ts';
import { startTables, tables } from './tables.ts';

let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.stop());

let count = 0;
let runId: RunId;
beforeEach(() => {
  count += 1;
  runId = RunId.parse(`run-${count}`);
});

const open = () => {
  let second = 0;
  const now = () => new Date(Date.UTC(2026, 0, 5, 3, 0, second++)).toISOString();
  return openLedger({ client: database.client, table: tables.ledger, runId, now });
};

const waiting = (because: string) => ({ type: 'waiting', because, waitSeconds: 2 }) as const;

describe('the ledger', () => {
  it('gives back what was appended, in order, by stream and as a whole', async () => {
    const ledger = open();
    await ledger.append('step:database', waiting('one'));
    await ledger.append('run', { type: 'runClosed' });
    await ledger.append('step:database', waiting('two'));
    const step = await ledger.read('step:database');
    expect(step.map(({ sequence, fact }) => ({ sequence, fact }))).toEqual([
      { sequence: 0, fact: waiting('one') },
      { sequence: 1, fact: waiting('two') },
    ]);
    expect((await ledger.read('run')).map(({ fact }) => fact.type)).toEqual(['runClosed']);
    expect((await ledger.read()).map(({ stream }) => stream)).toEqual(['run', 'step:database', 'step:database']);
  });

  it('does not take a step whose name begins with that of another for the same stream', async () => {
    const ledger = open();
    await ledger.append('step:data', waiting('one'));
    await ledger.append('step:database', waiting('two'));
    expect(await ledger.read('step:data')).toHaveLength(1);
  });

  it('keeps the entries of other runs apart', async () => {
    await open().append('run', { type: 'runClosed' });
    runId = RunId.parse(`${runId}-other`);
    expect(await open().read()).toEqual([]);
  });

  it('reads every page', async () => {
    const ledger = open();
    const long = 'x'.repeat(100_000);
    for (let index = 0; index < 15; index += 1) await ledger.append('step:database', waiting(`${index} ${long}`));
    const entries = await ledger.read('step:database');
    expect(entries.map(({ sequence }) => sequence)).toEqual([...Array(15).keys()]);
    expect(verifyChains(entries)).toEqual([]);
  });

  it('numbers and chains entries without a gap when writers are at it together', async () => {
    const ledger = open();
    await Promise.all([...'abcdefgh'].map((name) => ledger.append('run', { ...failed, state: name })));
    const entries = await ledger.read('run');
    expect(entries.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(verifyChains(entries)).toEqual([]);
  });

  it('takes a put of its own that was sent twice for one entry', async () => {
    const now = () => '2026-01-05T03:00:00.000Z';
    const client = database.client;
    let isFirst = true;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next(args);
        if (context.commandName === 'PutItemCommand' && isFirst) {
          isFirst = false;
          await next(args);
        }
        return result;
      },
      { step: 'finalizeRequest', name: 'twice', priority: 'low' },
    );
    const ledger = openLedger({ client, table: tables.ledger, runId, now });
    await ledger.append('run', { type: 'runClosed' }).finally(() => client.middlewareStack.remove('twice'));
    expect(await ledger.read('run')).toHaveLength(1);
  });

  it('hashes what will be read, not what was handed in', async () => {
    const ledger = open();
    const fact = { type: 'stepDone', evidence: { dataLossSeconds: 1.5 }, unknownKey: 1 } as const;
    await ledger.append('step:database', fact);
    const entries = await ledger.read();
    expect(entries[0]?.fact).toEqual({ type: 'stepDone', evidence: { dataLossSeconds: 1.5 } });
    expect(verifyChains(entries)).toEqual([]);
  });

  it('throws LedgerUnavailable when the table does not answer', async () => {
    const ledger = openLedger({ client: database.client, table: 'no-such-table', runId, now: () => '' });
    await expect(ledger.read()).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    await expect(ledger.append('run', { type: 'runClosed' })).rejects.toMatchObject({
      name: 'LedgerUnavailable',
      facts: { error: 'ResourceNotFoundException' },
    });
  });

  it('throws LedgerDenied when the role may not use the table, since trying again cannot help', async () => {
    const refusal = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const call = orUnavailable({ table: 'ledger', operation: 'read' }, Promise.reject(refusal));
    await expect(call).rejects.toMatchObject({ name: 'LedgerDenied', cause: refusal });
  });

  it('throws LedgerUnavailable when an item is no entry', async () => {
    const item = { runId: { S: runId }, position: { S: 'run#000000' } };
    await database.client.send(new PutItemCommand({ TableName: tables.ledger, Item: item }));
    await expect(open().read()).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    await expect(database.client.send(new ScanCommand({ TableName: tables.ledger }))).resolves.toBeDefined();
  });
});

const failed = { type: 'runFailed', state: 'OpenRun', error: 'States.Timeout', cause: '' } as const;
