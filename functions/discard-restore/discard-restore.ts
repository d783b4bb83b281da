import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import type { RunId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { StepOutput } from '../../shared/contracts/recovery/run.ts';
import type { CopyRef, DiscardInput } from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { outsideText } from '../../shared/domain/outside-text.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import {
  type DiscardCommand,
  type DiscardFacts,
  judgeDiscard,
} from '../../shared/domain/verification/judge-discard.ts';
import { isNotThere } from '../../shared/domain/verification/judge-gone.ts';
import { noteCopies } from '../../shared/domain/verification/note-copies.ts';
import type { Claim } from '../../shared/domain/verification/prove-ownership.ts';
import type { Send } from '../../shared/executor/send-once.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { type CopyDependencies, type CopyStep, lookAtCopy } from '../../shared/verification/look-at-copy.ts';
import { accountOf, claimOf, discardStream, restoreStream } from '../../shared/verification/read-claim.ts';
import { lookForCopy } from './look-for-copy.ts';

/** A copy that cannot be deleted is told; it is not tried for ever. */
const timeoutSeconds = 3600;

/** `runId`: of the run that discards it. */
type DiscardSpec = Readonly<{ copy: CopyRef; runId: RunId }>;

/** `claim`: by the ledgers, before this look. */
type Looked = Readonly<{ claim: Claim; shown: DiscardFacts }>;

type DiscardAws = Readonly<{ rds: ClientsOf<RDSClient>; send: Send<DiscardCommand>; ledgerOf: LedgerOf }>;

const discardCopy: CopyStep<DiscardSpec, Looked, DiscardCommand, DiscardAws> = {
  kind: 'discardCopy',
  observe: async ({ copy, runId }, { opened, ofRun, entries }, { rds, ledgerOf }) => {
    const account = accountOf(opened.executionArn);
    const [restored, before] = await Promise.all([
      ledgerOf(copy.madeBy).read(restoreStream(copy)),
      discardedBefore(copy, runId, ledgerOf),
    ]);
    const claim = claimOf(copy, { restored, discarded: [...before, ...entries], ofRun, account });
    return { claim, shown: await lookForCopy(copy, claim, rds) };
  },
  note: (_spec, looked) => notedIn(looked).notes.map((fact) => ({ fact })),
  decide: ({ copy: { name, region } }, looked, { waits, now }) =>
    judgeDiscard({ name, region, claim: notedIn(looked).claim, waits, now }, looked.shown),
  assess: () => [],
  leavesAnother: isNotThere,
  send: (command, { send }) => send(command),
};

export type DiscardRestoreDependencies = CopyDependencies &
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<DiscardCommand> }>;

/** One look at the end of a copy: this run's own, or one that an earlier run has left. */
export async function discardRestore(
  input: DiscardInput,
  dependencies: DiscardRestoreDependencies,
): Promise<StepOutput> {
  const { runId, copy } = input.item;
  await noteFailure(input, dependencies.ledgerOf(runId));
  if (copy === undefined)
    return { status: 'done', waitSeconds: 1, because: 'nothing was restored', lookedAt: dependencies.now() };
  const work = { spec: { copy, runId }, stream: discardStream(copy, runId), timeoutSeconds, aws: dependencies };
  return await lookAtCopy(discardCopy, work, { input, dependencies });
}

/** What the machine caught on the way here: a function that died, a task that timed out. */
async function noteFailure({ item, failure }: DiscardInput, ledger: Ledger): Promise<void> {
  if (failure === undefined || failure.state === '') return;
  const stream = streamOf(failure.state, verificationKey(item));
  const because = outsideText(
    `${failure.state} ended with ${failure.Error}, so what it did is not known: ${failure.Cause}`,
  );
  const last = (await ledger.read(stream)).at(-1)?.fact;
  if (last?.type === 'stepFailed' && last.because === because) return;
  await ledger.append(stream, { type: 'stepFailed', because, refused: false, error: outsideText(failure.Error, 200) });
}

function streamOf(state: string, key: string): Stream {
  if (state === 'CheckRestoredData') return `check:${key}`;
  return state === 'RestoreDatabase' ? `restore:${key}` : `point:${key}`;
}

const notedIn = ({ claim, shown }: Looked) => noteCopies(claim, [shown.copy, shown.member]);

/** What its maker has done to end it; this run's own entries are given beside it. */
const discardedBefore = async (copy: CopyRef, runId: RunId, ledgerOf: LedgerOf): Promise<readonly LedgerEntry[]> =>
  copy.madeBy === runId ? [] : await ledgerOf(copy.madeBy).read(discardStream(copy, copy.madeBy));
