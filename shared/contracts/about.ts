import { defined } from './defined.ts';

type About = Readonly<{ description: string; examples: readonly unknown[]; unit?: string }>;

/**
 * What `plans/plan.schema.json` and `docs/plan.md` say of a field: a sentence or two, and a value as a plan would hold it. `unit` where the name
 * of the field does not say it. Bundles hold none of it (deployment/drop-descriptions.ts).
 */
export const about = (description: string, example?: unknown, unit?: string): About => ({
  description,
  examples: example === undefined ? [] : [example],
  ...defined({ unit }),
});
