import { describe, expect, it } from 'vitest';
import { RunId, VerificationId } from '../../../../shared/contracts/fields.ts';
import { ageOf, remembered } from '../../../../shared/domain/verification/verified.ts';
import { chosen, good, opened, recordOf } from '../../report/verification/story.ts';
import { at } from './orders.ts';

const database = VerificationId.parse('database');
const point = {
  id: 'rds:database',
  type: 'automated',
  databaseTime: at(-3600),
  sourceResourceId: 'db-SOURCE',
};
const { results } = recordOf([opened('database'), ...good('database').slice(1), chosen('database', { point })]);

describe('what is remembered of a proof', () => {
  it('is once per run, with the id of the database that was proven', () => {
    const once = remembered({}, results, { runId: RunId.parse('one'), at: at(0) });
    const twice = remembered(once, results, { runId: RunId.parse('one'), at: at(60) });
    expect(twice).toEqual(once);
    expect(once[database]?.passed).toMatchObject([{ runId: 'one', at: at(0), sourceResourceId: 'db-SOURCE' }]);
  });

  it('is the newest first, also when an older run is closed after a newer one', () => {
    const newer = remembered({}, results, { runId: RunId.parse('newer'), at: at(86_400) });
    const states = remembered(newer, results, { runId: RunId.parse('older'), at: at(0) });
    expect(states[database]?.passed.map(({ runId }) => runId)).toEqual(['newer', 'older']);
    expect(ageOf(states, at(86_460))).toBe(60);
  });
});
