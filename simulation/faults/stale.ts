import type { Call, Output } from '../call.ts';
import type { Clock } from '../clock/clock.ts';

type Remembered = Readonly<{ at: number; output: Output }>;

const isRead = ({ operation }: Call): boolean => /^(Describe|Get|List|Head|BatchGet|Query|Scan)/.test(operation);

const questionOf = ({ service, operation, region, input }: Call): string =>
  JSON.stringify([service, operation, region, input]);

/**
 * What the same question was answered before, for as long as its rule stands: a stale answer is the newest that is old enough, and
 * the oldest there is while none is. Nobody knows what a question that was never asked would have been answered, so the
 * first time it is answered as things are.
 */
export const createMemory = (clock: Clock) => {
  const answers = new Map<string, Remembered[]>();

  const remember = (call: Call, output: Output): Remembered[] => {
    const question = questionOf(call);
    const known = answers.get(question) ?? [];
    known.push({ at: clock.now(), output: structuredClone(output) });
    answers.set(question, known);
    return known;
  };

  /** Keeps the fresh answer of a read, and says what it was so many seconds ago. A call that changes something is answered as it is. */
  return (call: Call, fresh: Output, staleSeconds: number): Output => {
    if (!isRead(call)) return fresh;
    const known = remember(call, fresh);
    const oldEnough = known.findLast(({ at }) => at <= clock.now() - staleSeconds * 1000);
    return structuredClone((oldEnough ?? known[0])?.output ?? fresh);
  };
};
