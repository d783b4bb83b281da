import type { RegionName, RunId } from '../../contracts/fields.ts';
import type { Debt } from '../../contracts/recovery/debt.ts';
import { secondsAfter } from '../time.ts';

type Owner = Pick<Debt, 'runId' | 'stepId'>;

export const isOwedBy =
  ({ runId, stepId }: Owner) =>
  (debt: Debt): boolean =>
    debt.runId === runId && debt.stepId === stepId;

/** What a fence is, so that one which a newer plan has changed is not taken for it. */
export const fenceOf = ({
  instance,
  region,
  closedSecurityGroup,
}: Readonly<{ instance: string; region: RegionName; closedSecurityGroup: string }>): string =>
  `${instance} in ${region} closed by ${closedSecurityGroup}`;

/** Until when it is tried: what is stopped cannot be closed before it starts, and nobody gives up while it still may. */
export function triedUntil({ dueSince, since, holdsUntil, keepTrying }: Debt): string {
  const from = dueSince ?? since;
  return secondsAfter(holdsUntil !== undefined && holdsUntil > from ? holdsUntil : from, keepTrying);
}

/** As it was seen to stand now. */
export function holding(
  debts: readonly Debt[],
  of: Owner,
  { because, holdsUntil }: Pick<Debt, 'because' | 'holdsUntil'>,
): readonly Debt[] {
  const before = debts.find(isOwedBy(of));
  if (before === undefined || (before.because === because && before.holdsUntil === holdsUntil)) return debts;
  return debts.map((debt) => (debt === before ? { ...debt, because, holdsUntil } : debt));
}

/**
 * With this debt among them. Owed by the same step before, it stands with what was seen of it now. Another run's of the same database passes over, and if that
 * run had taken over it is due as it was, whatever becomes of this one.
 */
export function owing(debts: readonly Debt[], debt: Debt): readonly Debt[] {
  const before = debts.find(isAt(debt));
  if (before !== undefined && isOwedBy(debt)(before)) return holding(debts, before, debt);
  const { dueSince } = before ?? {};
  return [...debts.filter((one) => !isAt(debt)(one)), { ...debt, ...(dueSince && { dueSince }) }];
}

/** Which database is to be fenced. */
type Place = Readonly<{ instance: string; region: string }>;

const isAt =
  ({ instance, region }: Place) =>
  (debt: Debt): boolean =>
    debt.instance === instance && debt.region === region;

/** A run has fenced this database: whoever pays a debt of it finds that out. */
export const fencing = (
  debts: readonly Debt[],
  place: Place,
  fenced: Readonly<{ by: RunId; at: string }>,
): readonly Debt[] =>
  debts.map((debt) => (isAt(place)(debt) && debt.fenced === undefined ? { ...debt, fenced } : debt));

type Execution = Owner & Pick<Debt, 'attempt'>;

/** Its run has taken over: from now on it counts. */
export const becomingDue = (debts: readonly Debt[], execution: Execution, at: string): readonly Debt[] =>
  debts.map((debt) => (isWith(execution)(debt) && debt.dueSince === undefined ? { ...debt, dueSince: at } : debt));

const isWith =
  (execution: Execution) =>
  (debt: Debt): boolean =>
    isOwedBy(execution)(debt) && debt.attempt === execution.attempt;

/** With another execution of pay-fence than this one. */
export const passingOn = (debts: readonly Debt[], execution: Execution): readonly Debt[] =>
  debts.map((debt) => (isWith(execution)(debt) ? { ...debt, attempt: debt.attempt + 1 } : debt));

export const without = (debts: readonly Debt[], execution: Execution): readonly Debt[] =>
  debts.filter((debt) => !isWith(execution)(debt));
