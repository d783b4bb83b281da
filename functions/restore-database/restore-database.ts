import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import type { RegionName } from '../../shared/contracts/fields.ts';
import type { StepOutput } from '../../shared/contracts/recovery/run.ts';
import type { CopyRef, LookInput, VerificationItem } from '../../shared/contracts/verification/run.ts';
import type { RestoredVerification } from '../../shared/contracts/verification/verification.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Act, Decision } from '../../shared/domain/decision.ts';
import { type ClusterCommand, judgeClusterRestore } from '../../shared/domain/verification/judge-cluster-restore.ts';
import { judgeRestore, type RestoreCommand } from '../../shared/domain/verification/judge-restore.ts';
import { type NotedCopies, noteCopies } from '../../shared/domain/verification/note-copies.ts';
import type { Claim } from '../../shared/domain/verification/prove-ownership.ts';
import { isOfThePoint, lossOf, replacePoint } from '../../shared/domain/verification/replace-point.ts';
import type { RestoreOrder } from '../../shared/domain/verification/restore-order.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Send } from '../../shared/executor/send-once.ts';
import { type Chosen, pointStream, readChosen } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import {
  type CopyDependencies,
  type CopyRun,
  type CopyStep,
  lookAtCopy,
} from '../../shared/verification/look-at-copy.ts';
import { accountOf, claimOf, restoreStream } from '../../shared/verification/read-claim.ts';
import { type FoundCopy, findCopy } from './find-copy.ts';

type RestoreSpec = Readonly<{
  item: VerificationItem;
  copy: CopyRef;
  verification: RestoredVerification;
  region: RegionName;
}>;

type RestoreFacts = Readonly<{
  /** By the ledger, before this look. */
  claim: Claim;
  chosen: Chosen;
  /** The points that take its place, since AWS no longer has the one before: the last one counts. */
  replaced: readonly Chosen[];
  /** Undefined where no point is left to restore. */
  found: FoundCopy | undefined;
}>;

type CopyCommand = RestoreCommand | ClusterCommand;

type RestoreAws = Readonly<{ rds: ClientsOf<RDSClient>; send: Send<CopyCommand>; ledgerOf: LedgerOf }>;

const restoreCopy: CopyStep<RestoreSpec, RestoreFacts, CopyCommand, RestoreAws> = {
  kind: 'restoreCopy',
  observe: async ({ item, copy }, { opened, ofRun, entries, now }, { rds, ledgerOf }) => {
    const account = accountOf(opened.executionArn);
    const claim = claimOf(copy, { restored: entries, discarded: [], ofRun, account });
    const chosen = await readChosen(ledgerOf(item.runId), item);
    const replaced = replacementsOf(chosen, claim.acts, now);
    const isLeft = pointOf({ chosen, replaced }).point !== undefined;
    return { claim, chosen, replaced, found: isLeft ? await findCopy(copy, claim.maker, rds) : undefined };
  },
  note: ({ item }, facts) => [
    ...facts.replaced.map((fact) => ({ stream: pointStream(item), fact })),
    ...notedIn(facts).notes.map((fact) => ({ fact })),
  ],
  decide: (spec, facts, run) => {
    const { point, because } = pointOf(facts);
    if (point === undefined || facts.found === undefined) return { fail: because };
    return judgeFound(facts.found, orderOf(spec, { ...facts, point }, run));
  },
  assess: () => [],
  leavesAnother: isOfThePoint,
  send: (command, { send }) => send(command),
};

export type RestoreDatabaseDependencies = CopyDependencies &
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<CopyCommand>; stateOfExecution: StateOfExecution }>;

/** One look at the restore of one database. */
export async function restoreDatabase(
  input: LookInput,
  dependencies: RestoreDatabaseDependencies,
): Promise<StepOutput> {
  const { item } = input;
  const { verification, region } = findRestored(dependencies.plans, item);
  if (item.copy === undefined) throw new NotDeployed('The item has no copy.', { ...item });
  const { timeout: timeoutSeconds } = verification.restore;
  const work = {
    spec: { item, copy: item.copy, verification, region },
    stream: restoreStream(item.copy),
    timeoutSeconds,
    stateOfRecovery: dependencies.stateOfExecution,
    aws: dependencies,
  };
  return await lookAtCopy(restoreCopy, work, { input, dependencies });
}

/** One that AWS no longer has gives way to the next that counts. */
function replacementsOf(chosen: Chosen, acts: readonly Act[], now: string): Chosen[] {
  const replaced: Chosen[] = [];
  for (;;) {
    const last = pointOf({ chosen, replaced });
    const lost = last.point && lossOf(last.point, acts);
    if (lost === undefined || last.verdict !== 'restore') return replaced;
    replaced.push({ type: 'recoveryPointChosen', ...replacePoint(last, lost, now) });
  }
}

const pointOf = ({ chosen, replaced }: Pick<RestoreFacts, 'chosen' | 'replaced'>): Chosen => replaced.at(-1) ?? chosen;

const notedIn = ({ claim, found }: Pick<RestoreFacts, 'claim' | 'found'>): NotedCopies =>
  noteCopies(claim, found?.kind === 'cluster' ? [found.cluster, found.member] : [found?.copy]);

function orderOf(
  { verification, region }: RestoreSpec,
  facts: RestoreFacts & Readonly<{ point: RestoreOrder['point'] }>,
  { waits, now }: CopyRun,
): RestoreOrder {
  const { claim } = notedIn(facts);
  return { maker: claim.maker, verification, point: facts.point, region, claim, waits, now };
}

const judgeFound = (found: FoundCopy, order: RestoreOrder): Decision<CopyCommand> =>
  found.kind === 'cluster' ? judgeClusterRestore(order, found) : judgeRestore(order, found);
