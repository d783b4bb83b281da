import { runCommand } from './run-command.ts';
import { readServeOptions, serveHelpText } from './serving/options.ts';
import { serve } from './serving/serve.ts';

await runCommand(async (signal) => {
  const options = readServeOptions(process.argv.slice(2));
  if (options.command === 'help') console.log(serveHelpText);
  else await serve(options, { out: process.stdout, keyboard: process.stdin }, signal);
  return [];
});
