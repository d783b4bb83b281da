import type { WorldEvent } from 'simulated-aws/world.ts';
import * as z from 'zod';

const Asked = z.looseObject({ executionArn: z.string() });
const Waiting = z.looseObject({ status: z.literal('waiting'), because: z.string() });
/** What detection says of a plan; that all is well it says every few minutes. */
const Weighed = z.looseObject({ verdict: z.enum(['start', 'wait', 'refuse']), code: z.string(), reason: z.string() });

const longest = 200;

/** What each step waits for and what detection decides, in their own words: the last answer of the function. */
export function createReasons() {
  const reasons = new Map<string, string>();
  /** Answers the execution whose reason is new. */
  const hear = ({
    payload,
    answer,
  }: Extract<WorldEvent, { kind: 'invocation' }>): { execution: string; because: string } | undefined => {
    const execution = parsed(Asked, payload)?.executionArn;
    const news = newsIn(answer);
    if (execution === undefined || news === undefined || reasons.get(execution) === news.about) return undefined;
    reasons.set(execution, news.about);
    return { execution, because: news.because };
  };
  return { hear, of: (execution: string): string | undefined => reasons.get(execution) };
}

function parsed<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** `about`: what makes it news. Of detection that is what it decided, since the words of its signals change at every look. */
function newsIn(answer: string): { about: string; because: string } | undefined {
  const weighed = parsed(Weighed, answer);
  // Another execution watches the plan and tells.
  if (weighed?.code === 'watched') return undefined;
  if (weighed !== undefined)
    return { about: weighed.code, because: `${weighed.code}: ${weighed.reason}`.slice(0, longest) };
  const because = parsed(Waiting, answer)?.because;
  return because === undefined ? undefined : { about: because, because };
}
