import { describe, expect, it } from 'vitest';
import type { Fact, Stream } from '../../../../shared/contracts/ledger-entry.ts';
import { openQuestionIn } from '../../../../shared/domain/recovery/open-question.ts';
import { entriesOf, facts } from '../../support/entries.ts';

const now = '2026-01-05T03:05:00.000Z';
const later = '2026-01-05T03:30:00.000Z';

const asked = (change: object = {}) =>
  ({ type: 'asked', question: 'approval', expiresAt: later, messageId: 'm', ...change }) as const satisfies Fact;
const answered = { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'it is down' } as const satisfies Fact;
const stepFailed = asked({ question: 'stepFailed' });

const ofRun = (...told: readonly Fact[]): [Stream, Fact][] => told.map((fact) => ['run', fact]);
const ofStep = (...told: readonly Fact[]): [Stream, Fact][] => told.map((fact) => ['step:database', fact]);

const approval = { question: 'approval' };

describe('the open question of a run', () => {
  it.each<{ when: string; told: [Stream, Fact][]; is: object | undefined }>([
    { when: 'nobody has been asked', told: ofRun(), is: undefined },
    { when: 'somebody is asked', told: ofRun(asked()), is: approval },
    {
      when: 'a contact is asked by name',
      told: ofRun(asked({ contact: 'on-call' })),
      is: { ...approval, contact: 'on-call' },
    },
    {
      when: 'it says itself that the service is well again',
      told: ofRun({ type: 'decided', verdict: 'ask', code: 'wellAgain', reason: 'why', evidence: {} }, asked()),
      is: { ...approval, saysWell: true },
    },
    { when: 'its time is over', told: ofRun(asked({ expiresAt: now })), is: undefined },
    { when: 'it has been answered', told: ofRun(asked(), answered), is: undefined },
    {
      when: 'what was typed is no answer',
      told: ofRun(asked(), { type: 'answerRejected', reason: 'x' }),
      is: undefined,
    },
    { when: 'nobody has answered', told: ofRun(asked(), { type: 'unanswered' }), is: undefined },
    {
      when: 'the next contact is asked',
      told: ofRun(asked({ contact: 'on-call' }), { type: 'unanswered' }, asked({ contact: 'team lead' })),
      is: { ...approval, contact: 'team lead' },
    },
    { when: 'it is asked again after an answer', told: ofRun(asked(), answered, asked()), is: approval },
    {
      when: 'the run has failed meanwhile',
      told: ofRun(asked(), { type: 'runFailed', state: 's', error: 'e', cause: 'c' }),
      is: undefined,
    },
    { when: 'a step that failed asks', told: ofStep(facts.failed, stepFailed), is: { question: 'stepFailed' } },
    { when: 'a step is tried again', told: ofStep(facts.failed, stepFailed, answered), is: undefined },
    { when: 'a step is done', told: ofStep(asked({ question: 'operatorStep' }), facts.done), is: undefined },
    { when: 'run and step ask', told: [...ofStep(stepFailed), ...ofRun(asked())], is: approval },
    { when: 'the run is closed', told: [...ofStep(stepFailed), ...ofRun({ type: 'runClosed' })], is: undefined },
    {
      when: 'a run that was closed goes on and asks',
      told: ofRun({ type: 'runClosed' }, { type: 'runResumed' }, asked()),
      is: approval,
    },
  ])('is $is when $when', ({ told, is }) => {
    expect(openQuestionIn(entriesOf(told), now)).toEqual(is);
  });
});
