import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findInstance, listInstances } from '../../shared/aws/rds-instances.ts';
import type { StepOutput } from '../../shared/contracts/run.ts';
import type { RecoveryPoint } from '../../shared/contracts/verification/facts.ts';
import type { CopyRef, LookInput } from '../../shared/contracts/verification/run.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import {
  judgeRestore,
  type RestoreCommand,
  type RestoreFacts,
} from '../../shared/domain/verification/judge-restore.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import type { Send } from '../../shared/steps/send-once.ts';
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
  Readonly<{ rds: ClientsOf<RDSClient>; send: Send<RestoreCommand> }>;

const copyOf = ({ item }: LookInput): CopyRef => {
  if (item.copy === undefined) throw new NotDeployed('The item has no copy.', { ...item });
  return item.copy;
};

const observe = async ({ name, region }: CopyRef, rds: ClientsOf<RDSClient>): Promise<RestoreFacts> => {
  const copy = await findInstance(rds, region, name);
  const isMissing = copy.kind === 'known' && copy.value === undefined;
  return { copy, neighbours: isMissing ? await listInstances(rds, region) : undefined };
};

const pointOf = async (ledger: Ledger, input: LookInput): Promise<RecoveryPoint> => {
  const chosen = firstOf(await ledger.read(`point:${verificationKey(input.item)}`), 'recoveryPointChosen')?.fact;
  if (chosen?.point === undefined) throw new NotDeployed('No recovery point was chosen.', { ...input.item });
  return chosen.point;
};

const workOf = (input: LookInput, dependencies: RestoreDatabaseDependencies): CopyWork<RestoreCommand> => {
  const { plans, rds, send } = dependencies;
  const { verification, region } = findRestored(plans, input.item);
  const copy = copyOf(input);
  const decide = async ({ opened, entries, note, ledger, now }: OpenWork) => {
    const account = accountOf(opened.executionArn);
    const claim = claimOf(copy, { restored: entries, seenBy: [], account });
    const [point, facts] = await Promise.all([pointOf(ledger, input), observe(copy, rds)]);
    const seen = await noteCopy({ note, claim, copy: facts.copy });
    return judgeRestore({ maker: claim.maker, verification, point, region, claim: seen, now }, facts, claim.acts);
  };
  const { timeout: timeoutSeconds } = verification.restore;
  return { kind: 'restoreCopy', stream: restoreStream(copy), timeoutSeconds, yieldsToRecovery: true, decide, send };
};

/** One look at the restore of one database. */
export const restoreDatabase = (input: LookInput, dependencies: RestoreDatabaseDependencies): Promise<StepOutput> =>
  lookAtCopy(workOf(input, dependencies), input, dependencies);
