import { AwsFault, type Call, type Output } from '../call.ts';
import type { Clock } from '../clock/clock.ts';

/** What a service has said: its output, or that there is no such thing. */
export type Answer = Readonly<{ output: Output }> | Readonly<{ missing: AwsFault }>;

/** The error of a read that only says that nothing is there is an answer like any other; undefined: it is none. */
export const answerIn = (error: unknown): Answer | undefined =>
  error instanceof AwsFault && error.status === 404 ? { missing: error } : undefined;

type Remembered = Readonly<{ at: number; answer: Answer }>;

/**
 * What the same question was answered before, for as long as its rule stands: a stale answer is the newest that is old enough, and
 * the oldest there is while none is. Nobody knows what a question that was never asked would have been answered, so the
 * first time it is answered as things are. What was not there when it was first asked for stays so, too.
 */
export function createMemory(clock: Clock) {
  const answers = new Map<string, Remembered[]>();

  const remember = (call: Call, answer: Answer): Remembered[] => {
    const question = questionOf(call);
    const known = answers.get(question) ?? [];
    known.push({ at: clock.now(), answer: copyOf(answer) });
    answers.set(question, known);
    return known;
  };

  /** Keeps the fresh answer of a read, and says what it was so many seconds ago. A call that changes something is answered as it is. */
  return (call: Call, fresh: Answer, staleSeconds: number): Answer => {
    if (!isRead(call)) return fresh;
    const known = remember(call, fresh);
    const oldEnough = known.findLast(({ at }) => at <= clock.now() - staleSeconds * 1000);
    return copyOf((oldEnough ?? known[0])?.answer ?? fresh);
  };
}

const questionOf = ({ service, operation, region, input }: Call): string =>
  JSON.stringify([service, operation, region, input]);

/** An error keeps its class, which a clone would lose. */
const copyOf = (answer: Answer): Answer => ('missing' in answer ? answer : { output: structuredClone(answer.output) });

const isRead = ({ operation }: Call): boolean => /^(Describe|Get|List|Head|BatchGet|Query|Scan)/.test(operation);
