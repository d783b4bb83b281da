import middy from '@middy/core';
import type * as z from 'zod';
import { readEnvironment } from './environment.ts';
import { observe } from './observe.ts';
import { parseInput } from './parse-input.ts';

export type TaskDefinition<I extends z.ZodType, O extends z.ZodType, E extends z.ZodType, D> = Readonly<{
  /** The folder of the function; on every line of its log and on its metrics. */
  name: string;
  input: I;
  output: O;
  environment: E;
  /** Makes the clients, once, at the cold start. */
  connect: (environment: z.output<E>) => D;
  run: (input: z.output<I>, dependencies: D) => Promise<z.input<O>>;
}>;

/**
 * A Lambda handler of a task of a state machine. Throws InvalidEnvironment at the cold start and InvalidInput before
 * anything is done; whatever the task throws is logged once and reaches the machine under its own name.
 */
export function task<I extends z.ZodType, O extends z.ZodType, E extends z.ZodType, D>(
  definition: TaskDefinition<I, O, E, D>,
) {
  const dependencies = definition.connect(readEnvironment(definition.environment));
  const handle = async (event: unknown): Promise<z.output<O>> => {
    const input = parseInput(definition.input, event);
    return definition.output.parse(await definition.run(input, dependencies));
  };
  return middy<unknown, z.output<O>>({ timeoutEarlyInMillis: 0 }).use(observe(definition.name)).handler(handle);
}
