import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { inWords } from '../../deployment/plans/explain.ts';
import { readPlans } from '../../deployment/plans/read-plans.ts';
import { changedText, ownPlan } from './deploy-plan.ts';
import type { PlanSituation } from './schema/plan-situation.ts';

const Staged = z.object({
  runbooks: z.object({ 'region-failover': z.object({ stages: z.array(z.looseObject({ name: z.string() })) }) }),
});

const path = 'runbooks.region-failover.stages';

/** The stages of the plan by these names; one that it does not have is a mistake. */
const stagesOf = (names: readonly string[]): object[] => {
  const { stages } = Staged.parse(ownPlan()).runbooks['region-failover'];
  return names.map((name) => {
    const found = stages.find((stage) => stage.name === name);
    if (found === undefined) throw new Error(`region-failover has no stage ${name}`);
    return found;
  });
};

type Said = PlanSituation['expect'];

/** `field: text`, without file and line. */
const saidIn = (text: string, folder: string): string[] =>
  text.split('\n').map((line) => line.replaceAll(`${folder}/`, '').replace(/^\S+\.yml:\d+: /, ''));

const ask = (folder: string): Said => {
  try {
    return {
      refused: [],
      warned: readPlans(folder)
        .warnings.map(inWords)
        .flatMap((text) => saidIn(text, folder)),
    };
  } catch (error) {
    return { refused: saidIn(error instanceof Error ? error.message : String(error), folder), warned: [] };
  }
};

/** Writes the plans into a folder of their own and asks what `npm run plans` asks. */
export const checkPlans = ({ plan, stages, also }: PlanSituation): Said => {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  try {
    const own = { ...(stages === undefined ? {} : { [path]: stagesOf(stages) }), ...plan };
    writeFileSync(join(folder, 'shielda.yml'), changedText(own));
    for (const [name, changes] of Object.entries(also))
      writeFileSync(join(folder, `${name}.yml`), changedText({ plan: name, ...changes }));
    return ask(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
