import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import type { Account } from './account.ts';
import { allAlarms } from './happen/alarms.ts';
import { isAct } from './is-act.ts';
import type { Expectation } from './schema/situation.ts';

/** What is so, whatever Lifeboat knows of it. */
type Truth = Readonly<{
  /** The standby has no source, and it was not Lifeboat that promoted it; or it was, and the other side goes on. */
  isFork: boolean;
  /** Of the standby: what is there under its name is neither pinned nor a replica of the plan's primary. */
  isStranger: boolean;
  /** A person has silenced every alarm of the plan. */
  isSilenced: boolean;
  /** The service answers and its database takes writes, and has for as long as signals need to say so. */
  isHealthy: boolean;
}>;

/** How it stood when a run was decided about, or when Lifeboat made a call. `at`: ISO 8601. */
export type Witnessed = Truth & Readonly<{ at: string; what: string }>;

const replicaId = 'shielda-replica-us-east-1';
const primaryId = 'shielda-prod';
const closedGroup = 'sg-0c105ed00000000a1';

/** A service that is back is known to be: three looks of a health check, and the minute of an alarm. Sooner no signal can say so. */
const knownAfterMs = 60_000;

const replicaIn = ({ scene }: Account) =>
  scene.aws.rds.inspectAll(scene.standby).find((one) => one.DBInstanceIdentifier === replicaId);

const isStranger = (account: Account): boolean => {
  const replica = replicaIn(account);
  if (replica === undefined) return false;
  const pin = account.plan.pins.databases.find(({ instance }) => instance === replicaId);
  if (pin !== undefined) return pin.resourceId !== replica.DbiResourceId;
  const source = replica.ReadReplicaSourceDBInstanceIdentifier;
  return source !== undefined && !source.endsWith(`:${primaryId}`) && source !== primaryId;
};

/** The old primary takes writes: nobody has fenced it. */
const goesOn = ({ scene, plan }: Account): boolean => {
  const { primary } = plan.regions;
  const found = scene.aws.rds.inspectAll(primary).find((one) => one.DBInstanceIdentifier === primaryId);
  const isFenced = found?.VpcSecurityGroups?.some(({ VpcSecurityGroupId }) => VpcSecurityGroupId === closedGroup);
  return !scene.aws.network.isCut(primary) && found?.DBInstanceStatus === 'available' && isFenced !== true;
};

const isAlone = (account: Account): boolean => {
  const replica = replicaIn(account);
  return replica !== undefined && replica.ReadReplicaSourceDBInstanceIdentifier === undefined;
};

/** Asks the account. What it remembers: whether Lifeboat has promoted the standby, and since when all is well. */
const createObserver = (account: Account) => {
  let isOrdered = account.scene.events.some((event) => isAct(event) && event.operation === 'PromoteReadReplica');
  let wellSince = Number.NEGATIVE_INFINITY;
  const look = (): Truth => {
    const now = account.scene.clock.now();
    const isWell = goesOn(account) && !account.scene.landscape.balancers.primary.isBroken() && !isOrdered;
    if (!isWell) wellSince = Number.POSITIVE_INFINITY;
    else if (wellSince === Number.POSITIVE_INFINITY) wellSince = now;
    return {
      isFork: isAlone(account) && (!isOrdered || goesOn(account)),
      isStranger: isStranger(account),
      isSilenced: allAlarms.every((alarm) => account.silenced.has(alarm)),
      isHealthy: now - wellSince >= knownAfterMs,
    };
  };
  const order = (): void => {
    isOrdered = true;
  };
  return { look, order };
};

/**
 * Asks the account itself, whenever a run is decided about, and before each call of Lifeboat's that changes something: an event is told
 * once its call has had its effect, so that what counts is how it stood at the last look before.
 */
export const watchTruth = (account: Account): readonly Witnessed[] => {
  const witnessed: Witnessed[] = [];
  const { look, order } = createObserver(account);
  let before = look();
  account.listen((event) => {
    const at = new Date(event.at).toISOString();
    if (isAct(event)) {
      witnessed.push({ at, what: event.operation, ...before });
      if (event.operation === 'PromoteReadReplica' && event.error === undefined) order();
    }
    if (event.kind !== 'stateEntered' && event.kind !== 'call') return;
    before = look();
    if (event.kind === 'stateEntered' && event.state === 'DecideRecovery')
      witnessed.push({ at, what: 'decided', ...before });
  });
  return witnessed;
};

type Alone = Readonly<{ from: string; until: string }>;

/** While a run of mode automatic acts and nobody has said yes to it. */
const aloneOf = ({ entries, openedAt, endedAt }: RecoveryRecord): Alone[] => {
  const isAutomatic = entries.some(({ fact }) => fact.type === 'runOpened' && fact.mode === 'automatic');
  if (!isAutomatic) return [];
  const yes = entries.find(({ fact }) => fact.type === 'answered');
  return [{ from: openedAt, until: yes?.at ?? endedAt }];
};

const against = ({ isFork, isStranger, isSilenced, isHealthy }: Truth): Expectation['met'] => [
  ...(isFork ? (['a fork'] as const) : []),
  ...(isStranger ? (['a stranger'] as const) : []),
  ...(isSilenced ? (['a silenced plan'] as const) : []),
  ...(isHealthy ? (['a healthy service'] as const) : []),
];

/** What speaks against a call that nobody said yes to. After the first one the other side is left by our own doing. */
const wrongOf = (acts: readonly Witnessed[]): string[] =>
  acts.flatMap((act, index) => {
    const wrong = index === 0 ? against(act) : against({ ...act, isHealthy: false, isFork: false });
    return wrong.map((what) => `${act.what} on ${what} at ${act.at}`);
  });

/** What Lifeboat did by itself and should not have done; none: nothing. */
export const misdeedsOf = (records: readonly RecoveryRecord[], witnessed: readonly Witnessed[]): string[] =>
  records.flatMap(aloneOf).flatMap(({ from, until }) => {
    const within = witnessed.filter(({ at, what }) => what !== 'decided' && at >= from && at <= until);
    return wrongOf(within);
  });

/** What a run of mode automatic met when it was decided about. */
export const metOf = (records: readonly RecoveryRecord[], witnessed: readonly Witnessed[]): Expectation['met'] =>
  records.flatMap(aloneOf).flatMap(({ from, until }) => {
    const decided = witnessed.find(({ at, what }) => what === 'decided' && at >= from && at <= until);
    return decided === undefined ? [] : against(decided);
  });
