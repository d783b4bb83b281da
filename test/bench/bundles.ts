import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { functionKey, readFunctions, stateName } from '../../deployment/function-file.ts';
import { packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { testPlans } from '../support/plans.ts';

export type BundleFigures = Readonly<{ name: string; kilobytes: number; medianMs: number; bestMs: number }>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Properties: z
        .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional() })
        .optional(),
    }),
  ),
});

/** Prints how long one module took to load: the whole of a cold start that is ours. */
const load = `const start = performance.now(); require(process.argv[1]); console.log(performance.now() - start);`;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** What stands for a value that only a deployment knows, the topic's among them: nothing is called while a module loads. */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : 'arn:aws:sns:us-east-1:111122223333:of-the-deployment';

/** Without source maps, and without the certificates of RDS, which only Lambda's own image has. */
const loadOnce = (file: string, variables: Readonly<Record<string, unknown>>): number => {
  const ours = Object.entries(variables).filter(([name]) => !name.startsWith('NODE_'));
  const env = { ...Object.fromEntries(ours.map(([name, value]) => [name, asText(value)])), AWS_REGION: 'us-east-1' };
  return Number(execFileSync(process.execPath, ['-e', load, resolve(file)], { env, encoding: 'utf8' }));
};

const rounds = 15;

/** Size and time to load of each function of the packaged stack, each time in a fresh process; turn and turn about. */
export const measureBundles = async (): Promise<BundleFigures[]> => {
  const stack = await packageStack('us-east-1', testPlans);
  const { Resources } = Template.parse(stack.template);
  const functions = readFunctions().map(({ folder }) => {
    const name = functionKey(folder);
    const variables = Resources[`${stateName(folder)}LambdaFunction`]?.Properties?.Environment?.Variables ?? {};
    const times: number[] = [];
    return { name, file: stack.codeOf(name).file, variables, times };
  });
  for (let round = 0; round < rounds; round += 1)
    for (const { file, variables, times } of functions) times.push(loadOnce(file, variables));
  return functions.map(({ name, file, times }) => ({
    name,
    kilobytes: statSync(file).size / 1024,
    medianMs: median(times),
    bestMs: Math.min(...times),
  }));
};
