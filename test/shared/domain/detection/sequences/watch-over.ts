import type { SignalReading } from '../../../../../shared/contracts/detection/signal-reading.ts';
import { RunId } from '../../../../../shared/contracts/fields.ts';
import type { Control } from '../../../../../shared/control/control.ts';
import type { World } from '../../../../decisions/world/world.ts';

/** Looks over the shoulder of every run, and keeps what must never be. */
export type Guard = Readonly<{
  faults: string[];
  /** Runs that took the lock while another one that made changes was not signed off. */
  early: Readonly<{ runId: string; after: string }>[];
  /** Stands around the control that the tasks are given. */
  control: (world: () => World, inner: Control, arn: string) => Control;
  acknowledged: (plan: string) => void;
  /** Counts every change of a kill switch. */
  switched: () => void;
}>;

type Check = Readonly<{ runId: string; stoodThroughout: boolean; objected: boolean }>;

const nameOf = (arn: string): string => arn.split(':').at(-1) ?? arn;

const isSwitched = ({ table }: World, plan: string): boolean =>
  table.killSwitches.has(plan) || table.killSwitches.has('*');

const isLiving = (world: World, arn: string): boolean => world.executions.get(arn)?.state !== 'ended';

/** A run that ended without letting go, in which a call may have been made. */
const changedAndDied = (world: World, arn: string): boolean =>
  !isLiving(world, arn) &&
  (world.ledgers.get(RunId.parse(nameOf(arn))) ?? []).some(({ fact }) => fact.type === 'intent');

/** Who may act, by what the control table told them. */
export const createGuard = (): Guard => {
  const faults: string[] = [];
  const early: Guard['early'] = [];
  const holders = new Map<string, Set<string>>();
  /** By plan: the run that made changes and that nobody has signed off. */
  const unseen = new Map<string, string>();
  let switches = 0;

  const acquired = (world: World, plan: string, arn: string): void => {
    const before = [...(holders.get(plan) ?? [])].filter((other) => other !== arn);
    for (const other of before) if (changedAndDied(world, other)) unseen.set(plan, nameOf(other));
    const others = before.filter((other) => isLiving(world, other));
    for (const other of others) faults.push(`${nameOf(arn)} and ${nameOf(other)} both hold ${plan}`);
    holders.set(plan, new Set([...others, arn]));
    const after = unseen.get(plan);
    if (after !== undefined) early.push({ runId: nameOf(arn), after });
  };
  const judge = (plan: string, { runId, stoodThroughout, objected }: Check): void => {
    if (stoodThroughout && !objected) faults.push(`${runId} was let through while the kill switch of ${plan} stood`);
  };
  const control: Guard['control'] = (world, inner, arn) => ({
    ...inner,
    acquire: async (plan, holder) => {
      const attempt = await inner.acquire(plan, holder);
      if (attempt.kind === 'acquired') acquired(world(), plan, arn);
      return attempt;
    },
    release: async (plan, holder, ending) => {
      const isHolder = holders.get(plan)?.delete(arn) ?? false;
      if (isHolder && ending.lastRun?.ended === 'changed') unseen.set(plan, nameOf(arn));
      await inner.release(plan, holder, ending);
    },
    objection: async (plan, runId, epoch) => {
      const [before, count] = [isSwitched(world(), plan), switches];
      const objection = await inner.objection(plan, runId, epoch);
      judge(plan, { runId, stoodThroughout: before && count === switches, objected: objection !== undefined });
      return objection;
    },
  });
  return {
    faults,
    early,
    control,
    acknowledged: (plan) => unseen.delete(plan),
    switched: () => {
      switches += 1;
    },
  };
};

const isLost = (
  readings: readonly SignalReading[],
  { quorum, primary }: { quorum: number; primary: string },
): boolean => {
  const bad = readings.filter(({ state }) => state === 'bad');
  return bad.length >= quorum && bad.some(({ vantage }) => vantage !== primary);
};

const yes: readonly string[] = ['approve', 'acceptLoss', 'restore'];

