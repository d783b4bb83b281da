import type { RegionName } from '../../shared/contracts/fields.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { Catalogue } from '../../shared/domain/verification/catalogue.ts';
import { memberNameOf } from '../../shared/domain/verification/copy-name.ts';
import { listUnits } from '../../shared/domain/verification/list-units.ts';
import { NotDeployed } from '../../shared/errors.ts';
import { readChosenPoint } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { restoreStream } from '../../shared/verification/read-claim.ts';
import { verificationStatements } from '../../shared/verification/statements.ts';
import { withCopy, withSource } from './open-copy.ts';
import type { Subjects } from './run-unit.ts';
import type { Work } from './work.ts';
import { type Progress, workThrough } from './work-through.ts';

const catalogueIn = (rows: readonly (readonly unknown[])[]): Catalogue =>
  Catalogue.parse(JSON.parse(typeof rows[0]?.[0] === 'string' ? rows[0][0] : 'null'));

/** The instance to connect to, and the cluster that it serves, by name and by the ids that were seen while it was restored. */
const placeOf = async ({ input: { item }, ledger }: Work, region: RegionName) => {
  const { copy, runId, plan, verification } = item;
  const seen = factsOf(await ledger.read(restoreStream(item)), 'copySeen').map(({ fact }) => fact);
  return copy?.kind === 'cluster'
    ? { name: memberNameOf({ runId, plan, verification }), cluster: copy.name, region, seen }
    : { name: copy?.name ?? '', region, seen };
};

/** Opens the copy, lists what it holds, and looks at it. Throws when the copy cannot be reached or its connection goes before the first unit. */
export const lookAtData = async (work: Work): Promise<Progress & { catalogue: Catalogue }> => {
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
  return await withCopy(place, { access, data }, async (copy, prepared) => {
    const catalogue = catalogueIn(await copy(verificationStatements.catalogue));
    const subjects = { copy, source, databaseTime };
    return { ...(await workThrough(work, listUnits(data, catalogue), { subjects, prepared })), catalogue };
  });
};
