import { describe, expect, it } from 'vitest';
import { deathOf, isBeingClosed, standing } from '../../../../shared/domain/recovery/closing.ts';
import { entriesOf, facts, type Told } from '../../support/entries.ts';

const proven: Told = ['run', { type: 'proven', verdict: 'succeeded', reason: 'as the ledger says' }];
const recorded: Told = ['run', { type: 'recorded', location: 's3://records/record.json', seal: 'seal' }];
const notified: Told = ['run', { type: 'notified', topic: 'topic', messageId: 'm' }];
const closed: Told = ['run', { type: 'runClosed' }];
const resumed: Told = ['run', { type: 'runResumed' }];
const failed: Told = ['run', { type: 'runFailed', state: 'ChooseNextStage', error: 'E', cause: '' }];
const death: Told = ['run', { type: 'runFailed', state: 'the execution', error: 'E', cause: '', status: 'ABORTED' }];
const step: Told = ['step:database', facts.done];

const wordsOf = (told: readonly Told[]) => {
  const entries = entriesOf(told);
  const types = ['proven', 'recorded', 'notified', 'runClosed'] as const;
  const stands = types.filter((type) => standing(entries, type) !== undefined);
  return [...stands, ...(deathOf(entries) ? ['dead'] : []), ...(isBeingClosed(entries) ? ['closing'] : [])].join(' ');
};

describe('the end of a run', () => {
  it.each<{ when: string; told: readonly Told[]; words: string }>([
    { when: 'nothing of it is written', told: [step], words: '' },
    { when: 'it is only proven', told: [proven], words: 'proven' },
    {
      when: 'it goes its way',
      told: [proven, recorded, notified, closed],
      words: 'proven recorded notified runClosed closing',
    },
    { when: 'its record is missing', told: [proven, notified, closed], words: 'proven notified runClosed closing' },
    { when: 'it was begun', told: [proven, recorded], words: 'proven recorded closing' },
    { when: 'a function failed before it', told: [failed, recorded], words: 'recorded closing' },
    { when: 'a function failed and nothing more', told: [failed], words: '' },
    { when: 'its execution died', told: [death], words: 'dead closing' },
    {
      when: 'it was made after the death',
      told: [proven, death, recorded, notified, closed],
      words: 'recorded notified runClosed dead closing',
    },
    { when: 'the death came after the record', told: [recorded, death], words: 'dead closing' },
    { when: 'it goes on after it', told: [proven, recorded, notified, closed, resumed], words: '' },
    { when: 'it goes on after the death', told: [death, recorded, notified, closed, resumed], words: '' },
    {
      when: 'it ends a second time',
      told: [death, recorded, notified, closed, resumed, proven, recorded],
      words: 'proven recorded closing',
    },
    { when: 'it goes on and has not said so', told: [death, recorded, notified, closed, failed], words: 'closing' },
    { when: 'a step writes late', told: [proven, recorded, step], words: 'proven recorded closing' },
  ])('is "$words" when $when', ({ told, words }) => {
    expect(wordsOf(told)).toBe(words);
  });

  it('is the last one of its type', () => {
    const again: Told = ['run', { type: 'recorded', location: 's3://records/second.json', seal: 'seal' }];
    expect(standing(entriesOf([recorded, resumed, again]), 'recorded')?.fact.location).toBe('s3://records/second.json');
  });
});
