import { expect, it } from 'vitest';
import type { Fact, FactOf } from '../../../../shared/contracts/ledger-entry.ts';
import { whyNotLetGo } from '../../../../shared/domain/recovery/let-go.ts';
import { entriesOf } from '../../support/entries.ts';
import { given, openedFor, planOf, stepId } from '../../support/plan.ts';

const plan = planOf({ data: [given.promote], application: [given.scale] });
const opened = openedFor(plan);
const decided = (verdict: FactOf<'decided'>['verdict']): Fact => ({
  type: 'decided',
  verdict,
  reason: 'why',
  evidence: {},
});
const answered = (answer: FactOf<'answered'>['answer']): Fact => {
  return { type: 'answered', answer, operator: 'Ada', reason: 'I looked' };
};
const chosen = (stage: string, ...steps: string[]): Fact => {
  return { type: 'stageChosen', stage: stepId(stage), steps: steps.map(stepId), wide: false };
};
const data = chosen('data', 'database');
const application = chosen('application', 'tasks');

const notYes = 'nobody has said yes to this run';
const notReached = 'the run has not reached the stage of this step';
const ended = 'the run has ended';

it.each<{ when: string; told: readonly Fact[]; why: string | undefined }>([
  { when: 'nothing was decided', told: [opened], why: notYes },
  { when: 'its stage stands there, and nothing was decided', told: [opened, data], why: notYes },
  { when: 'the question is open', told: [opened, decided('ask'), data], why: notYes },
  { when: 'a person said no', told: [opened, decided('ask'), answered('refuse'), data], why: notYes },
  { when: 'the decision was to refuse', told: [opened, decided('refuse'), data], why: notYes },
  {
    when: 'an answer was given that the question did not know',
    told: [opened, decided('ask'), answered('skip'), data],
    why: notYes,
  },
  { when: 'no stage was chosen', told: [opened, decided('proceed')], why: notReached },
  { when: 'another stage was chosen', told: [opened, decided('proceed'), application], why: notReached },
  { when: 'its stage was chosen', told: [opened, decided('proceed'), data], why: undefined },
  {
    when: 'a person said yes, and its stage was chosen',
    told: [opened, decided('ask'), answered('approve'), data],
    why: undefined,
  },
  { when: 'a later stage was chosen, too', told: [opened, decided('proceed'), data, application], why: undefined },
  { when: 'the run has ended', told: [opened, decided('proceed'), data, { type: 'runClosed' }], why: ended },
  {
    when: 'the run has ended and was taken up again',
    told: [opened, decided('proceed'), data, { type: 'runClosed' }, { type: 'runResumed' }],
    why: undefined,
  },
  {
    when: 'the run was taken up again and has ended once more',
    told: [opened, decided('proceed'), data, { type: 'runClosed' }, { type: 'runResumed' }, { type: 'runClosed' }],
    why: ended,
  },
])('a step may go on when $when: $why', ({ told, why }) => {
  const entries = entriesOf(told.map((fact) => ['run', fact]));
  expect(whyNotLetGo(entries, stepId('database'))).toBe(why);
});
