import { Complaint } from 'simulated-aws/complaint.ts';
import { choose, plansIn } from './choose.ts';
import { faults } from './faults.ts';

import { helpText, readOptions } from './options.ts';
import { rehearse } from './rehearse.ts';
import { runCommand } from './run-command.ts';
import { withFault } from './with-fault.ts';

const listText = (folder: string): string => {
  const plans = Object.values(plansIn(folder).plans).map(
    (plan) =>
      `  ${plan.plan} (${plan.regions.primary} to ${plan.regions.standby}): ${Object.keys(plan.runbooks).join(', ')}`,
  );
  const named = Object.entries(faults).map(([name, { text }]) => `  ${name.padEnd(18)} ${text}`);
  return ['Plans and their runbooks', ...plans, '', 'Faults', ...named].join('\n');
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
