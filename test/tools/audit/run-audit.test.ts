import { expect, it } from 'vitest';
import { itemOf } from '../../../shared/ledger/ledger-items.ts';
import { chainHeads } from '../../../shared/report/recovery/chain-heads.ts';
import { runAudit } from '../../../tools/audit/run-audit.ts';
import { entriesOf, facts, runId } from '../../shared/support/entries.ts';

const entries = entriesOf([
  ['run', facts.started],
  ['step:database', facts.intent],
  ['step:database', facts.done],
]);
const record = { version: 1, runId, entries, chain: { isWhole: true, heads: chainHeads(entries) } };
const items = entries.map(itemOf);

const files = (given: Readonly<Record<string, unknown>>) => (file: string) => {
  if (!(file in given)) throw new Error('ENOENT: no such file');
  return JSON.stringify(given[file]);
};

it('says that a ledger is whole, and of how many entries', () => {
  const { exitCode, out } = runAudit(['r', 'l'], files({ r: record, l: { Items: items, Count: 3 } }));
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'whole: 3 entries are as the record has them\n' });
});

it('names what is wrong, one line each', () => {
  const { exitCode, error } = runAudit(['r', 'l'], files({ r: record, l: { Items: items.slice(0, 2) } }));
  expect({ exitCode, error }).toEqual({ exitCode: 1, error: 'ledger: step:database 1 is gone\n' });
});

it.each([
  { what: 'one file', given: ['r'], says: 'npm run audit -- RECORD LEDGER' },
  { what: 'a file that is not there', given: ['r', 'x'], says: 'x: Error: ENOENT' },
  { what: 'something else than a record', given: ['l', 'l'], says: 'l: ' },
  {
    what: 'items that are no entries',
    given: ['r', 'other'],
    says: 'other: The ledger holds an item that is not an entry',
  },
])('looks at nothing when it is given $what, and says so', ({ given, says }) => {
  const other = { Items: [{ key: { S: 'lock#orders' } }] };
  const { exitCode, error } = runAudit(given, files({ r: record, l: { Items: items }, other }));
  expect(exitCode).toBe(2);
  expect(error).toContain(says);
});
