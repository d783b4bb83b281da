import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { lastOf } from '../run-facts.ts';

/** What comes after a question in its stream and ends it. A step goes on after an answer, and a run that has failed asks no more. */
const endings: ReadonlySet<string> = new Set([
  'answered',
  'unanswered',
  'answerRejected',
  'stepDone',
  'stepSkipped',
  'stepAborted',
  'runFailed',
  'proven',
  'runClosed',
]);

/** What a run waits for a person to say. */
export type OpenQuestion = Readonly<
  Pick<FactOf<'asked'>, 'question' | 'contact'> & {
    /** It says itself that the service is well again. */
    saysWell?: true;
  }
>;

/** The question of a run that is still open: about the whole run before one about a step. Entries oldest first within a stream. */
export function openQuestionIn(entries: readonly LedgerEntry[], now: string): OpenQuestion | undefined {
  const streams = Map.groupBy(entries, ({ stream }) => stream);
  const run = streams.get('run') ?? [];
  const isClosed = ({ fact }: LedgerEntry): boolean => fact.type === 'runClosed';
  if (run.slice(run.findLastIndex(({ fact }) => fact.type === 'runResumed') + 1).some(isClosed)) return undefined;
  const ofRun = openIn(run, now);
  if (ofRun !== undefined) return ofRun;
  return [...streams.values()].map((stream) => openIn(stream, now)).find((question) => question !== undefined);
}

function openIn(stream: readonly LedgerEntry[], now: string): OpenQuestion | undefined {
  const asked = stream.findLastIndex(({ fact }) => fact.type === 'asked');
  const fact = stream[asked]?.fact;
  if (fact?.type !== 'asked' || fact.expiresAt <= now) return undefined;
  if (stream.slice(asked + 1).some((later) => endings.has(later.fact.type))) return undefined;
  const { question, contact } = fact;
  const decided = lastOf(stream.slice(0, asked), 'decided')?.fact;
  const saysWell = question === 'approval' && decided?.code === 'wellAgain';
  return { question, ...(contact !== undefined && { contact }), ...(saysWell && { saysWell }) };
}
