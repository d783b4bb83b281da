import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAws } from './aws-commands.ts';
import { blocksIn, type Command, commandsIn, documents, inlineCommands, shellCommands } from './documents.ts';
import { checkNpm, checkNpx } from './npm-commands.ts';
import { playedPages } from './played-pages.ts';

const withoutSettings = (words: readonly string[]): readonly string[] => {
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return words.slice(first === -1 ? words.length : first);
};

/** `A=1 npm run x && npm test` → the two, without what they set. */
const simpleCommands = ({ words, ...command }: Command): Command[] => {
  const at = words.indexOf('&&');
  if (at === -1) return [{ ...command, words: withoutSettings(words) }];
  const rest = simpleCommands({ ...command, words: words.slice(at + 1) });
  return [{ ...command, words: withoutSettings(words.slice(0, at)) }, ...rest];
};

const homeOf = (file: string): string => /^packages\/[^/]+/.exec(file)?.[0] ?? '.';

const check = async ({ words, file }: Command, isMention: boolean): Promise<void> => {
  const [program = ''] = words;
  if (program === 'npm') checkNpm(words, { home: homeOf(file), isMention });
  else if (program === 'npx') checkNpx(words);
  else if (program === 'aws') await checkAws(words);
  else if (program !== 'export') throw new Error(`nobody here knows ${program}`);
};

/** What is wrong with commands that are typed, or only mentioned. */
const complaintsOf = async (commands: readonly Command[], isMention = false): Promise<string[]> => {
  const checked = commands.flatMap(simpleCommands).map(async (command) => {
    try {
      await check(command, isMention);
      return [];
    } catch (error) {
      return [`${command.file}: ${command.line}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  return (await Promise.all(checked)).flat();
};

describe('the commands of the documents', () => {
  it('are found', () => {
    expect(shellCommands.length).toBeGreaterThan(45);
    expect(new Set(shellCommands.map(({ file }) => file)).size).toBeGreaterThan(5);
    expect(inlineCommands.length).toBeGreaterThan(40);
  });

  it('stand in blocks of a language that somebody reads', () => {
    const languages = new Set(documents.flatMap(blocksIn).map(({ language }) => language));
    expect([...languages].sort()).toEqual(['mermaid', 'sh', 'ts', 'yaml']);
  });

  it('are each understood by what they call', async () => {
    expect(await complaintsOf(shellCommands)).toEqual([]);
  });

  it('are understood in running text, too', async () => {
    expect(await complaintsOf(inlineCommands, true)).toEqual([]);
  });

  it.each([
    { line: 'npm start -- --fautl none', says: /Unknown option '--fautl'/ },
    { line: 'npm start -- --fault nome', says: /no such fault/ },
    { line: 'npm start --dry-run', says: /Unknown option '--dry-run'/ },
    { line: 'npm run rehearse', says: /has no script rehearse/ },
    { line: 'npm run bench -- minute', says: /there is no figure minute/ },
    { line: 'npm run sign -- answer --run x', says: /needs --run and --region/ },
    { line: 'npx vitest run --project units', says: /there is no project units/ },
    { line: 'npx serverless deploy -c serverless.detektor.yml', says: /there is no serverless.detektor.yml/ },
    { line: 'npx serverless remove', says: /serverless remove is not known here/ },
    { line: 'aws rds describe-db-instance', says: /there is no rds describe-db-instance/ },
    { line: 'aws dynamodb put-item --table x', says: /put-item takes no --table/ },
    { line: 'terraform apply', says: /nobody here knows terraform/ },
  ])('would not be understood: $line', async ({ line, says }) => {
    expect((await complaintsOf(commandsIn({ file: 'x.md', lines: [line] }))).join()).toMatch(says);
  });
});

/** Where a plan is the reader's own, CI takes ours. */
const ourNames: Readonly<Record<string, string>> = { '<plan>': 'shielda', '<file>': '"$vectors"' };
const inOurNames = (line: string): string => line.replace(/<\w+>/g, (name) => ourNames[name] ?? name);

const ci = readFileSync('.ci/run', 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .map((line) => /^if \[ -f .*; then (.*); fi$/.exec(line)?.[1] ?? line)
  .map((line) => line.replace(/ 2>&1 \| tee .*$/, ''));

/** Commands that a test types, and how it does. */
const typedByTests: readonly Readonly<{ line: string; file: string; as: string }>[] = [
  ...['replication-lag', 'none'].map((fault) => ({
    line: `npm start -- --fault ${fault}`,
    file: 'test/rehearsal/npm-start.rehearsal.test.ts',
    as: `start('--fault', '${fault}')`,
  })),
  {
    line: 'npm run rehearse:verify -- --fault corrupt-page',
    file: 'test/rehearsal/npm-start.rehearsal.test.ts',
    as: `'--fault', 'corrupt-page'`,
  },
  { line: 'npm run simulate', file: 'test/clients/serving.ts', as: `'rehearsal/serve.ts'` },
];

/** Commands that nobody can run here, and why. */
const unplayed: readonly Readonly<{ line: RegExp; because: string }>[] = [
  { line: /^npx serverless deploy /, because: 'needs an AWS account' },
  { line: /^npm start -- --approve me$/, because: 'needs a person at a terminal' },
  { line: /^(STRIKES|STRIKES_SEED|STRIKE)=.* npm run strikes/, because: 'CI plays another part of the same strikes' },
];

const playedBy = ({ file, line }: Command): string | undefined => {
  const ours = inOurNames(line);
  if (ci.includes(ours)) return '.ci/run';
  if (playedPages.some((page) => page === file)) return playedOnPage(ours);
  return typedByTests.find((one) => one.line === ours)?.file ?? unplayed.find((one) => one.line.test(ours))?.because;
};

/** On a page that is played, all but what rehearses: that is npm start and its kin. */
const playedOnPage = (line: string): string | undefined => {
  if (/^(aws|export) |^npm run (--silent )?(sign|audit|replay)\b/.test(line))
    return 'test/clients/documents.clients.test.ts';
  return typedByTests.find((one) => one.line === line)?.file ?? unplayed.find((one) => one.line.test(line))?.because;
};

describe('every command of the documents', () => {
  const parts = shellCommands.flatMap((command) =>
    command.line.split(' && ').map((line) => ({ ...command, line, title: `${command.file}: ${line}` })),
  );

  it.each(parts)('is run by CI or by a test, or cannot be: $title', (command) => {
    expect(playedBy(command)).toEqual(expect.any(String));
  });

  it('is run, most of them', () => {
    const reasons = parts.map(playedBy);
    expect(reasons.filter((reason) => reason === '.ci/run').length).toBeGreaterThan(15);
    expect(reasons.filter((reason) => reason?.endsWith('.clients.test.ts')).length).toBeGreaterThan(15);
    expect(parts.filter((part) => unplayed.some(({ line }) => line.test(part.line))).length).toBeLessThan(10);
  });

  it.each(typedByTests)('is typed in $file: $line', ({ file, as }) => {
    expect(readFileSync(file, 'utf8')).toContain(as);
  });

  it('that nobody can run is in some document', () => {
    for (const { line } of unplayed) expect(parts.some((part) => line.test(part.line))).toBe(true);
    expect(existsSync('test/clients/documents.clients.test.ts')).toBe(true);
  });
});
