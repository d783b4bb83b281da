import type { FenceDatabaseSpec } from '../../../shared/contracts/specs/fence-database.ts';
import type { Complaint } from '../complaint.ts';
import { isSame, leavesPrimary, type Placed, type RunbookView } from './view.ts';

/** What is closed and what takes over, on the sides that the kind of runbook leaves and moves to. */
export function checkSides(view: RunbookView): Complaint[] {
  if (!leavesPrimary(view)) return [];
  const wrongFences = view.fences.filter(({ spec }) => spec.region === 'standby');
  const wrongPromotions = view.promotions.filter(({ spec }) => spec.region === 'primary');
  return [
    ...wrongFences.map((fence) => ({
      path: field(fence, 'fenceDatabase', 'region'),
      message: `fences ${fence.spec.instance} on the standby side, which this ${view.kind} moves to: fence the primary's database`,
    })),
    ...wrongPromotions.map((promotion) => ({
      path: field(promotion, 'promoteReplica', 'region'),
      message: `promotes ${promotion.spec.instance} on the primary side, which this ${view.kind} leaves: promote the standby's replica`,
    })),
  ];
}

const field = ({ path }: Placed<unknown>, ...fields: string[]) => [...path, ...fields];

/** Two databases that take writes are worse than none. */
export const checkFencing = (view: RunbookView): Complaint[] => [
  ...checkFailbackSides(view),
  ...checkSameInstance(view),
  ...checkPromotedTwice(view),
  ...checkFencedBefore(view),
  ...checkKnownPrimary(view),
  ...checkReplaced(view),
];

function checkFailbackSides({ kind, fences, promotions }: RunbookView): Complaint[] {
  if (kind !== 'failback') return [];
  return fences
    .filter(({ spec }) => promotions.some((promotion) => promotion.spec.region === spec.region))
    .map((fence) => ({
      path: field(fence, 'fenceDatabase', 'region'),
      message: `fences ${fence.spec.instance} on the side that this failback promotes on: fence the side that it leaves`,
    }));
}

/** The same instance cannot be what is left and what is moved to. */
const checkSameInstance = ({ fences, promotions }: RunbookView): Complaint[] =>
  fences.flatMap((fence) => {
    const twin = promotions.find(({ spec }) => isSame(spec, fence.spec));
    if (twin === undefined) return [];
    const message = `${fence.spec.instance} is promoted by step ${twin.id}: fence the primary and promote its replica`;
    return [{ path: field(fence, 'fenceDatabase', 'instance'), message }];
  });

const checkPromotedTwice = ({ promotions }: RunbookView): Complaint[] =>
  promotions.flatMap((promotion, index) => {
    const first = promotions.slice(0, index).find(({ spec }) => isSame(spec, promotion.spec));
    if (first === undefined) return [];
    const message = `${promotion.spec.instance} is promoted by step ${first.id} already: leave one of the two out`;
    return [{ path: field(promotion, 'promoteReplica', 'instance'), message }];
  });

/** As many primaries must be fenced before as replicas are promoted: the plan does not say which belongs to which. */
const checkFencedBefore = (view: RunbookView): Complaint[] =>
  view.promotions.flatMap((promotion, index) => {
    const fenced = fencesBefore(view, promotion.stage).size;
    if (fenced > index || isHeldByPerson(view, promotion.stage)) return [];
    const { instance } = promotion.spec;
    const message =
      fenced === 0
        ? `promotes ${instance}, and no earlier stage fences its primary: both would take writes; put a fenceDatabase before it`
        : `promotes ${index + 1} databases by then, and earlier stages fence ${fenced}: fence the primary of each`;
    return [{ path: field(promotion, 'promoteReplica'), message }];
  });

const fencesBefore = ({ fences }: RunbookView, stage: number): Set<string> =>
  new Set(fences.filter((fence) => fence.stage < stage).map(({ spec }) => `${spec.region} ${spec.instance}`));

/** In planned work a person may have stopped the writers; whoever fails over cannot count on that. */
const isHeldByPerson = ({ kind, questions }: RunbookView, stage: number): boolean =>
  kind !== 'failover' && questions.some((question) => question.stage < stage);

/** The plan names its primary for the grace of its own failover. */
function checkKnownPrimary(view: RunbookView): Complaint[] {
  const primary = view.plan.detection.databaseFailover;
  const [first] = view.fences;
  if (!leavesPrimary(view) || view.promotions.length === 0 || primary === undefined || first === undefined) return [];
  if (primary.region === 'standby' || view.fences.some((fence) => isOf(fence, primary))) return [];
  const message = `is not ${primary.instance}, the primary by detection.databaseFailover: fence that one, or correct the name there`;
  return [{ path: field(first, 'fenceDatabase', 'instance'), message }];
}

const isOf = ({ spec }: Placed<FenceDatabaseSpec>, primary: { instance: string; region: string }): boolean =>
  spec.instance === primary.instance && spec.region === primary.region;

/**
 * What is fenced serves nobody any more: a replica, a restore that a person makes, or another database that clients are led to must
 * follow, not services and names alone. Of a runbook that only fences check-order.ts says so.
 */
function checkReplaced({ fences, promotions, questions, configurations, others, switches }: RunbookView): Complaint[] {
  const [first] = fences;
  const isReplaced = promotions.length + questions.length + configurations.length > 0;
  if (first === undefined || isReplaced || others.length + switches.length === 0) return [];
  const message = `fences ${first.spec.instance}, and nothing takes its place: promote its replica in a later stage, or ask for a restore`;
  return [{ path: field(first, 'fenceDatabase'), message }];
}
