import { known, type Reading } from '../domain/reading.ts';
import { callErrorOf } from './call-error-of.ts';

/** A read that fails is a fact of the world, not of this program. */
export async function read<T>(work: () => Promise<T>): Promise<Reading<T>> {
  try {
    return known(await work());
  } catch (error) {
    return { kind: 'unreadable', failure: callErrorOf(error) };
  }
}
