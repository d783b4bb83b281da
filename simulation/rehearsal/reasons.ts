import * as z from 'zod';
import type { WorldEvent } from '../world.ts';

const Asked = z.looseObject({ executionArn: z.string() });
const Waiting = z.looseObject({ status: z.literal('waiting'), because: z.string() });
/** What detection says of a plan; that all is well it says every few minutes. */
const Weighed = z.looseObject({ verdict: z.enum(['start', 'wait', 'refuse']), code: z.string(), reason: z.string() });

const parsed = <T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined => {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** What each step waits for and what detection decides, in their own words: the last answer of the function. */
export const createReasons = () => {
  const reasons = new Map<string, string>();
  /** Answers the execution whose reason is new. */
  const hear = ({
    payload,
    answer,
  }: Extract<WorldEvent, { kind: 'invocation' }>): { execution: string; because: string } | undefined => {
    const execution = parsed(Asked, payload)?.executionArn;
    const weighed = parsed(Weighed, answer);
    const because = parsed(Waiting, answer)?.because ?? (weighed && `${weighed.code}: ${weighed.reason}`);
    if (execution === undefined || because === undefined || reasons.get(execution) === because) return undefined;
    reasons.set(execution, because);
    return { execution, because };
  };
  return { hear, of: (execution: string): string | undefined => reasons.get(execution) };
};
