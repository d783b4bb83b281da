import { runCommand } from './rehearsal/run-command.ts';
import { verifyFaultNames, verifyFaultOf } from './rehearsal/verify/faults.ts';
import { readVerifyOptions, verifyHelpText } from './rehearsal/verify/options.ts';
import { rehearseVerification } from './rehearsal/verify/rehearse.ts';

const listText = (): string =>
  [
    'Faults, and how each must end',
    ...verifyFaultNames.map((name) => `  ${name.padEnd(16)} ${verifyFaultOf(name).text}: ${verifyFaultOf(name).ends}`),
  ].join('\n');

await runCommand(async (signal) => {
  const options = readVerifyOptions(process.argv.slice(2));
  if (options.command === 'help') console.log(verifyHelpText);
  if (options.command === 'list') console.log(listText());
  return options.command === 'verify' ? await rehearseVerification(options, process.stdout, signal) : [];
});
