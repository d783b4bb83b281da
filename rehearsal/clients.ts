import { namedIn } from '../shared/contracts/step-kind.ts';
import type { StagedDatabase, StagedInstance } from './landscape/build/databases.ts';
import type { Landscape } from './landscape/build.ts';
import type { Draft, NameDraft } from './landscape/draft/draft.ts';

/** Names by which clients come to the service: those that a runbook moves, or the one that there is. */
export function clientNames({ names }: Draft): readonly NameDraft[] {
  const moved = names.filter(({ spec }) => spec !== undefined);
  return moved.length > 0 ? moved : names.slice(0, 1);
}

/** Where this name is to lead in the end, and whether it has led there all the time. */
export function endOf(draft: Draft, name: NameDraft) {
  const side = isMovedHere(draft, name) ? draft.to : draft.from;
  return { side, servingRegion: draft.regionOf(side), isInPlace: side === draft.from };
}

const isMovedHere = ({ steps }: Draft, { name }: NameDraft): boolean =>
  steps.flatMap(namedIn).some((named) => named.type === 'record' && named.name === name && named.changed !== undefined);

/** The databases that keep the rows which come in by this name. */
export function databasesBehind({ draft, databases }: Landscape, { leadsTo }: NameDraft): StagedDatabase[] {
  const [first] = draft.balancers.find(({ host }) => host === leadsTo)?.services ?? [];
  const service = draft.services.find((one) => one.side === draft.from && one.service === first);
  return databases.filter(({ primary }) => service?.databases.includes(primary.instance) === true);
}

/** The instance that holds a database on this side in the end: what was made there by people, or what has stood there. */
export const instanceOn = ({ primary, replicas, made }: StagedDatabase, side: StagedInstance['side']): StagedInstance =>
  [...made.toReversed(), primary, ...replicas].find((one) => one.side === side) ?? primary;
