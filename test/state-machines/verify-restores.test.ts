import type { Json } from 'simulated-aws/step-functions/json.ts';
import { pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cast, createStage, dies, inTurn } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const item = (kind: string): Json => ({ kind, runId: 'run-1', plan: 'orders', verification: 'database' });
const looked = (status: string): Json => ({ status, waitSeconds: 30, lookedAt: '', because: 'so' });
const listed = (...kinds: string[]): Json => ({ items: kinds.map(item), concurrency: 5 });

/** One backup that is restored, looked into and thrown away. */
const well = (): Cast => ({
  OpenVerification: inTurn({ verdict: 'opened' }),
  ListVerifications: inTurn(listed('restore')),
  FindBackup: inTurn({}),
  ChooseRecoveryPoint: inTurn({ verdict: 'restore' }),
  RestoreDatabase: inTurn(looked('waiting'), looked('done')),
  CheckRestoredData: inTurn(looked('waiting'), looked('done')),
  DiscardRestore: inTurn(looked('waiting'), looked('done')),
  RecordFailure: inTurn({ verdict: 'end', askSeconds: 1 }),
  RecordVerification: inTurn({ verdict: 'passed' }),
  NotifyVerification: inTurn({}),
  CloseVerification: inTurn({}),
});

const visited = new Set<string>();

const play = async (changes: Cast = {}) => {
  const stage = createStage({ ...well(), ...changes });
  const execution = await stage.run('verify-restores', {});
  const all = stage.room.states.executions();
  for (const one of all) for (const state of pathOf(one)) visited.add(state);
  const items = all.filter(({ mapRunArn }) => mapRunArn !== undefined);
  return { ...stage, execution, path: pathOf(execution).join(' '), items: items.map((one) => pathOf(one).join(' ')) };
};

const before = 'OpenVerification IsVerificationOpen ListVerifications VerifyEach';
const ending = (end: string) => `RecordVerification NotifyVerification CloseVerification AreRestoresProven ${end}`;
const denied = () => Object.assign(dies(), { errorType: 'LedgerDenied' });
const silent = () => Object.assign(dies(), { errorType: 'LedgerUnavailable' });

type Row = Readonly<{ when: string; changes?: Cast; path: string; status: string }>;

