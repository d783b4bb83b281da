import * as z from 'zod';

/** As much of Amazon States Language as the checks look at; loose, since asl-validator holds the grammar. */
const Rule = z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string().optional() });

export type State = z.output<typeof State>;

const Branch = z.looseObject({
  StartAt: z.string(),
  get States(): z.ZodRecord<z.ZodString, typeof State> {
    return z.record(z.string(), State);
  },
});

const State = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Arguments: z.unknown().optional(),
  Default: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  HeartbeatSeconds: z.union([z.number(), z.string()]).optional(),
  Retry: z.array(Rule).optional(),
  Catch: z.array(Rule).optional(),
  get ItemProcessor() {
    return Branch.optional();
  },
  get Branches() {
    return z.array(Branch).optional();
  },
});

export const Machine = Branch.extend({
  Comment: z.string(),
  QueryLanguage: z.literal('JSONata'),
  TimeoutSeconds: z.number().optional(),
});

export type Rule = z.output<typeof Rule>;

export type Machine = z.output<typeof Machine>;

export type NamedState = Readonly<{ name: string; state: State }>;

/** Every state of a machine, those inside Map and Parallel included. */
export const statesOf = (machine: { States: Record<string, State> }): NamedState[] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    { name, state },
    ...[state.ItemProcessor, ...(state.Branches ?? [])].flatMap((branch) => (branch ? statesOf(branch) : [])),
  ]);

/** Names in `${...}`, anywhere in the definition. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{(\w+)\}/g)].flatMap((match) => match[1] ?? [])),
];
