import * as z from 'zod';
import { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { entryOf } from '../../shared/ledger/ledger-items.ts';
import { BadInput } from '../bad-input.ts';
import { audit } from './audit.ts';

const usage = `npm run audit -- RECORD LEDGER

Whether the ledger of a run is what its record says: RECORD is its record.json, in the version that was written first, LEDGER the answer of

  aws dynamodb query --consistent-read --table-name <LedgerTableName> --key-condition-expression 'runId = :run' \\
    --expression-attribute-values '{":run":{"S":"<run>"}}'
`;

const Recorded = z.looseObject({
  runId: z.string(),
  entries: z.array(LedgerEntry),
  chain: z.looseObject({ heads: z.record(z.string(), z.string()) }),
});

const Queried = z.looseObject({ Items: z.array(z.record(z.string(), z.looseObject({ S: z.string() }))) });

type Outcome = Readonly<{ exitCode: number; out: string; error: string }>;

/** Exit code 0: whole; 1: something is wrong; 2: it could not be looked at. */
export function runAudit(given: readonly string[], readFile: (file: string) => string): Outcome {
  const [record, ledger, ...others] = given;
  if (record === undefined || ledger === undefined || others.length > 0) return { exitCode: 2, out: '', error: usage };
  try {
    return judge(record, ledger, readFile);
  } catch (error) {
    if (error instanceof BadInput) return { exitCode: 2, out: '', error: `${error.message}\n` };
    throw error;
  }
}

function judge(record: string, ledger: string, readFile: (file: string) => string): Outcome {
  const { faults, compared, later } = audit(read(Recorded, record, readFile), entriesIn(ledger, readFile));
  if (faults.length > 0) return { exitCode: 1, out: '', error: `${faults.join('\n')}\n` };
  const after = later === 0 ? '' : `; ${later} came after it and have nothing to be compared with`;
  return { exitCode: 0, out: `whole: ${compared} entries are as the record has them${after}\n`, error: '' };
}

function read<T>(schema: z.ZodType<T>, file: string, readFile: (file: string) => string): T {
  try {
    return schema.parse(JSON.parse(readFile(file)));
  } catch (error) {
    throw new BadInput(`${file}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
  }
}

function entriesIn(file: string, readFile: (file: string) => string): LedgerEntry[] {
  const { Items } = read(Queried, file, readFile);
  try {
    return Items.map((item) => entryOf(Object.fromEntries(Object.entries(item).map(([key, { S }]) => [key, { S }]))));
  } catch (error) {
    throw new BadInput(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
