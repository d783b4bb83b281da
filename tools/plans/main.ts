import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFunctions } from '../../deployment/function-file.ts';
import { readNetwork } from '../../deployment/network/network.ts';
import { warnNetwork } from '../../deployment/network/warn-network.ts';
import { inWords } from '../../deployment/plans/explain.ts';
import { planSchema } from '../../deployment/plans/plan-schema.ts';
import { hasPlans, readPlans } from '../../deployment/plans/read-plans.ts';
import { readCommandLine } from '../command-line.ts';

const helpText = `Reads every plan in plans/: one line for each thing that is wrong or doubtful, and the hash of each plan that is fine. Writes
plans/plan.schema.json, by which editors complete and check plans.

  npm run plans -- [options]

  --check           writes nothing; fails where plans/plan.schema.json is not as the schemas in shared/contracts say
  --help            this text`;

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

const run = (isCheck: boolean): number => {
  try {
    tellPlans();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  if (!isCheck) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(schemaFile, schemaText());
    return 0;
  }
  if (isSchemaCurrent()) return 0;
  console.error(`${schemaFile} is not what the schema says; run: npm run plans`);
  return 1;
};

const read = readCommandLine({ command: 'npm run plans', help: helpText, options: { check: { type: 'boolean' } } });
if (read !== undefined) process.exitCode = run(read.values.check === true);
