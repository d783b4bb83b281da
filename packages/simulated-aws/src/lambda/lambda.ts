import type { Call } from '../call.ts';
import { plumbing } from '../clock/plumbing.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Identity } from '../identity/identity.ts';
import type { SimulatedService } from '../service.ts';
import type { Vpcs } from '../services/ec2/vpcs.ts';
import type { LogSink } from '../services/logs/groups.ts';
import type { World } from '../world.ts';
import type { Answer } from './answer.ts';
import { answerOfError } from './answer.ts';
import { createDescribe } from './describe.ts';
import { createFunctions, type Deployed, functionArnOf } from './functions.ts';
import { type Invocation, invoke } from './invocation.ts';
import { createInvoke } from './invoke.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { Ending } from './life.ts';
import { createPermissions } from './permissions.ts';
import { placeInVpc } from './place-in-vpc.ts';

const defaultConcurrency = 1000;
const noVpcs: Pick<Vpcs, 'ofSubnet' | 'ofGroup'> = { ofSubnet: () => undefined, ofGroup: () => undefined };

export type LambdaOptions = Readonly<{
  identity: Pick<Identity, 'issueKey' | 'decide'>;
  resolver: Resolver;
  logs?: LogSink;
  /** Without them there is no subnet that a function could name. */
  vpcs?: Pick<Vpcs, 'ofSubnet' | 'ofGroup'>;
  /** Invocations at once in a Region; AWS's default. */
  concurrentExecutions?: number;
}>;

export type InvocationRecord = Readonly<{
  function: string;
  requestId: string;
  isColdStart: boolean;
  /** ms on the world's clock. */
  startedAt: number;
  endedAt: number;
  payload: string;
  answer: Answer;
}>;

/**
 * AWS Lambda: real bundles in sandboxes.
 *
 * Models: invocation, synchronous or not (asynchronous.ts); each sandbox with a network, clock, environment and built-in
 * modules of its own (sandbox.ts); cold and warm starts, freezing between invocations, timeouts, concurrency, payload limits,
 * errors, function policies, VPCs: who may be put
 * in which, and what is reached from there (../services/ec2/reach.ts).
 * From: docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html and
 * docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * Not modelled: where the code of a function can be fetched, tags, the revision of a policy, versions, aliases, layers,
 * memory limits, the init phase's own limit, response streaming, TLS. A rejection that nobody handles is not told from one of
 * this process.
 */
export function createLambda(world: World, options: LambdaOptions) {
  const { identity, resolver, logs, vpcs = noVpcs, concurrentExecutions = defaultConcurrency } = options;
  const functions = createFunctions({ world, resolver, identity, logs }, concurrentExecutions);
  const run = createRunner(world);
  const records: InvocationRecord[] = [];

  const runRecorded = async (deployed: Deployed, invocation: Invocation): Promise<Answer> => {
    const leave = functions.enter(deployed.function);
    const startedAt = world.clock.now();
    try {
      const { isColdStart, answer } = await run(deployed, invocation);
      const { name } = deployed.function;
      const endedAt = world.clock.now();
      records.push({ function: name, ...invocation, isColdStart, startedAt, endedAt, answer });
      const { payload } = invocation;
      world.tell({ kind: 'invocation', at: endedAt, function: name, payload, answer: answer.payload });
      return answer;
    } finally {
      leave();
    }
  };

  const permissions = createPermissions(functions);

  const ofFunction = ({ FunctionName = '' }: { FunctionName?: string | undefined }, { region }: Call) => [
    functionArnOf(FunctionName, { account: world.account, region }),
  ];

  return {
    name: 'lambda',
    operations: {
      Invoke: createInvoke(world, functions, runRecorded),
      GetPolicy: permissions.getPolicy,
      ...createDescribe(functions),
    },
    resources: {
      ...{ Invoke: ofFunction, GetPolicy: ofFunction, GetFunction: ofFunction },
      ...{ GetFunctionConfiguration: ofFunction, GetFunctionConcurrency: ofFunction },
    },
    actions: { Invoke: 'lambda:InvokeFunction' },
    policyOn: permissions.policyOn,

    createFunction: (definition: LambdaFunction): void =>
      functions.add(definition, placeInVpc(definition, { account: world.account, vpcs, identity })),
    addPermission: permissions.add,
    /**
     * Every sandbox of the function ends, at work or idle; answers how many were at work. What whoever had invoked it is told: by default
     * Runtime.ExitError, of `timedOut` Sandbox.Timedout, and of `vanished` no error type, which Step Functions calls Lambda.Unknown.
     */
    kill: (name: string, ending?: Ending): number => killAll(functions.named(name), ending),
    invocations: (): readonly InvocationRecord[] => records,
    /** Nothing that a function left behind goes on. */
    close: (): void => {
      killAll(functions.all());
    },
  } satisfies SimulatedService & Record<string, unknown>;
}

function createRunner(world: World) {
  const { clock, awsTime } = world;
  const started = async ({ sandboxes }: Deployed) => {
    const warm = sandboxes.takeWarm();
    await clock.sleep(awsTime(warm === undefined ? plumbing.lambdaColdStartSeconds : plumbing.lambdaWarmInvokeSeconds));
    return { isColdStart: warm === undefined, sandbox: warm ?? (await sandboxes.startCold()) };
  };
  /** A bundle that cannot be loaded fails its invocation, as Lambda's init phase does. */
  const run = async (deployed: Deployed, invocation: Invocation): Promise<{ isColdStart: boolean; answer: Answer }> => {
    const start = await started(deployed).catch((error: unknown) => ({ answer: answerOfError(error) }));
    if ('answer' in start) return { isColdStart: true, answer: start.answer };
    const { sandbox, isColdStart } = start;
    try {
      return { isColdStart, answer: await invoke({ world, sandbox, function: deployed.function, invocation }) };
    } finally {
      deployed.sandboxes.giveBack(sandbox);
    }
  };
  return run;
}

const killAll = (deployed: readonly Deployed[], ending: Ending = { kind: 'killed' }): number =>
  deployed.reduce((killed, { sandboxes }) => killed + sandboxes.kill(ending), 0);
