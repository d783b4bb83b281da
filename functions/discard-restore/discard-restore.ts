import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster } from '../../shared/aws/rds-clusters.ts';
import { findInstance } from '../../shared/aws/rds-instances.ts';
import type { RunId } from '../../shared/contracts/fields.ts';
import type { Stream } from '../../shared/contracts/ledger-entry.ts';
import type { StepOutput } from '../../shared/contracts/run.ts';
import type { CopyRef, DiscardInput } from '../../shared/contracts/verification/run.ts';
import { outsideText } from '../../shared/domain/outside-text.ts';
import { type Maker, memberNameOf, verificationKey } from '../../shared/domain/verification/copy-name.ts';
import { type DiscardCommand, judgeDiscard } from '../../shared/domain/verification/judge-discard.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Send } from '../../shared/steps/send-once.ts';
import {
  type CopyDependencies,
  type CopyWork,
  lookAtCopy,
  type OpenWork,
} from '../../shared/verification/look-at-copy.ts';
import { noteCopy } from '../../shared/verification/note-copy.ts';
import { accountOf, claimOf, discardStream, restoreStream } from '../../shared/verification/read-claim.ts';

export type DiscardRestoreDependencies = CopyDependencies &
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<DiscardCommand> }>;

/** A copy that cannot be deleted is told; it is not tried for ever. */
const timeoutSeconds = 3600;

const lookAt = async ({ kind, name, region }: CopyRef, maker: Maker, rds: ClientsOf<RDSClient>) => {
  if (kind === 'instance') return { found: await findInstance(rds, region, name), member: undefined };
  const [found, member] = await Promise.all([
    findCluster(rds, region, name),
    findInstance(rds, region, memberNameOf(maker)),
  ]);
  return { found, member };
};

const workOf = (
  copy: CopyRef,
  runId: RunId,
  { ledgerOf, rds, send }: DiscardRestoreDependencies,
): CopyWork<DiscardCommand> => {
  const { name, region } = copy;
  const stream = discardStream(copy, runId);
  const decide = async ({ opened, entries, note, now }: OpenWork) => {
    const account = accountOf(opened.executionArn);
    const restored = await ledgerOf(copy.madeBy).read(restoreStream(copy));
    const claim = claimOf(copy, { restored, seenBy: entries, account });
    const { found, member } = await lookAt(copy, claim.maker, rds);
    const first = await noteCopy({ note, claim, copy: found });
    const seen = member === undefined ? first : await noteCopy({ note, claim: first, copy: member });
    return judgeDiscard({ name, region, claim: seen, now }, found, member);
  };
  return { kind: 'discardCopy', stream, timeoutSeconds, decide, send };
};

const streamOf = (state: string, key: string): Stream => {
  if (state === 'CheckRestoredData') return `check:${key}`;
  return state === 'RestoreDatabase' ? `restore:${key}` : `point:${key}`;
};

/** What the machine caught on the way here: a function that died, a task that timed out. */
const noteFailure = async ({ item, failure }: DiscardInput, ledger: Ledger): Promise<void> => {
  if (failure === undefined || failure.state === '') return;
  const stream = streamOf(failure.state, verificationKey(item));
  const because = outsideText(
    `${failure.state} ended with ${failure.Error}, so what it did is not known: ${failure.Cause}`,
  );
  const last = (await ledger.read(stream)).at(-1)?.fact;
  if (last?.type === 'stepFailed' && last.because === because) return;
  await ledger.append(stream, { type: 'stepFailed', because, refused: false, error: outsideText(failure.Error, 200) });
};

/** One look at the end of a copy: this run's own, or one that an earlier run has left. */
export const discardRestore = async (
  input: DiscardInput,
  dependencies: DiscardRestoreDependencies,
): Promise<StepOutput> => {
  const { item } = input;
  await noteFailure(input, dependencies.ledgerOf(item.runId));
  if (item.copy === undefined)
    return { status: 'done', waitSeconds: 1, because: 'nothing was restored', lookedAt: dependencies.now() };
  return await lookAtCopy(workOf(item.copy, item.runId, dependencies), input, dependencies);
};
