import { setTimeout as sleep } from 'node:timers/promises';
import { checkRestoredData } from '../../../functions/check-restored-data/check-restored-data.ts';
import { chooseRecoveryPoint } from '../../../functions/choose-recovery-point/choose-recovery-point.ts';
import { closeVerification } from '../../../functions/close-verification/close-verification.ts';
import { discardRestore } from '../../../functions/discard-restore/discard-restore.ts';
import { listVerifications } from '../../../functions/list-verifications/list-verifications.ts';
import { openVerification } from '../../../functions/open-verification/open-verification.ts';
import { restoreDatabase } from '../../../functions/restore-database/restore-database.ts';
import type { StepOutput } from '../../../shared/contracts/run.ts';
import type { VerificationItem } from '../../../shared/contracts/verification/run.ts';
import { buildVerificationRecord } from '../../../shared/report/verification/build-verification-record.ts';
import type { BuildVerification } from '../../../shared/verification/build-record.ts';
import type { VerifyWorld } from './world.ts';

const mostLooks = 200;

/** As the machine does it: look after look until it is done or has failed. */
const lookUntilEnd = async (look: (lookedAt: string) => Promise<StepOutput>): Promise<StepOutput> => {
  let lookedAt = '';
  for (let count = 0; count < mostLooks; count += 1) {
    const output = await look(lookedAt);
    if (output.status !== 'waiting') return output;
    lookedAt = output.lookedAt;
    await sleep(1);
  }
  throw new Error(`no end after ${mostLooks} looks`);
};

const playItem = async ({ dependencies, send }: VerifyWorld, item: VerificationItem): Promise<void> => {
  const discard = () =>
    lookUntilEnd((lookedAt) => discardRestore({ item, lookedAt }, { ...dependencies, send: send.discard }));
  if (item.kind === 'leftover') {
    await discard();
    return;
  }
  const { verdict } = await chooseRecoveryPoint({ item, lookedAt: '' }, dependencies);
  if (verdict !== 'restore') return;
  const restored = await lookUntilEnd((lookedAt) =>
    restoreDatabase({ item, lookedAt }, { ...dependencies, send: send.restore }),
  );
  if (restored.status === 'done') await lookUntilEnd((lookedAt) => checkRestoredData({ item, lookedAt }, dependencies));
  await discard();
};

/** One execution of verify-restores, its items one after the other. Answers its record. */
export const playRun = async (world: VerifyWorld, name: string) => {
  const { dependencies, runIdOf, arnOf } = world;
  const runId = runIdOf(name);
  const input = { executionArn: arnOf(name), executionName: runId, startedAt: dependencies.now(), input: {} };
  const { verdict } = await openVerification(input, dependencies);
  if (verdict === 'opened') {
    const { items } = await listVerifications({ runId }, dependencies);
    for (const item of items) await playItem(world, item);
  }
  // The ledger in memory is not sealed.
  const buildRecord: BuildVerification = (of, entries) =>
    buildVerificationRecord({
      runId: of,
      entries,
      plans: dependencies.plans,
      isChainWhole: true,
      now: dependencies.now(),
    });
  const verified = { read: async () => ({}), change: async () => ({}) };
  await closeVerification({ runId }, { ...dependencies, verified, buildRecord, publish: async () => undefined });
  return buildRecord(runId, await dependencies.ledgerOf(runId).read());
};
