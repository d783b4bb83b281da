import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { isObject } from '../../deployment/is-object.ts';
import { inWords } from '../../deployment/plans/explain.ts';
import { parsePlan } from '../../deployment/plans/parse-plan.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';

type Json = Readonly<Record<string, unknown>>;

/** A place in the plan: names and numbers between dots. What holds it must be there. */
const set = (plan: unknown, path: string, value: unknown): void => {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((at, key) => (isObject(at) ? Reflect.get(at, key) : undefined), plan);
  if (!isObject(holder)) throw new Error(`the plan has nothing at ${path}`);
  if (value === null) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
};

/** test/plans/shielda.yml as it stands. By way of JSON each alias becomes a step of its own. */
export const ownPlan = (): unknown => JSON.parse(JSON.stringify(parse(readFileSync('test/plans/shielda.yml', 'utf8'))));

/** The text of test/plans/shielda.yml with these changes, each at its path. */
export const changedText = (changes: Json): string => {
  const own = ownPlan();
  for (const [path, value] of Object.entries(changes)) set(own, path, value);
  return stringify(own, { aliasDuplicateObjects: false });
};

/** The plan of the stack with these changes, held to everything that a plan file is held to, and with a hash of its own. */
export const changedPlan = (changes: Json): DeployedPlan => {
  const { plan, problems } = parsePlan(changedText(changes), 'the plan of the situation');
  if (plan === undefined) throw new Error(problems.map(inWords).join('\n'));
  return plan;
};

/** Where the object literal that begins here ends; strings of any quotes are skipped. */
const endOfLiteral = (code: string, start: number): number => {
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(code); found !== null; found = token.exec(code)) {
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  throw new Error('the plan in the bundle has no end');
};

/** In the bundle the plan is a literal: another one in its place, in every function that knows plans. */
const replaced = (code: string, plan: DeployedPlan): string => {
  const start = code.indexOf(`{plan:"${plan.plan}"`);
  if (start < 0) return code;
  return `${code.slice(0, start)}${JSON.stringify(plan)}${code.slice(endOfLiteral(code, start))}`;
};

/** The packaged stack as if the plan had been deployed so. Roles and rules are those of the plan as it stands in plans/. */
export const deployPlan =
  (plan: DeployedPlan) =>
  (packaged: PackagedStack): PackagedStack => ({
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: replaced(code, plan), file };
    },
  });
