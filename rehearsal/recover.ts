import { operate } from 'simulated-aws/operate.ts';
import type { Choice } from './choose.ts';
import type { Options } from './options.ts';
import type { Stage } from './stage.ts';

/** `detectedAt` in ms: when service was first seen to be lost. */
type Request = Readonly<{ options: Options; detectedAt: number }>;

/** Starts `recover` as an operator would, by hand, and answers when its execution has ended. */
export async function recover(stage: Stage, { plan, name }: Choice, request: Request) {
  const { options } = request;
  const startedAt = stage.clock.now();
  const runId = `${plan.plan}-${new Date(stage.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const input = {
    plan: plan.plan,
    runbook: name,
    occasion: 'rehearsal',
    reason: options.fault === 'none' ? 'rehearsal: nothing is broken' : `rehearsal: ${options.fault}`,
    operator: 'rehearsal',
    // More caution than the plan: the request for approval and its commands are rehearsed, too.
    mode: 'approval',
    ...typed(request),
    dryRun: options.dryRun,
  };
  const call = (operation: string, body: Readonly<Record<string, unknown>>) =>
    operate(stage.aws, { service: 'states', region: stage.standby, operation, input: body });
  const start = { stateMachineArn: stage.stack.recoverArn, name: runId, input: JSON.stringify(input) };
  const { executionArn } = await call('StartExecution', start);
  for (;;) {
    const { status } = await call('DescribeExecution', { executionArn });
    if (status !== 'RUNNING') return { runId, status: String(status), startedAt };
    await stage.clock.sleep(100);
  }
}

/** What the operator types of it, right or wrong. */
const typed = ({ options: { detectedEarlier }, detectedAt }: Request): { detectedAt?: string } =>
  detectedEarlier === 'nothing' ? {} : { detectedAt: new Date(detectedAt - detectedEarlier * 1000).toISOString() };
