import { isIP } from 'node:net';
import type { AskEndpoint } from '../../aws/ask-endpoint.ts';
import type { FindAddress } from '../../aws/find-address.ts';
import { read } from '../../aws/read.ts';
import { defined } from '../../contracts/defined.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { CheckEndpointSpec } from '../../contracts/specs/check-endpoint.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Reading } from '../../domain/reading.ts';
import { snippet } from '../../domain/snippet.ts';
import { secondsBetween } from '../../domain/time.ts';
import { doubt, info, warning } from '../../executor/findings.ts';
import type { Step, StepRun } from '../../executor/step.ts';

const notLooked = { good: 0, fault: undefined, isCutShort: false, name: undefined };

/** The function has 60 s; what a look cannot finish within this it leaves to the next one. */
const lookSeconds = 45;

/** The answers of one look: all good, or good ones up to one that was not. */
export type CheckEndpointFacts = Readonly<{
  good: number;
  /** What was wrong with the last answer. */
  fault: string | undefined;
  /** No more could be asked within one look. */
  isCutShort: boolean;
  /** Whether its name has an address, which is asked before the first act alone. */
  name: Reading<unknown> | undefined;
}>;

type Dependencies = Readonly<{ askEndpoint: AskEndpoint; findAddress: FindAddress; now: () => string }>;

/**
 * Proves that a service answers, from where this function runs. A bad answer is no end: until the step's own timeout it may
 * get better, and then the last one is told.
 */
export const checkEndpoint: Step<CheckEndpointSpec, CheckEndpointFacts, never, Dependencies> = {
  kind: 'checkEndpoint',
  observe,
  survey,
  decide,
  assess,
  send: (command) => command satisfies never,
};

/** One after the other, without a pause: several good answers in a row are of several targets behind a load balancer. */
async function observe(
  spec: CheckEndpointSpec,
  run: StepRun,
  { askEndpoint, now }: Dependencies,
): Promise<CheckEndpointFacts> {
  for (let good = 0; good < spec.times; good += 1) {
    if (secondsBetween(run.now, now()) + spec.timeout > lookSeconds && good > 0)
      return { ...notLooked, good, isCutShort: true };
    const fault = await faultOf(spec, askEndpoint);
    if (fault !== undefined) return { ...notLooked, good, fault };
  }
  return { ...notLooked, good: spec.times };
}

async function faultOf(spec: CheckEndpointSpec, askEndpoint: AskEndpoint): Promise<string | undefined> {
  const { url, method, timeout: timeoutSeconds } = spec;
  const answer = await read(() => askEndpoint({ url, method, timeoutSeconds: Math.min(timeoutSeconds, lookSeconds) }));
  if (answer.kind === 'unreadable') return `no answer: ${answer.failure.error}`;
  const { status, body } = answer.value;
  const isStatus = status === spec.status;
  if (isStatus && (spec.contains === undefined || body.includes(spec.contains))) return undefined;
  const wanted = isStatus ? `without ${JSON.stringify(spec.contains)}` : `instead of ${spec.status}`;
  return `status ${status} ${wanted}: ${snippet(body) || 'an empty body'}`;
}

/** What answers there comes from steps before; that there is such a name does not. */
async function survey({ url }: CheckEndpointSpec, _run: StepRun, { findAddress }: Dependencies) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return { ...notLooked, name: isIP(host) === 0 ? await read(() => findAddress(host)) : undefined };
}

function decide(spec: CheckEndpointSpec, { good, fault, isCutShort }: CheckEndpointFacts): Decision<never> {
  if (fault !== undefined) return { wait: 2, because: fault };
  if (isCutShort || good < spec.times)
    return { wait: 2, because: `only ${good} of ${spec.times} good answers within one look: too slow` };
  const { url, status } = spec;
  const contains = defined({ contains: spec.contains });
  return { done: { url, method: spec.method, status, ...contains, answersInARow: good } };
}

function assess({ url }: CheckEndpointSpec, { name }: CheckEndpointFacts, run: StepRun): Finding[] {
  if (name?.kind !== 'unreadable') return [];
  const { error } = name.failure;
  const said = `the name of ${url} leads nowhere (${error})`;
  if (error !== 'ENOTFOUND') return [warning(`whether ${url} has an address is not known: ${error}`)];
  return [run.mayBeMade ? info(`${said}; a person may make it in a stage before`) : doubt(said)];
}
