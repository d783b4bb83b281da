import { expect, it } from 'vitest';
import { answerOfPerson, answerOfRehearsal, isYesOrNo } from '../../rehearsal/operator.ts';

it.each([
  { what: 'a plain question', offered: ['approve', 'refuse'], rehearsal: 'approve', yes: 'approve', no: 'refuse' },
  {
    what: 'a question about a loss',
    offered: ['acceptLoss', 'restore', 'refuse'],
    ...{ rehearsal: 'refuse', yes: 'acceptLoss', no: 'refuse' },
  },
  { what: 'a step that failed', offered: ['retry', 'skip', 'abort'], rehearsal: 'abort', yes: 'abort', no: 'abort' },
])('is answered, so that no rehearsal waits for ever: $what', ({ offered, rehearsal, yes, no }) => {
  expect(answerOfRehearsal(offered)).toBe(rehearsal);
  expect(answerOfPerson(offered, true)).toBe(yes);
  expect(answerOfPerson(offered, false)).toBe(no);
});

it('asks the person for a yes or a no alone', () => {
  expect(isYesOrNo(['acceptLoss', 'refuse'])).toBe(true);
  expect(isYesOrNo(['retry', 'abort'])).toBe(false);
});
