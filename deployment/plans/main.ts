import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFunctions } from '../function-file.ts';
import { readNetwork } from '../network/network.ts';
import { warnNetwork } from '../network/warn-network.ts';
import { inWords } from './explain.ts';
import { planSchema } from './plan-schema.ts';
import { hasPlans, readPlans } from './read-plans.ts';

const folder = 'plans';
const schemaFile = `${folder}/plan.schema.json`;

/** What editors complete and check plan files with. */
const schemaText = () => `${JSON.stringify(planSchema(), null, 2)}\n`;

/** Each plan with its hash. A checkout without one is as it should be; only a stack needs one. */
function tellPlans(): void {
  if (!hasPlans(folder)) {
    console.log(
      `${folder}: no plan here yet; write one plan file per protected service, <name>.yml (docs/first-service.md)`,
    );
    return;
  }
  const read = readPlans(folder);
  for (const warning of read.warnings) console.log(`warning: ${inWords(warning)}`);
  const plans = Object.values(read.plans);
  for (const warning of warnNetwork(readNetwork(), plans, readFunctions())) console.log(`warning: ${warning}`);
  for (const plan of plans) console.log(`${plan.plan}: fine, hash ${plan.hash}`);
}

const isSchemaCurrent = (): boolean => existsSync(schemaFile) && readFileSync(schemaFile, 'utf8') === schemaText();

const run = (): number => {
  try {
    tellPlans();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  if (!process.argv.includes('--check')) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(schemaFile, schemaText());
    return 0;
  }
  if (!isSchemaCurrent()) {
    console.error(`${schemaFile} is not what the schema says; run: npm run plans`);
    return 1;
  }
  return 0;
};

process.exitCode = run();
