import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { PlanName } from '../../../shared/contracts/fields.ts';
import { holder, takeOver, usePlanControl } from '../ledger/plan-control.ts';
import { tables } from '../ledger/tables.ts';

const { client, control, plan } = usePlanControl();

const nothing = { holdDownUntil: undefined, lastRun: undefined };
const rest = { holdDownUntil: '2026-01-05T04:00:00.000Z', lastRun: undefined };
const setKillSwitch = (key: string, reason: string) =>
  client().send(new PutItemCommand({ TableName: tables.control, Item: { key: { S: key }, reason: { S: reason } } }));

describe('the lock of a plan', () => {
  it('goes to one of two runs that ask together', async () => {
    const attempts = await Promise.all([
      control().acquire(plan(), holder('first')),
      control().acquire(plan(), holder('second')),
    ]);
    expect(attempts.map(({ kind }) => kind).sort()).toEqual(['acquired', 'held']);
    expect(attempts.map(({ epoch }) => epoch)).toEqual([1, 1]);
  });

  it('answers the same run again with the same epoch', async () => {
    expect(await control().acquire(plan(), holder('first'))).toEqual({ kind: 'acquired', epoch: 1 });
    expect(await control().acquire(plan(), holder('first'))).toEqual({ kind: 'acquired', epoch: 1 });
  });

  it('names the run that holds it', async () => {
    await control().acquire(plan(), holder('first'));
    expect(await control().acquire(plan(), holder('second'))).toEqual({ kind: 'held', by: holder('first'), epoch: 1 });
  });

  it('has a new epoch for each holder', async () => {
    await control().acquire(plan(), holder('first'));
    await control().release(plan(), holder('first'), nothing);
    expect(await control().acquire(plan(), holder('second'))).toEqual({ kind: 'acquired', epoch: 2 });
  });

  it('is taken again by the run that let it go last, under its old epoch', async () => {
    await control().acquire(plan(), holder('first'));
    await control().release(plan(), holder('first'), nothing);
    expect(await control().reopen(plan(), holder('first'), 1)).toBeUndefined();
    expect(await control().reopen(plan(), holder('first'), 1)).toBeUndefined();
    expect(await control().objection(plan(), holder('first').runId, 1)).toBeUndefined();
    expect(await control().acquire(plan(), holder('second'))).toMatchObject({ kind: 'held', by: holder('first') });
  });

  it.each([
    { when: 'another run has it', release: false, says: /with second, epoch 2/ },
    { when: 'another run had it since', release: true, says: /with nobody, epoch 2/ },
  ])('is not taken again when $when', async ({ release, says }) => {
    await control().acquire(plan(), holder('first'));
    await takeOver(control(), plan(), { next: holder('second'), dead: holder('first') });
    if (release) await control().release(plan(), holder('second'), nothing);
    expect(await control().reopen(plan(), holder('first'), 1)).toMatch(says);
    expect(await control().objection(plan(), holder('first').runId, 1)).toMatch(/passed on/);
  });

  it('is taken over from the holder that is named, and objects to what that one does then', async () => {
    await control().acquire(plan(), holder('first'));
    expect(await takeOver(control(), plan(), { next: holder('second'), dead: holder('first') })).toEqual({
      kind: 'acquired',
      epoch: 2,
    });
    expect(await control().objection(plan(), holder('first').runId, 1)).toMatch(/passed on to second, epoch 2/);
    expect(await control().objection(plan(), holder('second').runId, 2)).toBeUndefined();
  });

  it('is not taken over from another holder than the one that is named', async () => {
    await control().acquire(plan(), holder('first'));
    const attempt = await takeOver(control(), plan(), { next: holder('third'), dead: holder('second') });
    expect(attempt).toMatchObject({ kind: 'held', by: { runId: 'first' } });
  });

  it('goes to one of two runs that take over together', async () => {
    await control().acquire(plan(), holder('first'));
    const attempts = await Promise.all(
      ['second', 'third'].map((name) => takeOver(control(), plan(), { next: holder(name), dead: holder('first') })),
    );
    expect(attempts.map(({ kind }) => kind).sort()).toEqual(['acquired', 'held']);
  });

  it('is left alone by a run that no longer holds it', async () => {
    await control().acquire(plan(), holder('first'));
    await takeOver(control(), plan(), { next: holder('second'), dead: holder('first') });
    await control().release(plan(), holder('first'), rest);
    expect(await control().objection(plan(), holder('second').runId, 2)).toBeUndefined();
    expect((await control().standing(plan())).holdDownUntil).toBeUndefined();
  });

  it('objects when nobody holds it', async () => {
    expect(await control().objection(plan(), holder('first').runId, 1)).toMatch(/passed on to nobody, epoch 0/);
  });
});

describe('hold-down', () => {
  it('is what the last run set, and stays when a later one sets none', async () => {
    expect((await control().standing(plan())).holdDownUntil).toBeUndefined();
    await control().acquire(plan(), holder('first'));
    await control().release(plan(), holder('first'), rest);
    await control().acquire(plan(), holder('second'));
    await control().release(plan(), holder('second'), nothing);
    expect((await control().standing(plan())).holdDownUntil).toBe('2026-01-05T04:00:00.000Z');
  });
});

describe('the kill switch', () => {
  it('of the plan stops that plan and no other', async () => {
    await control().acquire(plan(), holder('first'));
    await setKillSwitch(`killSwitch#${plan()}`, 'a migration is under way');
    expect((await control().standing(plan())).killSwitch).toBe('a migration is under way');
    expect(await control().objection(plan(), holder('first').runId, 1)).toBe(
      'the kill switch is set: a migration is under way',
    );
    expect((await control().standing(PlanName.parse('another'))).killSwitch).toBeUndefined();
  });

  it('of all plans stops each', async () => {
    await setKillSwitch('killSwitch#*', 'game day');
    expect((await control().standing(plan())).killSwitch).toBe('game day');
  });
});

it('throws LedgerUnavailable when the table does not answer', async () => {
  const none = control('no-such-table');
  await expect(none.acquire(plan(), holder('first'))).rejects.toMatchObject({ name: 'LedgerUnavailable' });
  await expect(none.objection(plan(), holder('first').runId, 1)).rejects.toMatchObject({ name: 'LedgerUnavailable' });
});
