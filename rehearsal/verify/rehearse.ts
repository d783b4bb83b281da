import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from 'simulated-aws/complaint.ts';
import { operate } from 'simulated-aws/operate.ts';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { renderVerificationHtml } from '../../shared/report/verification/render-html.ts';
import { renderVerificationMarkdown } from '../../shared/report/verification/render-markdown.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { onStage } from '../on-stage.ts';
import { readVerification } from '../read-results.ts';
import type { Terminal } from '../screen.ts';
import { requireApplicable } from './faults.ts';
import type { VerifyOptions } from './options.ts';
import { chooseVerified } from './plan-data.ts';
import { shortcomingsOf } from './shortcomings.ts';
import { setVerifyStage, type VerifyStage } from './stage.ts';
import { verifySummary } from './summary.ts';

/** What is to be verified, and how. Throws a Complaint before anything starts. */
export function readyToVerify(options: VerifyOptions) {
  const choice = chooseVerified(options);
  requireApplicable(options.fault, choice.plan.plan, choice.victim);
  return { options, choice };
}

type Ready = ReturnType<typeof readyToVerify>;

/** Verifies on a stage that is set, and takes nothing down. Answers in what it did not end as it must. */
export async function verifyOn(
  stage: VerifyStage,
  { options }: Ready,
  { out, timeline }: Readonly<{ out: Terminal; timeline: LiveTimeline }>,
): Promise<string[]> {
  const notices: string[] = [];
  stage.aws.sns.subscribe(stage.stack.topicArn, ({ message }) => void notices.push(message));
  if (options.fault === 'leftover') await leaveCopy(stage, timeline);
  const record = await verifyOnce(stage);
  timeline.end();
  out.write(`${verifySummary(record, options)}\n\n`);
  for (const file of writeReport(record)) out.write(`  ${file}\n`);
  return shortcomingsOf(record, { options, stage, notice: notices.at(-1) ?? '' });
}

/** The run that could not clean up, whose copy the next one has to find. */
async function leaveCopy(stage: VerifyStage, timeline: LiveTimeline): Promise<void> {
  const earlier = await verifyOnce(stage);
  timeline.say(`the earlier run ended: ${earlier.reason}`);
  stage.aws.faults.clear();
  await stage.clock.sleep(1000);
}

/** Starts verify-restores as the console does, with `{}`, and answers the record that it left. */
async function verifyOnce({ stack, clock, aws, standby }: VerifyStage): Promise<VerificationRecord> {
  const name = `verify-${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const call = (operation: string, input: Readonly<Record<string, unknown>>) =>
    operate(aws, { service: 'states', region: standby, operation, input });
  const { executionArn } = await call('StartExecution', { stateMachineArn: stack.verifyArn, name, input: '{}' });
  for (;;) {
    const { status } = await call('DescribeExecution', { executionArn });
    if (status !== 'RUNNING') break;
    await clock.sleep(50);
  }
  const record = readVerification({ aws, stack }, name);
  if (record === undefined) throw new Complaint(`The verification ${name} ended and left no record.`);
  return record;
}

function writeReport(record: VerificationRecord): string[] {
  const folder = join('.lifeboat', 'reports', record.runId);
  mkdirSync(folder, { recursive: true });
  const files = {
    'report.html': renderVerificationHtml(record),
    'report.md': renderVerificationMarkdown(record),
    'record.json': JSON.stringify(record, null, 2),
  };
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** A verification from nothing to its report. Answers in what it did not end as it must; empty when it did. */
export async function rehearseVerification(
  options: VerifyOptions,
  out: Terminal,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ready = readyToVerify(options);
  return await onStage(out, signal, async (surroundings) => {
    const stage = await setVerifyStage(options, ready.choice, surroundings);
    return await verifyOn(stage, ready, { out, timeline: surroundings.timeline });
  });
}
