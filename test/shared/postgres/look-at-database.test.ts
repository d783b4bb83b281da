import { describe, expect, it } from 'vitest';
import { lookAtDatabase } from '../../../shared/postgres/look-at-database.ts';
import { placeOf, stageDatabases } from '../steps/model-database.ts';

describe('a look at a database by a role that can only read', () => {
  it('finds a replica in recovery, with the time of its last replayed commit and no transaction id', async () => {
    const { run, withDatabase } = await stageDatabases();
    expect(await run(() => lookAtDatabase(withDatabase, placeOf('replica')))).toMatchObject({
      kind: 'known',
      value: { isInRecovery: true, lastReplayedAt: expect.stringMatching(/^2026-.*Z$/), transactionId: undefined },
    });
  });

  it('finds that a primary gives out a transaction id, although the role is read-only', async () => {
    const { run, withDatabase } = await stageDatabases();
    expect(await run(() => lookAtDatabase(withDatabase, placeOf('primary')))).toMatchObject({
      value: { isInRecovery: false, isReadOnlyForAll: false, transactionId: expect.stringMatching(/^\d+$/) },
    });
  });

  it('finds that a replica takes writes once it has been promoted', async () => {
    const { run, withDatabase, replica } = await stageDatabases();
    await run(() => replica.promote());
    expect(await run(() => lookAtDatabase(withDatabase, placeOf('replica')))).toMatchObject({
      value: { isInRecovery: false, transactionId: expect.stringMatching(/^\d+$/) },
    });
  });

  it('is a fact when there is no such host', async () => {
    const { run, withDatabase } = await stageDatabases();
    expect(await run(() => lookAtDatabase(withDatabase, placeOf('nowhere')))).toMatchObject({
      kind: 'unreadable',
      failure: { error: 'ENOTFOUND' },
    });
  });
});
