import type { DbInstanceId } from '../../shared/contracts/fields.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { isRestored, type Verification } from '../../shared/contracts/verification/verification.ts';
import { verificationLock } from '../../shared/control/verification-lock.ts';
import { restoredDatabase } from '../../shared/domain/verification/pinned-source.ts';
import type { Complaint } from './complaint.ts';
import { repeated } from './duplicates.ts';
import { nearestWord } from './reading/nearest-word.ts';

const path = ['restoreVerification'];

export const checkVerification = (plan: Plan): Complaint[] => [
  ...(plan.plan === verificationLock
    ? [{ path: ['plan'], message: `${verificationLock} is the name of the lock of verify-restores; choose another` }]
    : []),
  ...repeated(plan.restoreVerification.map(({ id }) => id)).map(({ name, index }) => ({
    path: [...path, index, 'id'],
    message: `two verifications are called ${name}: rename this one`,
  })),
  ...checkCoverage(plan),
  ...plan.restoreVerification.flatMap(checkOne),
];

/** A database that nobody restores is a backup that nobody has seen. */
function checkCoverage(plan: Plan): Complaint[] {
  const covered = plan.restoreVerification.map((one) => restoredDatabase(one)?.name);
  return primariesOf(plan)
    .filter((name) => !covered.includes(name))
    .map(
      (name) =>
        slipOf(name, plan) ?? {
          path,
          message: `no verification restores ${name}: every database of the plan needs one`,
        },
    );
}

/** The databases that take the writes of a plan, as far as it names them. */
function primariesOf({ detection, runbooks }: Plan): DbInstanceId[] {
  const steps = Object.values(runbooks).flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  // A failback fences the standby side, which takes writes only until then.
  const fenced = steps.flatMap((step) =>
    'fenceDatabase' in step && step.fenceDatabase.region === 'primary' ? [step.fenceDatabase.instance] : [],
  );
  // That the two differ is said of the fence.
  if (fenced.length > 0 || detection.databaseFailover === undefined) return [...new Set(fenced)];
  return [detection.databaseFailover.instance];
}

/** The verification whose name is a slip of the pen. */
function slipOf(name: string, { restoreVerification }: Plan): Complaint | undefined {
  const index = restoreVerification.findIndex((one) => nearestWord(restoredDatabase(one)?.name ?? '', [name]) === name);
  const found = restoreVerification[index];
  if (found === undefined) return undefined;
  const message = `restores ${restoredDatabase(found)?.name}, and none restores ${name}: did you mean that one?`;
  const kind = 'instanceSnapshot' in found ? 'instanceSnapshot' : 'instancePointInTime';
  return { path: [...path, index, 'clusterSnapshot' in found ? 'clusterSnapshot' : kind], message };
}

function checkOne(verification: Verification, index: number): Complaint[] {
  if (!isRestored(verification)) return [];
  const { data, restore } = verification;
  const tables = data.manifest?.tables ?? [];
  const vague = tables.filter(({ rowTolerance, checksum }) => rowTolerance > 0 && checksum);
  const at = [...path, index];
  return [
    ...vague.map(({ table }) => ({
      path: [...at, 'data', 'manifest'],
      message: `${table}: a checksum tolerates nothing; leave rowTolerance out, or say checksum: false`,
    })),
    ...('clusterSnapshot' in verification && restore.clusterParameterGroup === undefined
      ? [{ path: [...at, 'restore'], message: 'a cluster needs a clusterParameterGroup of its own' }]
      : []),
    ...(data.statementTimeout > 600
      ? [{ path: [...at, 'data', 'statementTimeout'], message: 'ten minutes at most: a look lasts no longer' }]
      : []),
  ];
}