describe('a verification', () => {
  it.each<Row>([
    { when: 'all is well', path: `${before} ${ending('RestoresProven')}`, status: 'SUCCEEDED' },
    {
      when: 'it is refused',
      changes: {
        OpenVerification: inTurn({ verdict: 'refused' }),
        RecordVerification: inTurn({ verdict: 'refused' }),
      },
      path: `OpenVerification IsVerificationOpen ${ending('VerificationRefused')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'a backup is not proven',
      changes: { RecordVerification: inTurn({ verdict: 'failed' }) },
      path: `${before} ${ending('RestoresNotProven')}`,
      status: 'FAILED',
    },
    {
      when: 'it cannot be opened',
      changes: { OpenVerification: inTurn(dies()), RecordVerification: inTurn({ verdict: 'inconclusive' }) },
      path: `OpenVerification RecordFailure ${ending('RestoresNotProven')}`,
      status: 'FAILED',
    },
    {
      when: 'that nothing could be listed cannot even be written down',
      changes: {
        ListVerifications: inTurn(dies()),
        RecordFailure: inTurn(dies()),
        RecordVerification: inTurn({ verdict: 'inconclusive' }),
      },
      path: `OpenVerification IsVerificationOpen ListVerifications RecordFailure ${ending('RestoresNotProven')}`,
      status: 'FAILED',
    },
    ...['RecordVerification', 'NotifyVerification', 'CloseVerification'].map((name) => ({
      when: `${name} dies for good`,
      changes: { [name]: inTurn(dies()) },
      path: `${before} ${ending('VerificationNotSettled')}`,
      status: 'FAILED',
    })),
  ])('ends $status when $when', async ({ changes, path, status }) => {
    const played = await play(changes);
    expect(played.path).toBe(path);
    expect(played.execution.status).toBe(status);
  });

  it('says what is missing of its account, and nothing of the backups', async () => {
    const { execution } = await play({ CloseVerification: inTurn(dies()) });
    expect(execution).toMatchObject({
      error: 'NotSettled',
      cause: 'Record stored: true, people told: true, lock let go: false. settle-run makes what is missing.',
    });
  });

  it('does not end for one death or one denial of any of its functions', async () => {
    const once = (answer: Json) => inTurn(dies(), answer);
    const { execution, items } = await play({
      OpenVerification: once({ verdict: 'opened' }),
      ListVerifications: once(listed('restore', 'find')),
      FindBackup: once({}),
      ChooseRecoveryPoint: once({ verdict: 'restore' }),
      RestoreDatabase: once(looked('done')),
      CheckRestoredData: once(looked('done')),
      DiscardRestore: once(looked('done')),
      RecordVerification: inTurn(denied(), { verdict: 'passed' }),
      NotifyVerification: inTurn(denied(), {}),
      CloseVerification: inTurn(denied(), {}),
    });
    expect(execution.status).toBe('SUCCEEDED');
    expect(items.filter((path) => path.endsWith('VerificationEnded'))).toHaveLength(2);
  });

  it('waits for a ledger that is away for half an hour', async () => {
    let isAway = true;
    const stage = createStage({
      ...well(),
      ListVerifications: () => {
        if (isAway) throw silent();
        return listed('restore');
      },
    });
    stage.room.clock.after(1_800_000, () => {
      isAway = false;
    });
    const execution = await stage.run('verify-restores', {});
    expect(execution.status).toBe('SUCCEEDED');
    expect(secondsOf(execution)).toBeLessThan(2200);
  });
});

describe('a backup', () => {
  it('is restored, looked into and thrown away, each as often as it takes', async () => {
    const { items } = await play();
    expect(items).toEqual([
      [
        'BeginVerification WhatIsToBeDone ChooseRecoveryPoint IsThereARecoveryPoint',
        'RestoreDatabase IsDatabaseRestored WaitForRestore RestoreDatabase IsDatabaseRestored',
        'CheckRestoredData IsDataChecked WaitForCheck CheckRestoredData IsDataChecked',
        'DiscardRestore IsRestoreDiscarded WaitForDiscard DiscardRestore IsRestoreDiscarded VerificationEnded',
      ].join(' '),
    ]);
  });

  it.each([
    {
      when: 'there is none',
      changes: { ChooseRecoveryPoint: inTurn({ verdict: 'none' }) },
      path: /IsThereARecoveryPoint VerificationEnded$/,
    },
    {
      when: 'no point could be chosen',
      changes: { ChooseRecoveryPoint: inTurn(dies()) },
      path: /ChooseRecoveryPoint DiscardRestore/,
    },
    {
      when: 'it could not be restored',
      changes: { RestoreDatabase: inTurn(looked('failed')) },
      path: /IsDatabaseRestored DiscardRestore/,
    },
    {
      when: 'the function that restores dies for good',
      changes: { RestoreDatabase: inTurn(dies()) },
      path: /RestoreDatabase DiscardRestore/,
    },
    {
      when: 'the function that looks into it dies for good',
      changes: { CheckRestoredData: inTurn(dies()) },
      path: /CheckRestoredData DiscardRestore/,
    },
    {
      when: 'the function that discards dies for good',
      changes: { DiscardRestore: inTurn(dies()) },
      path: /DiscardRestore LeaveItemToLedger$/,
    },
    {
      when: 'it is only looked for',
      changes: { ListVerifications: inTurn(listed('find')) },
      path: /^BeginVerification WhatIsToBeDone FindBackup VerificationEnded$/,
    },
    {
      when: 'it cannot be looked for',
      changes: { ListVerifications: inTurn(listed('find')), FindBackup: inTurn(dies()) },
      path: /FindBackup LeaveItemToLedger$/,
    },
    {
      when: 'it is what an earlier run has left',
      changes: { ListVerifications: inTurn(listed('discard')) },
      path: /^BeginVerification WhatIsToBeDone DiscardRestore/,
    },
  ])('goes its way when $when', async ({ changes, path }) => {
    const { items } = await play(changes);
    expect(items).toEqual([expect.stringMatching(path)]);
  });
});

afterAll(() => {
  expect(statesOfMachine('verify-restores').filter((state) => !visited.has(state))).toEqual([]);
});
