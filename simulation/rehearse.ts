import { Complaint } from './complaint.ts';
import { choose, plansHere } from './rehearsal/choose.ts';
import { faults } from './rehearsal/faults.ts';
import { helpText, readOptions } from './rehearsal/options.ts';
import { rehearse } from './rehearsal/rehearse.ts';

const listText = (): string => {
  const plans = Object.values(plansHere()).map(
    (plan) =>
      `  ${plan.plan} (${plan.regions.primary} to ${plan.regions.standby}): ${Object.keys(plan.runbooks).join(', ')}`,
  );
  const named = Object.entries(faults).map(([name, { text }]) => `  ${name.padEnd(18)} ${text}`);
  return ['Plans and their runbooks', ...plans, '', 'Faults', ...named].join('\n');
};

const interrupted = new AbortController();

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (options.command === 'help') console.log(helpText);
  if (options.command === 'list') console.log(listText());
  if (options.command !== 'rehearse') return 0;
  choose(options);
  if (options.approve === 'me' && !process.stdin.isTTY)
    throw new Complaint('--approve me needs a terminal to ask at; leave it out and the rehearsal answers.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const missing = await rehearse(options, process.stdout, interrupted.signal);
  for (const one of missing) console.error(`Not shown: ${one}.`);
  return missing.length === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Complaint ? error.message : error);
  process.exitCode = interrupted.signal.aborted ? 130 : 2;
}
