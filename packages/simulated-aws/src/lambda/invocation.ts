import type { World } from '../world.ts';
import { type Answer, answerOfEnding, answerOfError, answerOfResult } from './answer.ts';
import { type LambdaFunction, logGroupOf } from './lambda-function.ts';
import type { Sandbox } from './sandbox.ts';

export type Invocation = Readonly<{ requestId: string; payload: string }>;

type Running = Readonly<{ world: World; sandbox: Sandbox; function: LambdaFunction; invocation: Invocation }>;

/**
 * One invocation in a sandbox that is ready. It ends with the handler, or with the sandbox: at the function's timeout, when
 * it is killed, or when something throws outside the handler. Afterwards the sandbox is frozen until it is needed again.
 */
export async function invoke(running: Running): Promise<Answer> {
  const { world, sandbox, function: deployed, invocation } = running;
  const { life } = sandbox;
  const timeout = world.clock.after(deployed.timeoutSeconds * 1000, () => life.end({ kind: 'timedOut' }));
  let forget: () => void = () => undefined;
  const ended = new Promise<Answer>((resolve) => {
    forget = life.onEnd((ending) => resolve(answerOfEnding(ending, invocation.requestId, deployed)));
  });
  life.thaw();
  const answer = await Promise.race([ended, callHandler(running)]);
  timeout.cancel();
  forget();
  life.freeze();
  return answer;
}

async function callHandler(running: Running): Promise<Answer> {
  const { sandbox, world, invocation } = running;
  sandbox.environment._X_AMZN_TRACE_ID = traceHeader(world);
  try {
    return answerOfResult(await sandbox.handle(JSON.parse(invocation.payload), contextOf(running)));
  } catch (error) {
    return answerOfError(error);
  }
}

function traceHeader({ clock, random }: World) {
  const seconds = Math.floor(clock.now() / 1000).toString(16);
  return `Root=1-${seconds}-${random.hex(24)};Parent=${random.hex(16)};Sampled=0`;
}

/** docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf({ world, sandbox, function: deployed, invocation }: Running) {
  const endsAt = world.clock.now() + deployed.timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: deployed.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: deployed.arn,
    memoryLimitInMB: String(deployed.memorySize),
    awsRequestId: invocation.requestId,
    logGroupName: logGroupOf(deployed),
    logStreamName: sandbox.logStream,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - world.clock.now()),
  };
}
