import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import type { StepInput } from '../../../shared/contracts/recovery/run.ts';
import { advance } from '../../../shared/executor/advance.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/dependencies.ts';
import { promoteReplica } from '../../../shared/steps/promote-replica/promote-replica.ts';
import { given, planOf } from '../support/plan.ts';
import { createTheatre, inputOf, type Theatre } from './theatre.ts';

type Answer = 'yes' | 'lostBefore' | 'lostAfter' | Readonly<{ name: string; status: number }>;

const failure = (name: string, status?: number) =>
  Object.assign(new Error(`${name} of the test`), { name, ...(status && { $metadata: { httpStatusCode: status } }) });

const ignore = (_theatre: Theatre): void => undefined;

/**
 * A replica as RDS would show it: it goes on saying `available` with its source for a while after it was called, reboots,
 * and then is a primary. It counts what was asked of it and what that did.
 */
const createReplica = (
  theatre: Theatre,
  { statusLagSeconds = 90, promotionSeconds = 180, onObserve = ignore } = {},
) => {
  const counts = { sent: 0, effective: 0 };
  const answers: Answer[] = [];
  let promotedAt = Number.POSITIVE_INFINITY;
  const age = () => (theatre.now() - promotedAt) / 1000;

  const observe = async (): Promise<PromoteReplicaFacts> => {
    await theatre.fuse.pass();
    onObserve(theatre);
    const isPrimary = age() >= promotionSeconds;
    const isRebooting = age() >= statusLagSeconds && !isPrimary;
    return {
      instance: {
        kind: 'known',
        value: {
          resourceId: 'db-REPLICAOFORDERSREPLICAOFOR',
          status: isRebooting ? 'rebooting' : 'available',
          source: isPrimary ? undefined : { id: 'orders-prod', region: 'us-west-2' },
          replication: isPrimary ? undefined : 'replicating',
          endpoint: { host: 'orders-replica.example', port: 5432 },
          securityGroups: [],
          isMultiAz: true,
        },
      },
      server: {
        kind: 'known',
        value: {
          isInRecovery: !isPrimary,
          lastReplayedAt: isPrimary ? undefined : '2026-01-05T02:59:57.500Z',
          isReadOnlyForAll: false,
          readOnlyRoles: [],
          isDefaultHidden: false,
          transactionId: isPrimary ? '742' : undefined,
          receiver: { kind: 'hidden' },
        },
      },
      lag: { kind: 'known', value: [] },
      fork: undefined,
    };
  };

  const send = async (): Promise<Record<string, string>> => {
    await theatre.fuse.pass();
    counts.sent += 1;
    const answer = answers.shift() ?? 'yes';
    if (answer === 'lostBefore') throw failure('TimeoutError');
    if (typeof answer === 'object') throw failure(answer.name, answer.status);
    if (promotedAt < Number.POSITIVE_INFINITY) throw failure('InvalidDBInstanceStateFault', 400);
    counts.effective += 1;
    promotedAt = theatre.now();
    await theatre.fuse.pass();
    if (answer === 'lostAfter') throw failure('TimeoutError');
    return {};
  };

  return { step: { ...promoteReplica, observe, send }, counts, answers };
};

const plan = planOf({ data: [given.promote] });

/** Data loss counts until the signals saw service lost, a minute before the first look. */
const letGoOn: FactOf<'decided'> = {
  ...{ type: 'decided', verdict: 'proceed', reason: 'in automatic mode no signal denies the loss', evidence: {} },
  ...{ lostSince: '2026-01-05T03:00:00.000Z', lossBasis: 'signals' },
};

/** One run with one promotion in it. */
export const stagePromotion = (opened: Partial<FactOf<'runOpened'>> = {}, behaviour = {}) => {
  const theatre = createTheatre(plan, opened);
  theatre.write('run', letGoOn);
  const replica = createReplica(theatre, behaviour);
  const lookWith = (input: StepInput) =>
    advance(
      {
        step: replica.step,
        specOf: (planStep) => ('promoteReplica' in planStep ? planStep.promoteReplica : undefined),
      },
      input,
      theatre.surroundings({
        rds: () => {
          throw new Error('not used');
        },
        cloudWatch: () => {
          throw new Error('not used');
        },
        withDatabase: () => Promise.reject(new Error('not used')),
        promotions: { keep: async () => await theatre.fuse.pass(), find: async () => undefined },
      }),
    );
  const look = (lookedAt = '') => lookWith(inputOf('database', lookedAt));
  const told = (type: string) => theatre.facts('database').filter((fact) => fact.type === type);
  return { theatre, replica, look, lookWith, told };
};
