import * as z from 'zod';

/** Anybody may start an execution with whatever they like; what is longer than this is no trigger. */
const longest = 4000;

/** What an execution was started with, as JSON; nothing where that cannot be read. */
export function triggerOf(input: string): z.output<ReturnType<typeof z.json>> {
  if (input.length > longest) return {};
  try {
    return z.json().parse(JSON.parse(input));
  } catch {
    return {};
  }
}
