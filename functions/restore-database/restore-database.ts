import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster } from '../../shared/aws/rds-clusters.ts';
import { findInstance, listInstances } from '../../shared/aws/rds-instances.ts';
import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import type { StepOutput } from '../../shared/contracts/recovery/run.ts';
import type { CopyRef, LookInput } from '../../shared/contracts/verification/run.ts';
import type { Act, Decision } from '../../shared/domain/decision.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import { memberNameOf } from '../../shared/domain/verification/copy-name.ts';
import { type ClusterCommand, judgeClusterRestore } from '../../shared/domain/verification/judge-cluster-restore.ts';
import { judgeRestore, type RestoreCommand } from '../../shared/domain/verification/judge-restore.ts';
import { isOfThePoint, lossOf, replacePoint } from '../../shared/domain/verification/replace-point.ts';
import type { RestoreOrder } from '../../shared/domain/verification/restore-order.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Send } from '../../shared/executor/send-once.ts';
import { type Chosen, pointStream, readChosen } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import {
  type CopyDependencies,
  type CopyWork,
  lookAtCopy,
  type OpenWork,
} from '../../shared/verification/look-at-copy.ts';
import { noteCopy } from '../../shared/verification/note-copy.ts';
import { accountOf, claimOf, restoreStream } from '../../shared/verification/read-claim.ts';

export type RestoreDatabaseDependencies = CopyDependencies &
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<CopyCommand>; stateOfExecution: StateOfExecution }>;

type CopyCommand = RestoreCommand | ClusterCommand;

const copyOf = ({ item }: LookInput): CopyRef => {
  if (item.copy === undefined) throw new NotDeployed('The item has no copy.', { ...item });
  return item.copy;
};

type Found = Reading<DatabaseInstance | undefined>;

const neighboursOf = async (copy: Found, { region }: CopyRef, rds: ClientsOf<RDSClient>) =>
  copy.kind === 'known' && copy.value === undefined ? await listInstances(rds, region) : undefined;

type Judging = Readonly<{ order: RestoreOrder; copy: CopyRef; note: OpenWork['note'] }>;

const judgeInstance = async ({ order, copy, note }: Judging, rds: ClientsOf<RDSClient>) => {
  const found = await findInstance(rds, copy.region, copy.name);
  const neighbours = await neighboursOf(found, copy, rds);
  const claim = await noteCopy({ note, claim: order.claim, copy: found });
  return judgeRestore({ ...order, claim }, { copy: found, neighbours });
};

/** A cluster is looked at together with the instance that is added to it. */
const judgeCluster = async ({ order, copy, note }: Judging, rds: ClientsOf<RDSClient>) => {
  const [cluster, member] = await Promise.all([
    findCluster(rds, copy.region, copy.name),
    findInstance(rds, copy.region, memberNameOf(order.maker)),
  ]);
  const neighbours = await neighboursOf(cluster, copy, rds);
  const seen = await noteCopy({ note, claim: order.claim, copy: cluster });
  const claim = await noteCopy({ note, claim: seen, copy: member });
  return judgeClusterRestore({ ...order, claim }, { cluster, member, neighbours });
};

/** What is to be restored now: one that AWS no longer has gives way to the next that counts, which is written down first. */
const choicesOf = async (
  { item }: LookInput,
  acts: readonly Act[],
  { ledger, now }: Pick<OpenWork, 'ledger' | 'now'>,
): Promise<Chosen> => {
  let chosen = await readChosen(ledger, item);
  for (;;) {
    const lost = chosen.point && lossOf(chosen.point, acts);
    if (lost === undefined || chosen.verdict !== 'restore') return chosen;
    chosen = { type: 'recoveryPointChosen', ...replacePoint(chosen, lost, now) };
    await ledger.append(pointStream(item), chosen);
  }
};

const workOf = (input: LookInput, dependencies: RestoreDatabaseDependencies): CopyWork<CopyCommand> => {
  const { plans, rds, send, stateOfExecution } = dependencies;
  const { verification, region } = findRestored(plans, input.item);
  const copy = copyOf(input);
  const decide = async (open: OpenWork): Promise<Decision<CopyCommand>> => {
    const { opened, ofRun, entries, waits, note, now } = open;
    const account = accountOf(opened.executionArn);
    const claim = claimOf(copy, { restored: entries, discarded: [], ofRun, account });
    const { point, because } = await choicesOf(input, claim.acts, open);
    if (point === undefined) return { fail: because };
    const order: RestoreOrder = { maker: claim.maker, verification, point, region, claim, waits, now };
    const judging: Judging = { order, copy, note };
    return copy.kind === 'cluster' ? await judgeCluster(judging, rds) : await judgeInstance(judging, rds);
  };
  const { timeout: timeoutSeconds } = verification.restore;
  return {
    kind: 'restoreCopy',
    stream: restoreStream(copy),
    timeoutSeconds,
    stateOfRecovery: stateOfExecution,
    decide,
    send,
    leavesAnother: isOfThePoint,
  };
};

/** One look at the restore of one database. */
export const restoreDatabase = (input: LookInput, dependencies: RestoreDatabaseDependencies): Promise<StepOutput> =>
  lookAtCopy(workOf(input, dependencies), input, dependencies);
