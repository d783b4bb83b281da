import type { StagedDatabase } from './build/databases.ts';
import type { Landscape } from './build.ts';
import type { ServiceDraft } from './draft/draft.ts';

/** Each database, service and name of a landscape, a line each. */
export function describeLandscape(landscape: Landscape): string[] {
  const { draft, databases } = landscape;
  const services = [...Map.groupBy(draft.services, ({ service }) => service).values()];
  const clients = draft.names.map(({ name, leadsTo }) => `Route 53 answers: ${name} leads to ${leadsTo}`);
  return [...databases.map(databaseLine), ...services.flatMap((own) => serviceLine(landscape, own)), ...clients];
}

function databaseLine({ primary, replicas, draft }: StagedDatabase): string {
  const copies = replicas.map(({ instance, region }) => `, streaming to ${instance} in ${region}`).join('');
  return `PostgreSQL runs: ${primary.instance} (${draft.data.database}) in ${primary.region}${copies}`;
}

function serviceLine({ draft }: Landscape, [first, ...others]: readonly ServiceDraft[]): string[] {
  if (first === undefined) return [];
  const where = [first, ...others].map(
    ({ side, desired }) => `${draft.regionOf(side)} (${desired === 0 ? 'no task yet' : 'running'})`,
  );
  return [`ECS runs: ${first.cluster}/${first.service} in ${where.join(' and ')}`];
}
