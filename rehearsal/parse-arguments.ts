import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { Complaint, wordsOf } from 'simulated-aws/complaint.ts';

/** What stands on the command line; a slip is answered with where the help is. `command` as a person types it. */
export function parseArguments<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T, command: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    throw new Complaint(`${wordsOf(error).split('. ')[0]}. See: ${command} -- --help`);
  }
}
