import { LedgerDenied, LedgerUnavailable } from '../errors.ts';

const denied = 'AccessDeniedException';

/** Neither can be read or written now; whether a second attempt could help is what sets them apart. */
export const isLedgerError = (error: unknown): boolean =>
  error instanceof LedgerUnavailable || error instanceof LedgerDenied;

type Place = Readonly<{ table: string; operation: string }>;

/** Whatever kept the table from answering: the caller may not act without it. The original is the cause. */
export async function orUnavailable<T>(place: Place, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (isLedgerError(cause)) throw cause;
    const error = cause instanceof Error ? cause.name : 'unknown';
    if (error === denied)
      throw new LedgerDenied(
        'The role of this function may not use a table of the run: AccessDenied.',
        { ...place, error },
        { cause },
      );
    throw new LedgerUnavailable('A table of the run did not answer.', { ...place, error }, { cause });
  }
}
