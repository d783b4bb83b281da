import { Complaint } from 'simulated-aws/complaint.ts';
import type { ReadPlans } from '../deployment/plans/read-plans.ts';
import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { choose, plansIn } from './choose.ts';
import { faults } from './faults.ts';
import { refusalsOf } from './landscape/draft/draft-landscape.ts';
import { helpText, readOptions } from './options.ts';
import { rehearse } from './rehearse.ts';
import { runCommand } from './run-command.ts';
import { withFault } from './with-fault.ts';

/** Each runbook of a plan; below those that cannot be staged stands why. */
const runbookLines = ({ rehearsals }: ReadPlans, plan: DeployedPlan): string[] =>
  Object.entries(plan.runbooks).flatMap(([name, runbook]) => {
    const rehearsal = rehearsals[plan.plan];
    const refusals = refusalsOf({ plan, runbook, rehearsal });
    return [`    ${name}${refusals.length === 0 ? '' : ' (cannot be staged)'}`, ...refusals.map((line) => `      ${line}`)];
  });

const listText = (folder: string): string => {
  const read = plansIn(folder);
  const plans = Object.values(read.plans).flatMap((plan) => [
    `  ${plan.plan} (${plan.regions.primary} to ${plan.regions.standby})`,
    ...runbookLines(read, plan),
  ]);
  const named = Object.entries(faults).map(([name, { text }]) => `  ${name.padEnd(18)} ${text}`);
  return [`Plans of ${folder}/ and their runbooks`, ...plans, '', 'Faults', ...named].join('\n');
};

await runCommand(async (signal) => {
  const asked = readOptions(process.argv.slice(2));
  if (asked.command === 'help') console.log(helpText);
  if (asked.command === 'list') console.log(listText(asked.plans));
  if (asked.command !== 'rehearse') return [];
  const choice = choose(asked);
  const options = withFault(asked, choice);
  if (options.approve === 'me' && !process.stdin.isTTY)
    throw new Complaint('--approve me needs a terminal to ask at; leave it out and the rehearsal answers.');
  return await rehearse({ options, choice }, process.stdout, signal);
});
