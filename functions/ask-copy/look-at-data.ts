import type { RegionName } from '../../shared/contracts/fields.ts';
import type { DataExpectations } from '../../shared/contracts/verification/restore.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { memberNameOf } from '../../shared/domain/verification/copy-name.ts';
import { listUnits } from '../../shared/domain/verification/list-units.ts';
import { NotDeployed } from '../../shared/errors.ts';
import { readChosenPoint } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { restoreStream } from '../../shared/verification/read-claim.ts';
import { type LookedAtData, lookAtOthers } from './look-at-others.ts';
import { type Inside, lookInside } from './look-inside.ts';
import { type Place, withCopy, withSource } from './open-copy.ts';
import type { Subjects } from './subjects.ts';
import type { Work } from './work.ts';

/**
 * Opens the copy, lists what each of its databases holds, and looks at it. Throws when the copy cannot be reached or its connection goes
 * before the first unit.
 */
export async function lookAtData(work: Work): Promise<LookedAtData> {
  const { plans, access } = work.dependencies;
  const { plan, verification, region } = findRestored(plans, work.input.item);
  const { data } = verification;
  const { databaseTime } = await readChosenPoint(work.ledger, work.input.item);
  const source: Subjects['source'] = async (ask) => {
    if (data.manifest === undefined) throw new NotDeployed('The plan compares with nothing.');
    const manifest = { ...data.manifest, region: plan.regions[data.manifest.region] };
    return await withSource(manifest, { access, data }, ask);
  };
  const place = await placeOf(work, region);
  const enter = (database: string) => enterDatabase(work, place, { ...data, database });
  const subjects = { source, databaseTime };
  const planned = await lookInside(work, enter(data.database), {
    ...{ subjects, prefix: '', database: data.database },
    unitsOf: (catalogue) => listUnits(data, catalogue),
    unreadableOf: () => [],
  });
  return await lookAtOthers(work, planned, { enter, subjects });
}

/** The instance to connect to, and the cluster that it serves, by name and by the ids that were seen while it was restored. */
async function placeOf({ input: { item }, ledger }: Work, region: RegionName): Promise<Place> {
  const { copy, runId, plan, verification } = item;
  const seen = factsOf(await ledger.read(restoreStream(item)), 'copySeen').map(({ fact }) => fact);
  return copy?.kind === 'cluster'
    ? { name: memberNameOf({ runId, plan, verification }), cluster: copy.name, region, seen }
    : { name: copy?.name ?? '', region, seen };
}

const enterDatabase =
  ({ dependencies: { access } }: Work, place: Place, data: DataExpectations): Inside =>
  (look) =>
    withCopy(place, { access, data }, look);
