import { type Boto3, pythonsWithBoto3, startBoto3 } from 'simulated-aws/clients/boto3.ts';
import { commandLines, createCommandLine, paste } from 'simulated-aws/clients/command-line.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, vi } from 'vitest';
import * as z from 'zod';
import { commandWithJson } from '../../shared/notices/paste.ts';
import { testPlans } from '../support/plans.ts';
import { commands, errors } from './commands.ts';
import { looks } from './looks.ts';
import { executionArn, machineArn } from './machines.ts';
import { patience } from './patience.ts';
import { type Serving, startServing } from './serving.ts';
import { stories } from './stories.ts';

/**
 * npm run simulate, as clients that are not ours see it. Needs Debian's python3-boto3 and awscli, or any others; .ci/run installs
 * them. It is no part of npm test, which needs nothing but Node.
 */
let serving: Serving;
beforeAll(async () => {
  serving = await startServing('--plans', testPlans, '--speed', '100');
});
afterAll(async () => {
  expect(await serving.stop()).toEqual({ code: 0, left: [] });
});

/** Characters of what the simulation printed, where a test fails. */
const lastWords = 4000;

const pythons = pythonsWithBoto3();
const [commandLine = ''] = commandLines();

it('is tried with boto3 and with the aws command line: apt-get install python3-boto3 awscli', () => {
  expect(pythons).not.toEqual([]);
  expect(commandLine).not.toBe('');
});

const boto3s = new Map<string, Boto3>();
beforeAll(async () => {
  for (const python of pythons) boto3s.set(python, await startBoto3(python, serving.endpoint));
});
afterAll(() => {
  for (const boto3 of boto3s.values()) boto3.close();
});

const boto3Of = (python: string): Boto3 => {
  const boto3 = boto3s.get(python);
  if (boto3 === undefined) throw new Error(`boto3 of ${python} was not started`);
  return boto3;
};

describe.each(pythons)('boto3 of %s', (python) => {
  it.each(looks)('reads $service $call', async ({ answer, ...asked }) => {
    expect(await boto3Of(python).ask(asked)).toMatchObject({ answer });
  });
});

// By story: a run that was stopped keeps its plan's lock until the next run, and verifications wait for it.
describe.each(stories)('a person $what', ({ tell }) => {
  it.each(pythons)('with boto3 of %s', async (python) => {
    onTestFailed(() => console.error(serving.printed().slice(-lastWords)));
    await tell({ boto3: boto3Of(python), mark: String(pythons.indexOf(python)) });
  });
});

describe('the aws command line', () => {
  it.each(commands)('is answered: $args.0 $args.1', async ({ args, answer }) => {
    expect(await createCommandLine(commandLine, serving.endpoint)(args)).toMatchObject({ answer });
  });

  it.each(errors)('prints $says for $args.0 $args.1', async ({ args, says }) => {
    const printed = await createCommandLine(commandLine, serving.endpoint)(args);
    expect(printed).toEqual({ error: expect.stringContaining(says) });
  });

  it('takes a command of a notice, with a name and a reason that have apostrophes', async () => {
    const machine = machineArn('recover');
    const start = `${commandLine} --endpoint-url ${serving.endpoint} --output json stepfunctions start-execution`;
    const input = {
      plan: 'shielda',
      dryRun: true,
      occasion: 'rehearsal',
      operator: "Ada O'Neill",
      reason: `it's "$HOME"`,
    };
    const pasted = commandWithJson(`${start} --state-machine-arn ${machine} --name pasted`, '--input', input);
    const arn = executionArn('recover', 'pasted');
    expect(paste(pasted)).toMatchObject({ executionArn: arn });
    const look = ['stepfunctions', 'describe-execution', '--execution-arn', arn];
    const { answer } = z
      .object({ answer: z.looseObject({ input: z.string() }) })
      .parse(await createCommandLine(commandLine, serving.endpoint)(look));
    expect(JSON.parse(answer.input)).toEqual(input);
  });

  it('starts a run with a proof of whose credentials these are, which the run has confirmed', async () => {
    const input = { plan: 'shielda', dryRun: true, occasion: 'rehearsal', operator: 'Ada', reason: 'a try' };
    const aws = `${commandLine} --endpoint-url ${serving.endpoint} --output json`;
    const machine = machineArn('recover');
    const start = `${aws} stepfunctions start-execution --state-machine-arn ${machine} --name signed`;
    const signing = `${process.execPath} tools/sign/main.ts start --run signed --region us-east-1`;
    const signed = `${signing} <<'JSON' | ${start} --input file:///dev/stdin`;
    paste([signed, JSON.stringify(input), 'JSON']);
    const tables = await createCommandLine(commandLine, serving.endpoint)(['dynamodb', 'list-tables']);
    const [table = ''] = /lifeboat-dev-Ledger[\w-]*/.exec(JSON.stringify(tables)) ?? [];
    const look = [
      ...['dynamodb', 'query', '--table-name', table],
      ...['--key-condition-expression', 'runId = :run', '--expression-attribute-values', '{":run":{"S":"signed"}}'],
    ];
    const found = () => createCommandLine(commandLine, serving.endpoint)(look);
    await vi.waitFor(async () => expect(JSON.stringify(await found())).toContain('runOpened'), patience);
    expect(JSON.stringify(await found())).toContain('arn:aws:iam::111122223333:user/operator');
  });
});

describe('the terminal of npm run simulate', () => {
  const typed = async (line: string, says: string): Promise<void> => {
    serving.type(line);
    await vi.waitFor(() => expect(serving.printed()).toContain(says), patience);
  };

  it('loses a Region and heals it', async () => {
    await typed('lose us-west-2', 'us-west-2 is lost');
    await typed('lose us-west-2', 'us-west-2 is lost already');
    await typed('heal us-west-2', 'us-west-2 answers again');
  });

  it('says what it takes', async () => {
    await typed('lose mars', 'lose takes us-west-2 or us-east-1, not "mars"');
    await typed('explode', '"explode" is none of: lose REGION, heal REGION, quit');
  });
});
