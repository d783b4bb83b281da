import { describe, expect, it } from 'vitest';
import { defined } from '../../../shared/contracts/defined.ts';
import { type Answers, type Cast, dies, inTurn } from '../machines.ts';
import {
  anew,
  ask,
  askedAgain,
  asking,
  before,
  by,
  confirmed,
  confirming,
  decided,
  ending,
  escalated,
  finished,
  outcome,
  play,
} from './cast.ts';

type Row = Readonly<{ when: string; changes: Cast; answers?: Answers; path: string; status: string }>;

/** Of the machine that recovers: the signals are read again right before a stage that closes or takes over. */
export const describeConfirmations = () =>
  describe('a stage before which the signals are read again', () => {
    it.each<Row>([
      {
        when: 'the signals still say so before its stage',
        changes: {
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one'), finished),
          ConfirmStage: confirmed('go'),
        },
        path: `${before} ${confirming} RunStage ChooseNextStage WhatComesNext ProveRecovery ${ending('RunSucceeded')}`,
        status: 'SUCCEEDED',
      },
      {
        when: 'the signals still say so before a wide stage',
        changes: {
          ChooseNextStage: inTurn(askedAgain('distributed', 'data', 'one'), finished),
          ConfirmStage: confirmed('go'),
        },
        path: `${before} ${confirming} RunWideStage ChooseNextStage WhatComesNext ProveRecovery ${ending('RunSucceeded')}`,
        status: 'SUCCEEDED',
      },
      {
        when: 'the service is well again before its stage, and it stops',
        changes: {
          ...outcome('refused'),
          DecideRecovery: decided('proceed', 'refuse'),
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one')),
          ConfirmStage: confirmed('doubt'),
        },
        path: `${before} ${confirming} ${anew} ${ending('RunRefused')}`,
        status: 'SUCCEEDED',
      },
      {
        when: 'the service is well again before its stage, and somebody says yes again',
        changes: {
          DecideRecovery: decided('ask'),
          RecordAnswer: inTurn({ answer: 'approve' }),
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one'), askedAgain('inline', 'data', 'one'), finished),
          ConfirmStage: confirmed('doubt', 'go'),
        },
        answers: [by('approve'), by('approve')],
        path: `${before} ${asking} ${confirming} ${anew} ${asking} ${confirming} RunStage ChooseNextStage WhatComesNext ProveRecovery ${ending('RunSucceeded')}`,
        status: 'SUCCEEDED',
      },
      {
        when: 'nobody knows what the signals say, since the function that reads them dies for good',
        changes: {
          ...outcome('failed'),
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one')),
          ConfirmStage: inTurn(dies()),
        },
        path: `${before} ChooseNextStage WhatComesNext ConfirmStage RecordFailure IsOperatorAsked ${ending('RunFailed')}`,
        status: 'FAILED',
      },
    ])('ends $status when $when', async ({ changes, answers, path, status }) => {
      const played = await play(changes, defined({ answers }));
      expect(played.path).toBe(path);
      expect(played.execution.status).toBe(status);
    });

    it('that nobody could confirm does not count as run when a person says retry', async () => {
      const { given, execution } = await play(
        {
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one'), askedAgain('inline', 'data', 'one'), finished),
          ConfirmStage: inTurn(dies(), dies(), dies(), dies(), dies(), dies(), dies(), { verdict: 'go' }),
          RecordFailure: inTurn(ask),
          RecordAnswer: inTurn({ answer: 'retry' }),
        },
        { answers: [by('retry')] },
      );
      expect(given('ChooseNextStage')).toMatchObject([{ ranStage: '-' }, { ranStage: '-' }, { ranStage: 'data' }]);
      expect(execution.status).toBe('SUCCEEDED');
    });

    it('that has not begun since the signals had turned does not count as run, and contacts are asked from the first on', async () => {
      const { given } = await play(
        {
          DecideRecovery: decided('ask'),
          EscalateApproval: escalated('ask'),
          RecordAnswer: inTurn({ answer: 'approve' }, { answer: 'refuse' }),
          ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one')),
          ConfirmStage: confirmed('doubt'),
        },
        { answers: ['silence', by('approve'), by('refuse')] },
      );
      expect(given('ConfirmStage')).toMatchObject([{ runId: 'run-1', stage: 'data', occasion: 'rehearsal' }]);
      expect(given('AwaitApproval')).toMatchObject([{ unanswered: 0 }, { unanswered: 1 }, { unanswered: 0 }]);
      const { given: asked } = await play({
        DecideRecovery: decided('proceed'),
        ChooseNextStage: inTurn(askedAgain('inline', 'data', 'one'), finished),
        ConfirmStage: confirmed('doubt'),
      });
      expect(asked('ChooseNextStage')).toMatchObject([{ ranStage: '-' }, { ranStage: '-', ranPass: 0 }]);
    });
  });
