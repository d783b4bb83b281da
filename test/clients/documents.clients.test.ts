import { commandLines } from 'simulated-aws/clients/command-line.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, vi } from 'vitest';
import { blocksIn, documents } from '../documents/documents.ts';
import { playedPages } from '../documents/played-pages.ts';
import { filledIn, openTerminal, scriptOf, type Terminal, type Typed } from './documents.ts';
import { executionArn, machineArn, runInput } from './machines.ts';
import { patience } from './patience.ts';
import { type Serving, startServing } from './serving.ts';

/** What the documents tell people to type, typed as it stands, with names in its blanks. */
let serving: Serving;
let terminal: Terminal;
const [commandLine = ''] = commandLines();

beforeAll(async () => {
  serving = await startServing('--speed', '50', '--disarmed');
  terminal = openTerminal(commandLine, serving.endpoint);
});
afterAll(async () => {
  terminal.close();
  expect(await serving.stop()).toEqual({ code: 0, left: [] });
});

const lastWords = 4000;

const typed = async (script: string): Promise<Typed> => {
  const done = await terminal.type(script);
  expect(done, `${script}\n${done.error}`).toMatchObject({ code: 0 });
  return done;
};

const statusOf = async (arn: string): Promise<string> =>
  (await typed(`aws stepfunctions describe-execution --execution-arn ${arn} --query status --output text`)).out;

/** Every output of the stack, by its key: what the documents call names. */
const names = async (): Promise<Readonly<Record<string, string>>> => {
  const ask = 'aws cloudformation describe-stacks --stack-name lifeboat-dev --output text';
  const { out } = await typed(`${ask} --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]'`);
  return Object.fromEntries(out.split('\n').map((line) => line.split('\t')));
};

/** The token of the last question of a run. Throws until there is one. */
const tokenOf = (run: string): string => {
  const said = serving.printed();
  const end = said.lastIndexOf(`Reference: ${run}:approval`);
  expect(end).not.toBe(-1);
  const [, token = ''] = [...said.slice(0, end).matchAll(/--task-token "([^"]+)"/g)].at(-1) ?? [];
  expect(token).not.toBe('');
  return token;
};

/** A run that is refused lets its lock go at once; one that is stopped only after a minute and a half in which nothing is at work. */
const refuse = async (arn: string): Promise<void> => {
  const run = arn.split(':').at(-1) ?? '';
  const output = '{"answer":"refuse","operator":"Ada","reason":"another try is next"}';
  const answer = () => `aws stepfunctions send-task-success --task-token ${tokenOf(run)} --task-output '${output}'`;
  await vi.waitFor(() => typed(answer()), patience);
};

/** No run holds the lock of the plan, so that the next one may ask. */
const quiet = async (): Promise<void> => {
  const list = `aws stepfunctions list-executions --state-machine-arn ${machineArn('recover')} --status-filter RUNNING`;
  const { out } = await typed(`${list} --query 'executions[].executionArn' --output text`);
  for (const arn of out.split(/\s+/).filter((one) => one.startsWith('arn:'))) await refuse(arn);
  const { ControlTableName } = await names();
  const look = `aws dynamodb get-item --table-name ${ControlTableName} --key '{"key":{"S":"lock#shielda"}}'`;
  const holder = async () => (await typed(`${look} --query Item.runId.S --output text`)).out;
  await vi.waitFor(async () => expect(await holder()).toBe('None'), patience);
};

/** A run that waits for a yes, and the token of its question. */
const ask = async (run: string): Promise<Readonly<{ run: string; token: string; arn: string }>> => {
  await quiet();
  const input = runInput({ mode: 'approval', bypassHoldDown: true });
  await typed(
    `aws stepfunctions start-execution --state-machine-arn ${machineArn('recover')} --name ${run} --input '${input}'`,
  );
  const token = await vi.waitFor(() => tokenOf(run), patience);
  return { run, token, arn: executionArn('recover', run) };
};

const common = {
  region: 'us-east-1',
  stage: 'dev',
  plan: 'shielda',
  'your name': `Ada O'Neill`,
  why: `it's a try`,
  answer: 'refuse',
  database: 'shielda-prod',
};

const blocks = documents
  .filter(({ file }) => playedPages.some((page) => page === file))
  .flatMap(blocksIn)
  .filter(({ language }) => language === 'sh')
  .map((block, index) => ({ script: scriptOf(block), file: block.file, run: `page-${index}` }))
  .filter(({ script }) => script !== '')
  .map((block) => ({ ...block, first: block.script.split('\n')[0] ?? '' }));

it('finds what is to be typed', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(12);
  expect(new Set(blocks.map(({ file }) => file))).toEqual(new Set(playedPages));
});

/** What must be true before a block is typed, and what must have come of it. */
type Scene = Readonly<{ values: Readonly<Record<string, string>>; after: (done: Typed) => Promise<void> }>;

const nothing = async (): Promise<void> => undefined;

const answered = async (run: string): Promise<Scene> => {
  const { token, arn } = await ask(run);
  const after = () => vi.waitFor(async () => expect(await statusOf(arn)).toBe('SUCCEEDED'), patience);
  return { values: { run, 'token of the notice': token }, after };
};

const stopped = async (run: string): Promise<Scene> => {
  const { arn } = await ask(run);
  return { values: { executionArn: arn }, after: async () => expect(await statusOf(arn)).toBe('ABORTED') };
};

const redriven = async (run: string): Promise<Scene> => {
  const { arn } = await ask(run);
  await typed(`aws stepfunctions stop-execution --execution-arn ${arn}`);
  return { values: { executionArn: arn }, after: async () => expect(await statusOf(arn)).toBe('RUNNING') };
};

const audited = async (run: string): Promise<Scene> => {
  const { values, after } = await answered(run);
  await typed(
    `aws stepfunctions send-task-success --task-token '${values['token of the notice']}' --task-output '{"answer":"refuse","operator":"Ada","reason":"a try"}'`,
  );
  await after({ code: 0, out: '', error: '' });
  return {
    values: { run },
    after: async ({ out }) => expect(out).toMatch(/whole: \d+ entries are as the record has them/),
  };
};

const started = async (run: string): Promise<Scene> => {
  await quiet();
  return { values: { run }, after: async () => expect(await statusOf(executionArn('recover', run))).toBe('RUNNING') };
};

const watched = async (run: string): Promise<Scene> => {
  const { arn } = await ask(run);
  return { values: { executionArn: arn }, after: async ({ out }) => expect(out).toContain(run) };
};

/** By what stands in the block. */
const scenes: readonly Readonly<{ of: RegExp; set: (run: string) => Promise<Scene> }>[] = [
  { of: /<token of the notice>/, set: answered },
  { of: /stop-execution/, set: stopped },
  { of: /redrive-execution/, set: redriven },
  { of: /npm run audit/, set: audited },
  { of: /start-execution.*<RecoverMachineArn>/, set: started },
  { of: /list-executions/, set: watched },
];

describe.each(blocks)('$file: $first', ({ script, run }) => {
  it('does as it says', async () => {
    onTestFailed(() => console.error(serving.printed().slice(-lastWords)));
    const scene = scenes.find(({ of }) => of.test(script));
    const { values, after } = scene === undefined ? { values: {}, after: nothing } : await scene.set(run);
    await after(await typed(filledIn(script, { ...common, ...(await names()), ...values })));
  });
});
