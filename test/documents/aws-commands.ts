import { createModels } from 'simulated-aws/wire/models.ts';

/** Names of the command line that are not those by which requests are signed. */
const signingNames: Readonly<Record<string, string>> = {
  stepfunctions: 'states',
  s3api: 's3',
  cloudwatch: 'monitoring',
};

/** What every command takes, and what the command line adds to lists. */
const common = new Set(['region', 'query', 'output', 'max-items', 'endpoint-url', 'no-paginate']);

/** Members that would be taken for an option of every command. */
const renamed: Readonly<Record<string, string>> = { 'task-output': 'output' };

const models = createModels();

const pascal = (kebab: string): string =>
  kebab.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());

/** Acronyms are written in capitals in some places, and not in others. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const optionsIn = (words: readonly string[]): string[] =>
  words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));

/** `aws s3 cp`: the one command here that is no operation. */
const checkCopy = (words: readonly string[]): void => {
  const [from, to] = words
    .slice(3)
    .filter((word, index, all) => !word.startsWith('--') && all[index - 1] !== '--region');
  if (from?.startsWith('s3://') !== true || to === undefined) throw new Error('aws s3 cp takes an object and a file');
};

/** Throws what is wrong with `aws <service> <operation> …`, by the schemas of the SDK. */
export const checkAws = async (words: readonly string[]): Promise<void> => {
  const [, service = '', operation = ''] = words;
  if (service === 's3' && operation === 'cp') return checkCopy(words);
  const model = await models(signingNames[service] ?? service);
  const found = [...(model?.operations.values() ?? [])].find(({ name }) => isSame(name, pascal(operation)));
  if (found === undefined) throw new Error(`there is no ${service} ${operation}`);
  const members = Object.keys(found.input.getMemberSchemas());
  const unknown = optionsIn(words.slice(3)).filter(
    (option) => !common.has(option) && !members.some((member) => isSame(member, pascal(renamed[option] ?? option))),
  );
  if (unknown.length > 0) throw new Error(`${service} ${operation} takes no --${unknown.join(', --')}`);
};
