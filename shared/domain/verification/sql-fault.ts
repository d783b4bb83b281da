import type { CallError } from '../judge-call-error.ts';

/** data_corrupted and index_corrupted: postgresql.org/docs/18/errcodes-appendix.html. */
const damaged = /^XX00[12]$/;
/**
 * Other codes that PostgreSQL also gives when a page or a file is not as it must be: internal_error, io_error, undefined_file. They
 * count by what they name: a page, a block, or a file of its data folder.
 */
const mayBeDamaged = /^(XX000|58030|58P01)$/;
const namesPage =
  /\b(page|block|chunk)s? \d|\bpages? of\b|"(base|global|pg_tblspc|pg_xact|pg_multixact)\/|could not access status of transaction/i;

const missing = /^(42P01|42703|3F000)$/;
/** program_limit_exceeded, out_of_memory; and memory for a text that is longer than PostgreSQL lets one be. */
const tooLong = /^(54\d{3}|53200)$/;
const tooLongText = /invalid memory alloc request size|string buffer|out of memory/i;
const isRowSecurity = /row-level security/i;

const forGood = /^(22|23|P0|54|55000|XX000)/;

/** What a statement over whole rows was refused for being longer than PostgreSQL lets a text be. It says nothing of the rows. */
export const isTooLong = ({ error, message }: CallError): boolean =>
  tooLong.test(error) || (error === 'XX000' && tooLongText.test(message));

/**
 * Whose statement it was: `planned`: of the plan, or about what the plan names, so that a table that is missing is a finding;
 * `ours`: about what PostgreSQL itself has listed.
 */
export type Asked = 'planned' | 'ours';

export type SqlFault = Readonly<{
  /** The copy's: its data are damaged, or what the plan names is not in them. */
  isOfTheCopy: boolean;
  words: string;
  /** It would be the same at another look. */
  isForGood: boolean;
}>;

/**
 * Whose fault an error is: of a page, of what is missing from it, of a right, of an expression of the customer, or of our statement. Only
 * the first two are findings about the copy.
 */
export function sqlFaultOf(failure: CallError, asked: Asked): SqlFault {
  const isMissing = asked === 'planned' && missing.test(failure.error);
  if (isDamage(failure) || isMissing) return { isOfTheCopy: true, words: coded(failure), isForGood: true };
  return { isOfTheCopy: false, words: wordsOf(failure), isForGood: forGood.test(failure.error) };
}

const isDamage = ({ error, message }: CallError): boolean =>
  damaged.test(error) || (mayBeDamaged.test(error) && namesPage.test(message));

/** Messages of wrong statements and damaged pages name tables and blocks; those of other errors may show what stands in rows. */
const coded = ({ error, message }: CallError): string =>
  /^(42|3F|XX|58)/.test(error) ? `${error}: ${message}` : error;

/** In words, where it is neither the copy's data nor the connection. */
function wordsOf(failure: CallError): string {
  const { error, message } = failure;
  if (error === '42501' && isRowSecurity.test(message))
    return `row-level security hides rows from the reader, so that nobody knows how many: give it BYPASSRLS (${coded(failure)})`;
  if (error === '42501') return `the reader has no right to it: ${coded(failure)}`;
  if (error === '53200') return `the server had no memory for it: ${error}`;
  if (isTooLong(failure)) return `a row is longer than PostgreSQL can write as a text: ${coded(failure)}`;
  if (error === '55000') return `it is not in the state for being read: ${coded(failure)}`;
  if (error.startsWith('57014')) return `it took longer than the plan gives a statement: ${error}`;
  if (/^(22|23|P0)/.test(error)) return `an expression of the database or the plan failed: ${error}`;
  return coded(failure);
}
