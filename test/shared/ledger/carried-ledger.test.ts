import { expect, it } from 'vitest';
import * as z from 'zod';
import { RunId } from '../../../shared/contracts/fields.ts';
import { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { packed, unpacked } from '../../../shared/lambda/packed.ts';
import { carryLedger } from '../../../shared/ledger/carried-ledger.ts';

const runId = RunId.parse('run');
const now = () => '2026-01-05T03:00:00.000Z';
const failed = (because: string) => ({ type: 'stepFailed', because, refused: false }) as const;

it('reads what was brought along and what was added, and gives back the latter alone', async () => {
  const first = carryLedger(runId, [], now);
  const brought = await first.ledger.append('check:orders/database', failed('before'));
  const { ledger, facts } = carryLedger(runId, [brought], now);
  await ledger.append('check:orders/database', failed('now'));
  await ledger.append('restore:orders/database', failed('elsewhere'));
  const read = await ledger.read('check:orders/database');
  expect(read.map(({ sequence, fact }) => [sequence, fact])).toEqual([
    [0, failed('before')],
    [1, failed('now')],
  ]);
  expect(await ledger.read()).toHaveLength(3);
  expect(facts()).toEqual([failed('now'), failed('elsewhere')]);
});

it('packs what it gives back into a tenth, and nothing is lost', () => {
  const facts = Array.from({ length: 2000 }, (_, index) => failed(`table ${index} could not be read`));
  const text = packed(facts);
  expect(text.length).toBeLessThan(JSON.stringify(facts).length / 8);
  expect(unpacked(z.array(Fact), text)).toEqual(facts);
});

it('takes no other text', () => {
  expect(() => unpacked(z.array(Fact), 'no gzip')).toThrow();
  expect(() => unpacked(z.array(Fact), packed([{ type: 'nonsense' }]))).toThrow();
});
