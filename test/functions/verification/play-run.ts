import { setTimeout as sleep } from 'node:timers/promises';
import type { AskCopy } from '../../../functions/check-restored-data/ask.ts';
import { checkRestoredData } from '../../../functions/check-restored-data/check-restored-data.ts';
import { chooseRecoveryPoint } from '../../../functions/choose-recovery-point/choose-recovery-point.ts';
import { closeVerification } from '../../../functions/close-verification/close-verification.ts';
import { discardRestore } from '../../../functions/discard-restore/discard-restore.ts';
import { listVerifications } from '../../../functions/list-verifications/list-verifications.ts';
import { notifyVerification } from '../../../functions/notify-verification/notify-verification.ts';
import { openVerification } from '../../../functions/open-verification/open-verification.ts';
import { recordFailure } from '../../../functions/record-failure/record-failure.ts';
import { recordVerification } from '../../../functions/record-verification/record-verification.ts';
import { restoreDatabase } from '../../../functions/restore-database/restore-database.ts';
import type { StepOutput } from '../../../shared/contracts/recovery/run.ts';
import type { VerificationItem } from '../../../shared/contracts/verification/run.ts';
import { buildVerificationRecord } from '../../../shared/report/verification/build-verification-record.ts';
import { renderVerificationHtml } from '../../../shared/report/verification/render-html.ts';
import { renderVerificationMarkdown } from '../../../shared/report/verification/render-markdown.ts';
import type { BuildVerification } from '../../../shared/verification/build-verification.ts';
import { askHere } from './ask-here.ts';
import type { VerifyWorld } from './world.ts';

const mostLooks = 400;

/** As the machine does it: look after look until it is done or has failed. The waits pass at once. */
const lookUntilEnd = async (
  { pass }: VerifyWorld,
  look: (lookedAt: string) => Promise<StepOutput>,
): Promise<StepOutput> => {
  let lookedAt = '';
  for (let count = 0; count < mostLooks; count += 1) {
    const output = await look(lookedAt);
    if (output.status !== 'waiting') return output;
    lookedAt = output.lookedAt;
    pass(output.waitSeconds);
    await sleep(1);
  }
  throw new Error(`no end after ${mostLooks} looks`);
};

const playItem = async (world: VerifyWorld, item: VerificationItem): Promise<void> => {
  const { dependencies, send, pass } = world;
  const discard = () =>
    lookUntilEnd(world, (lookedAt) => discardRestore({ item, lookedAt }, { ...dependencies, send: send.discard }));
  if (item.kind === 'leftover') {
    await discard();
    return;
  }
  const { verdict } = await chooseRecoveryPoint(
    { item, lookedAt: '' },
    { ...dependencies, pause: async (seconds) => pass(seconds) },
  );
  if (verdict !== 'restore') return;
  await world.reached('choose');
  const restored = await lookUntilEnd(world, (lookedAt) =>
    restoreDatabase({ item, lookedAt }, { ...dependencies, send: send.restore }),
  );
  if (restored.status === 'done') {
    await world.reached('check');
    const ask: AskCopy = async (where, asked) => {
      await world.reached('ask');
      return await askHere(dependencies)(where, asked);
    };
    await lookUntilEnd(world, (lookedAt) => checkRestoredData({ item, lookedAt }, { ...dependencies, ask }));
  }
  await world.reached('discard');
  await discard();
};

/** The ledger in memory is not sealed. */
const recordBuilder =
  ({ dependencies: { plans, now } }: VerifyWorld): BuildVerification =>
  (runId, entries) =>
    buildVerificationRecord({ runId, entries, plans, isChainWhole: true, now: now() });

const [renderMarkdown, renderHtml] = [renderVerificationMarkdown, renderVerificationHtml];

/** The closing functions by their states, in the order of the machine. */
export const closings = (
  world: VerifyWorld,
  name: string,
  { publishFigures = async () => undefined }: Readonly<{ publishFigures?: () => Promise<undefined> }> = {},
) => {
  const { dependencies, runIdOf, store, publish } = world;
  const runId = runIdOf(name);
  const common = { ...dependencies, buildRecord: recordBuilder(world) };
  return {
    RecordVerification: () => recordVerification({ runId }, { ...common, renderMarkdown, renderHtml, store }),
    NotifyVerification: () => notifyVerification({ runId, retries: 0 }, { ...common, publish, topic: 'notices' }),
    CloseVerification: () => closeVerification({ runId }, { ...common, publish: publishFigures }),
  };
};

/** What ends a run that did not end itself: the failure becomes part of its account, and the closing functions are called. */
export const settleRun = async (world: VerifyWorld, name: string): Promise<void> => {
  const { dependencies, runIdOf } = world;
  const failure = { Error: 'ABORTED', Cause: 'the execution was stopped' };
  await recordFailure(
    { runId: runIdOf(name), state: 'Execution', failure, retries: 0 },
    { ...dependencies, publish: world.publish },
  );
  for (const closing of Object.values(closings(world, name))) await closing();
};

/** One execution of verify-restores up to its closing functions, its items one after the other. */
export const playItems = async (world: VerifyWorld, name: string): Promise<void> => {
  const { dependencies, runIdOf, arnOf } = world;
  const runId = runIdOf(name);
  const input = { executionArn: arnOf(name), executionName: runId, startedAt: dependencies.now(), input: {} };
  const { verdict } = await openVerification(input, dependencies);
  if (verdict === 'opened') {
    const { items } = await listVerifications({ runId }, dependencies);
    for (const item of items) await playItem(world, item);
  }
};

/** One execution of verify-restores. Answers its record. */
export const playRun = async (world: VerifyWorld, name: string) => {
  const { dependencies, runIdOf } = world;
  const runId = runIdOf(name);
  await playItems(world, name);
  for (const closing of Object.values(closings(world, name))) await closing();
  return recordBuilder(world)(runId, await dependencies.ledgerOf(runId).read());
};
