import { readFileSync, writeFileSync } from 'node:fs';
import { readFunctions } from '../function-file.ts';
import { readNetwork } from '../network/network.ts';
import { warnNetwork } from '../network/warn-network.ts';
import { inWords } from './explain.ts';
import { planSchema } from './plan-schema.ts';
import { readPlans } from './read-plans.ts';

const schemaFile = 'plans/plan.schema.json';

/** What editors complete and check plan files with. */
const schemaText = () => `${JSON.stringify(planSchema(), null, 2)}\n`;

const run = (): number => {
  try {
    const read = readPlans();
    for (const warning of read.warnings) console.log(`warning: ${inWords(warning)}`);
    const plans = Object.values(read.plans);
    for (const warning of warnNetwork(readNetwork(), plans, readFunctions())) console.log(`warning: ${warning}`);
    for (const plan of plans) console.log(`${plan.plan}: fine, hash ${plan.hash}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  if (!process.argv.includes('--check')) writeFileSync(schemaFile, schemaText());
  else if (readFileSync(schemaFile, 'utf8') !== schemaText()) {
    console.error(`${schemaFile} is not what the schema says; run: npm run plans`);
    return 1;
  }
  return 0;
};

process.exitCode = run();
