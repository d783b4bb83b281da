import type { WorldEvent } from '../../simulation/world.ts';

/** IAM's name of a call where it is not service:operation. */
const actionOf = ({ service, operation }: { service: string; operation: string }): string => {
  if (operation === 'HeadObject') return 's3:GetObject';
  return `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`;
};

/** lifeboat-dev-promoteReplica has PromoteReplicaRole. */
const roleOf = (principal: string): string => {
  const name = principal.split('-').at(-1) ?? '';
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Role`;
};

/** What roles of functions have really done. */
export const allowedIn = (events: readonly WorldEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === 'call' && event.error === undefined && event.principal.startsWith('lifeboat-')
      ? [`${roleOf(event.principal)} ${actionOf(event)}`]
      : [],
  );

/** Roles of the functions of verify-restores, whose statements verify-permissions looks for. */
export const verificationRoles =
  /^(OpenVerification|ListVerifications|ChooseRecoveryPoint|FindBackup|RestoreDatabase|CheckRestoredData|DiscardRestore|RecordVerification|NotifyVerification|CloseVerification|WatchVerifications)Role$/;
