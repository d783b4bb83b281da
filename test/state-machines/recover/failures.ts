import { secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { describe, expect, it } from 'vitest';
import { dies, inTurn } from '../machines.ts';
import { ask, before, by, end, ending, finished, outcome, play } from './cast.ts';

export const describeFailures = () => {
  describe('a run that was let go on', () => {
    const dying = () => ({ ChooseNextStage: inTurn(...Array.from({ length: 7 }, dies), finished) });
    const asks = 'ChooseNextStage RecordFailure IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered';

    it('does not end by the death of a function: a person says retry, and it goes on', async () => {
      const { path, execution } = await play(
        { ...dying(), RecordFailure: inTurn(ask), RecordAnswer: inTurn({ answer: 'retry' }) },
        { answers: [by('retry')] },
      );
      expect(path).toBe(`${before} ${asks} ChooseNextStage WhatComesNext ProveRecovery ${ending('RunSucceeded')}`);
      expect(execution.status).toBe('SUCCEEDED');
    });

    it('asks again after a slip of the pen, and not for the approval', async () => {
      const { path } = await play(
        { ...dying(), RecordFailure: inTurn(ask), RecordAnswer: inTurn({ answer: 'invalid' }, { answer: 'abort' }) },
        { answers: ['yes', by('abort')] },
      );
      expect(path).toContain('WhatWasAnswered AskOperator RecordAnswer WhatWasAnswered ProveRecovery');
    });

    it('ends when nobody answers in the time of the plan', async () => {
      const cast = { ...dying(), ...outcome('failed'), RecordFailure: inTurn(ask, { ...end, verdict: 'prove' }) };
      const { path, execution } = await play(cast);
      expect(path).toContain(`AskOperator RecordFailure IsOperatorAsked ProveRecovery ${ending('RunFailed')}`);
      expect(secondsOf(execution)).toBeGreaterThan(900);
      expect(secondsOf(execution)).toBeLessThan(1100);
    });

    it('asks again when the question never got through', async () => {
      const { path, execution, given } = await play(
        { ...dying(), RecordFailure: inTurn(ask), RecordAnswer: inTurn({ answer: 'retry' }) },
        { answers: ['silence', by('retry')] },
      );
      expect(path).toContain('AskOperator RecordFailure IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered');
      expect(given('RecordFailure')).toMatchObject([
        { state: 'ChooseNextStage' },
        { state: 'AskOperator', failure: { Error: 'States.Timeout' } },
      ]);
      expect(execution.status).toBe('SUCCEEDED');
    });

    it('ends when nobody can be asked', async () => {
      const cast = { ...dying(), ...outcome('failed'), AskOperator: inTurn(dies()), RecordFailure: inTurn(ask, end) };
      const { path, given } = await play(cast);
      expect(path).toContain(`AskOperator RecordFailure IsOperatorAsked ${ending('RunFailed')}`);
      expect(given('RecordFailure')).toMatchObject([{ state: 'ChooseNextStage' }, { state: 'AskOperator' }]);
    });

    it('hears of a person who was asked which run it is, and names no step', async () => {
      const { given } = await play(
        { ...dying(), RecordFailure: inTurn(ask), RecordAnswer: inTurn({ answer: 'abort' }) },
        { answers: [by('abort')] },
      );
      expect(given('AskOperator')).toMatchObject([{ runId: 'run-1', taskToken: expect.any(String) }]);
      expect(given('AskOperator')[0]).not.toHaveProperty('stepId');
    });
  });

  describe('what closes a run', () => {
    it.each(['ProveRecovery', 'RecordOutcome', 'NotifyOperators', 'CloseRun'])(
      'is tried again when %s is denied or dies, and the run ends as it should',
      async (name) => {
        const denied = Object.assign(dies(), { errorType: 'LedgerDenied' });
        const good = name === 'RecordOutcome' ? { outcome: 'succeeded', reason: 'it is well' } : {};
        const { execution, given } = await play({ [name]: inTurn(denied, dies(), denied, good) });
        expect(execution.output?.value).toMatchObject({ outcome: 'succeeded' });
        expect(given(name)).toHaveLength(4);
      },
    );

    it('hears how often it has been tried', async () => {
      const { given } = await play({ NotifyOperators: inTurn(dies(), dies(), {}) });
      expect(given('NotifyOperators')).toMatchObject([{ retries: 0 }, { retries: 1 }, { retries: 2 }]);
    });
  });

  describe('a ledger that is away', () => {
    const silent = Object.assign(dies(), { errorType: 'LedgerUnavailable' });

    it('for half an hour is waited for', async () => {
      let away = true;
      const choose = inTurn(finished);
      const { path, execution } = await play(
        {
          ChooseNextStage: (payload, call) => {
            if (away) throw silent;
            return choose(payload, call);
          },
        },
        { prepare: ({ clock }) => void clock.after(1_800_000, () => (away = false)) },
      );
      expect(path).toBe(`${before} ChooseNextStage WhatComesNext ProveRecovery ${ending('RunSucceeded')}`);
      expect(secondsOf(execution)).toBeLessThan(1860);
    });

    it('for longer becomes a question', async () => {
      const cast = {
        ChooseNextStage: inTurn(silent),
        RecordFailure: inTurn(ask),
        RecordAnswer: inTurn({ answer: 'abort' }),
      };
      const { path, execution } = await play(cast, { answers: [by('abort')] });
      expect(path).toContain('ChooseNextStage RecordFailure IsOperatorAsked AskOperator');
      expect(secondsOf(execution)).toBeGreaterThan(2200);
      expect(secondsOf(execution)).toBeLessThan(3600);
    });
  });
};
