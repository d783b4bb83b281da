import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

type Command<T extends ParseArgsOptionsConfig> = Readonly<{
  /** As a person types it: `npm run docs`. */
  command: string;
  help: string;
  options: T;
  /** Whether it takes names besides options. */
  takesNames?: boolean;
  argv?: readonly string[];
}>;

const helpOption = { help: { type: 'boolean', short: 'h', default: false } } as const;

/**
 * The options and names on the command line. Undefined where there is nothing left to do: the help was asked for and printed, or a slip was told in
 * one line, with exit code 2.
 */
export function readCommandLine<const T extends ParseArgsOptionsConfig>({
  command,
  help,
  options,
  takesNames = false,
  argv = process.argv.slice(2),
}: Command<T>) {
  try {
    const read = parseArgs({
      args: [...argv],
      options: { ...options, ...helpOption },
      allowPositionals: takesNames,
    });
    if (!argv.some((arg) => arg === '--help' || arg === '-h')) return read;
    console.log(help);
  } catch (error) {
    refuse(command, (error instanceof Error ? error.message : String(error)).split('. ')[0] ?? '');
  }
  return undefined;
}

/** One line of what is wrong with what was typed, and where the help is. */
export function refuse(command: string, says: string): void {
  console.error(`${says}. See: ${command} -- --help`);
  process.exitCode = 2;
}
