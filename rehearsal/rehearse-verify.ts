import { runCommand } from './run-command.ts';
import { verifyFaultNames, verifyFaultOf } from './verify/faults.ts';
import { readVerifyOptions, verifyHelpText } from './verify/options.ts';
import { rehearseVerification } from './verify/rehearse.ts';

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
