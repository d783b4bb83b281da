import { LedgerUnavailable } from '../errors.ts';

type Place = Readonly<{ table: string; operation: string }>;

/** Whatever kept the table from answering: the caller may not act without it. The original is the cause. */
export const orUnavailable = async <T>(place: Place, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof LedgerUnavailable) throw cause;
    const error = cause instanceof Error ? cause.name : 'unknown';
    throw new LedgerUnavailable('A table of the run did not answer.', { ...place, error }, { cause });
  }
};
