import { LedgerUnavailable } from '../errors.ts';

const denied = 'AccessDeniedException';

type Place = Readonly<{ table: string; operation: string }>;

/** Whatever kept the table from answering: the caller may not act without it. The original is the cause. */
export const orUnavailable = async <T>(place: Place, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof LedgerUnavailable) throw cause;
    const error = cause instanceof Error ? cause.name : 'unknown';
    const message =
      error === denied
        ? 'The role of this function may not use a table of the run: AccessDenied.'
        : 'A table of the run did not answer.';
    throw new LedgerUnavailable(message, { ...place, error }, { cause });
  }
};
