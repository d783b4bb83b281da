import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster } from '../../shared/aws/rds-clusters.ts';
import { findInstance, listInstances } from '../../shared/aws/rds-instances.ts';
import type { StepOutput } from '../../shared/contracts/run.ts';
import type { CopyRef, LookInput } from '../../shared/contracts/verification/run.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import { memberNameOf } from '../../shared/domain/verification/copy-name.ts';
import { type ClusterCommand, judgeClusterRestore } from '../../shared/domain/verification/judge-cluster-restore.ts';
import {
  judgeRestore,
  type RestoreCommand,
  type RestoreOrder,
} from '../../shared/domain/verification/judge-restore.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Send } from '../../shared/steps/send-once.ts';
import type { Act } from '../../shared/steps/step.ts';
import { readChosenPoint } from '../../shared/verification/chosen-point.ts';
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
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<CopyCommand> }>;

type CopyCommand = RestoreCommand | ClusterCommand;

const copyOf = ({ item }: LookInput): CopyRef => {
  if (item.copy === undefined) throw new NotDeployed('The item has no copy.', { ...item });
  return item.copy;
};

type Found = Reading<DatabaseInstance | undefined>;

const neighboursOf = async (copy: Found, { region }: CopyRef, rds: ClientsOf<RDSClient>) =>
  copy.kind === 'known' && copy.value === undefined ? await listInstances(rds, region) : undefined;

type Judging = Readonly<{ order: RestoreOrder; copy: CopyRef; acts: readonly Act[]; note: OpenWork['note'] }>;

const judgeInstance = async ({ order, copy, acts, note }: Judging, rds: ClientsOf<RDSClient>) => {
  const found = await findInstance(rds, copy.region, copy.name);
  const neighbours = await neighboursOf(found, copy, rds);
  const claim = await noteCopy({ note, claim: order.claim, copy: found });
  return judgeRestore({ ...order, claim }, { copy: found, neighbours }, acts);
};

/** A cluster is looked at together with the instance that is added to it. */
const judgeCluster = async ({ order, copy, acts, note }: Judging, rds: ClientsOf<RDSClient>) => {
  const [cluster, member] = await Promise.all([
    findCluster(rds, copy.region, copy.name),
    findInstance(rds, copy.region, memberNameOf(order.maker)),
  ]);
  const neighbours = await neighboursOf(cluster, copy, rds);
  const seen = await noteCopy({ note, claim: order.claim, copy: cluster });
  const claim = await noteCopy({ note, claim: seen, copy: member });
  return judgeClusterRestore({ ...order, claim }, { cluster, member, neighbours }, acts);
};

const workOf = (input: LookInput, dependencies: RestoreDatabaseDependencies): CopyWork<CopyCommand> => {
  const { plans, rds, send } = dependencies;
  const { verification, region } = findRestored(plans, input.item);
  const copy = copyOf(input);
  const decide = async ({ opened, entries, note, ledger, now }: OpenWork) => {
    const account = accountOf(opened.executionArn);
    const claim = claimOf(copy, { restored: entries, seenBy: [], account });
    const point = await readChosenPoint(ledger, input.item);
    const order: RestoreOrder = { maker: claim.maker, verification, point, region, claim, now };
    const judging: Judging = { order, copy, acts: claim.acts, note };
    return copy.kind === 'cluster' ? await judgeCluster(judging, rds) : await judgeInstance(judging, rds);
  };
  const { timeout: timeoutSeconds } = verification.restore;
  return { kind: 'restoreCopy', stream: restoreStream(copy), timeoutSeconds, yieldsToRecovery: true, decide, send };
};

/** One look at the restore of one database. */
export const restoreDatabase = (input: LookInput, dependencies: RestoreDatabaseDependencies): Promise<StepOutput> =>
  lookAtCopy(workOf(input, dependencies), input, dependencies);
