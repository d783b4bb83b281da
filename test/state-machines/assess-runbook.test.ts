import { pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { describe, expect, it } from 'vitest';
import { type Answers, type Cast, createStage, dies, inTurn } from './machines.ts';

const opened = { verdict: 'opened', occasion: 'rehearsal', kinds: ['checkEndpoint', 'scaleService'] };
const verdict = (word: string) => ({ verdict: word, approvalSeconds: 1800 });

/** A run that is refused when it is decided on, so that nothing comes after the assessment. */
const play = async (changes: Cast, answers: Answers = []) => {
  const { run, given } = createStage(
    {
      OpenRun: inTurn(opened),
      'of-checkEndpoint': inTurn({ assessed: 2 }),
      'of-scaleService': inTurn({ assessed: 1 }),
      DecideRecovery: inTurn(verdict('refuse')),
      RecordFailure: inTurn({}),
      RecordOutcome: inTurn({ outcome: 'refused', reason: 'it is well' }),
      NotifyOperators: inTurn({}),
      CloseRun: inTurn({}),
      ...changes,
    },
    answers,
  );
  const execution = await run('recover', { plan: 'orders', reason: 'lost' });
  return { execution, given, path: pathOf(execution) };
};

const isDecided = ({ path, given }: Awaited<ReturnType<typeof play>>): boolean =>
  path.includes('WhatWasDecided') && given('RecordFailure').length === 0;

describe('before the decision', () => {
  it('each kind of the runbook looks at its own steps, and is told which run and which kind', async () => {
    const { given } = await play({});
    const told = (assessKind: string) => ({ runId: 'run-1', occasion: 'rehearsal', assessKind });
    expect(given('of-checkEndpoint')).toMatchObject([told('checkEndpoint')]);
    expect(given('of-scaleService')).toMatchObject([told('scaleService')]);
  });

  it('nothing is looked at for a run that was not let in', async () => {
    const { given } = await play({ OpenRun: inTurn({ ...opened, verdict: 'refused', kinds: [] }) });
    expect([given('of-checkEndpoint'), given('DecideRecovery')]).toEqual([[], []]);
  });

  it('all is looked at again once a restore is chosen', async () => {
    const changes = {
      DecideRecovery: inTurn(verdict('ask'), verdict('refuse')),
      RecordAnswer: inTurn({ answer: 'restore' }),
    };
    const { given } = await play(changes, [{ answer: 'restore', operator: 'Ada', reason: 'as agreed' }]);
    expect([given('of-checkEndpoint'), given('DecideRecovery')].map(({ length }) => length)).toEqual([2, 2]);
  });

  it.each(['of-checkEndpoint', 'of-scaleService'])('a %s that dies is left to the decision', async (name) => {
    expect(isDecided(await play({ [name]: inTurn(dies()) }))).toBe(true);
  });

  it('a function that never answers is left to the decision within 25 s', async () => {
    const played = await play({ 'of-scaleService': () => new Promise<never>(() => undefined) });
    expect(isDecided(played)).toBe(true);
    expect(secondsOf(played.execution)).toBeLessThan(27);
  });

  it('a runbook that has nothing to look at is decided on', async () => {
    expect(isDecided(await play({ OpenRun: inTurn({ ...opened, kinds: [] }) }))).toBe(true);
  });
});
