import { parseArgs } from 'node:util';
import * as z from 'zod';
import { RegionName, RunId, StepId } from '../../shared/contracts/fields.ts';
import { Answer, StartRecovery } from '../../shared/contracts/recovery/run.ts';
import { purposeOfAnswer, purposeOfStart } from '../../shared/identity/proof.ts';
import { BadInput, slipIn } from '../bad-input.ts';
import { type Signing, sign } from './sign.ts';

const usage = `npm run --silent sign -- answer --run RUN [--step STEP] --region REGION < ANSWER
npm run --silent sign -- start  --run NAME --region REGION < INPUT

Prints ANSWER, which is the JSON of a notice, or INPUT, a StartRecovery, with a proof of whose AWS credentials these are. Lifeboat lets AWS
confirm it and keeps the ARN beside the name. It holds for this run, this step and these words, for 15 minutes.

  --run      the run, or for a start the name that its execution will have
  --step     of a question about a step
  --region   where Lifeboat runs, as in the command of the notice
  --help     this text
`;

const options = {
  run: { type: 'string' },
  step: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const Message = z.record(z.string(), z.unknown());
const schemas = { answer: Answer, start: StartRecovery };

export type Surroundings = Readonly<{
  stdin: () => string;
  /** As the SDK finds them. */
  credentials: (region: string) => Promise<Signing['credentials']>;
  now: () => Date;
}>;

type Outcome = Readonly<{ exitCode: number; out: string; error: string }>;

/** Exit code 0: signed; 2: it could not be. */
export async function runSign(given: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  if (given.some((one) => one === '--help' || one === '-h')) return { exitCode: 0, out: usage, error: '' };
  try {
    const read = readArguments(given);
    if (read === undefined) return { exitCode: 2, out: '', error: usage };
    const { kind, step } = read;
    const runId = checked(RunId, '--run', read.run);
    const stepId = checked(StepId.optional(), '--step', step);
    const message = readMessage(kind, surroundings.stdin());
    const purpose = kind === 'start' ? purposeOfStart(runId, message) : purposeOfAnswer({ runId, stepId }, message);
    const region = checked(RegionName, '--region', read.region);
    const credentials = await surroundings.credentials(region);
    const identity = await sign({ region, credentials, purpose, at: surroundings.now() });
    return { exitCode: 0, out: `${JSON.stringify({ ...message, identity })}\n`, error: '' };
  } catch (error) {
    if (error instanceof BadInput) return { exitCode: 2, out: '', error: `${error.message}\n` };
    throw error;
  }
}

function readArguments(given: readonly string[]) {
  const { values, positionals } = parsed(given);
  const [kind, ...others] = positionals;
  return isKind(kind) && others.length === 0 ? { kind, ...values } : undefined;
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true });
  } catch (error) {
    throw slipIn(error, 'npm run sign');
  }
}

const isKind = (text: string | undefined): text is keyof typeof schemas => text !== undefined && text in schemas;

function checked<S extends z.ZodType>(schema: S, what: string, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new BadInput(`${what}: ${z.prettifyError(read.error)}`);
}

function readMessage(kind: keyof typeof schemas, text: string): Readonly<Record<string, unknown>> {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (error) {
    throw new BadInput(`what is to be signed is no JSON: ${String(error)}`);
  }
  checked(schemas[kind], 'what is to be signed', message);
  const { identity: _, ...rest } = Message.parse(message);
  return rest;
}