/** Why a run may have promoted: a quorum that it saw, a person who said yes, or a person who started it. */
const hasReason = (world: World, runId: string, plan: string): boolean => {
  const entries = world.ledgers.get(RunId.parse(runId)) ?? [];
  const deployed = world.plans.get(plan);
  const rules = { quorum: deployed?.detection.quorum ?? Number.NaN, primary: deployed?.regions.primary ?? '' };
  return entries.some(({ fact }) => {
    if (fact.type === 'runOpened') return fact.operator !== undefined;
    if (fact.type === 'answered') return yes.includes(fact.answer);
    return fact.type === 'decided' && isLost(signalsIn(fact.evidence), rules);
  });
};

const isReadings = (value: unknown): value is SignalReading[] => Array.isArray(value);
const signalsIn = (evidence: Readonly<Record<string, unknown>>): readonly SignalReading[] =>
  isReadings(evidence.signals) ? evidence.signals : [];

const isWell = (readings: readonly SignalReading[]): boolean =>
  readings.some(({ state }) => state === 'good') && !readings.some(({ state }) => state === 'bad');

/** The signals are read again at most so many seconds before the call, and the call takes a few turns. */
const freshSeconds = 35;

/** What is wrong with what a run knew of the service right before it promoted. */
const unconfirmed = (world: World, runId: string): string | undefined => {
  const entries = world.ledgers.get(RunId.parse(runId)) ?? [];
  const call = entries.findIndex(({ stream, fact }) => stream === 'step:database' && fact.type === 'intent');
  const before = entries.slice(0, call);
  const confirmed = before.findLast(({ fact }) => fact.type === 'stageConfirmed');
  const decided = before.findLast(({ fact }) => fact.type === 'decided');
  if (confirmed?.fact.type !== 'stageConfirmed' || decided?.fact.type !== 'decided')
    return 'without reading the signals again';
  const age = (Date.parse(entries[call]?.at ?? '') - Date.parse(confirmed.at)) / 1000;
  if (!(age <= freshSeconds)) return `${age} s after the signals were read`;
  const isKnown = isWell(signalsIn(decided.fact.evidence));
  return isWell(confirmed.fact.signals) && !isKnown ? 'though the service was seen to be well again' : undefined;
};

const epochOf = (world: World, runId: string): number => {
  const opened = world.ledgers.get(RunId.parse(runId))?.find(({ fact }) => fact.type === 'runOpened')?.fact;
  return opened?.type === 'runOpened' ? opened.epoch : Number.NaN;
};

export type Promotion = Readonly<{ plan: string; runId: string; atMs: number }>;

export const promotionsIn = ({ calls }: World): Promotion[] =>
  calls.flatMap(({ plan, runId, text, atMs }) =>
    runId !== undefined && text.startsWith('rds:PromoteReadReplica') ? [{ plan, runId, atMs }] : [],
  );

/** A person may start what does not start by itself. */
const isByItself = (world: World, runId: string): boolean => {
  const opened = world.ledgers.get(RunId.parse(runId))?.find(({ fact }) => fact.type === 'runOpened')?.fact;
  return opened?.type === 'runOpened' && opened.operator === undefined;
};

/** What the calls that were made say, when all is over. */
export const faultsAfterwards = (world: World, { early }: Guard): string[] => {
  const promotions = promotionsIn(world);
  const epochs = promotions.map(({ plan, runId }) => `${plan} in epoch ${epochOf(world, runId)}`);
  return [
    ...epochs.filter((epoch, index) => epochs.indexOf(epoch) !== index).map((epoch) => `two promotions of ${epoch}`),
    ...promotions
      .filter(({ plan, runId }) => !hasReason(world, runId, plan))
      .map(({ runId }) => `${runId} promoted without a quorum and without a person`),
    ...promotions.flatMap(({ runId }) => {
      const why = unconfirmed(world, runId);
      return why === undefined ? [] : [`${runId} promoted ${why}`];
    }),
    ...early
      .filter(({ runId }) => isByItself(world, runId))
      .map(({ runId, after }) => `${runId} started by itself before anybody had acknowledged ${after}`),
  ];
};
