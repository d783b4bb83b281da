import type { RegionName, Side } from '../../contracts/fields.ts';
import type { Pins } from '../../contracts/pins.ts';
import type { Plan, Runbook } from '../../contracts/plan.ts';
import { namedIn, type PlanStep } from '../../contracts/step-kind.ts';

/** A database as a plan names it. */
export type DatabaseName = Readonly<{ instance: string; region: Side }>;

/** What takes the writes; the group that closes it, where the plan fences it. */
type Primary = DatabaseName & Readonly<{ closedSecurityGroup?: string | undefined }>;

/** What a plan says about which database and which zone are meant. */
export type Identity = Readonly<{
  regions: Readonly<Record<Side, RegionName>>;
  pins: Pins;
  /** The databases that take the writes, as far as the plan names them. */
  primaries: readonly Primary[];
}>;

export const identityOf = (plan: Pick<Plan, 'regions' | 'runbooks' | 'detection' | 'pins'>): Identity => ({
  regions: plan.regions,
  pins: plan.pins,
  primaries: primariesOf(plan),
});

/** What it fences, what is given time to fail over by itself, and what it pins as the source of a replica. */
const primariesOf = ({ runbooks, detection, pins }: Pick<Plan, 'runbooks' | 'detection' | 'pins'>): Primary[] => [
  ...stepsIn(runbooks).flatMap((step) => ('fenceDatabase' in step ? [step.fenceDatabase] : [])),
  ...(detection.databaseFailover === undefined ? [] : [detection.databaseFailover]),
  ...pins.databases.flatMap(({ source, region }) =>
    source === undefined ? [] : [{ instance: source, region: otherSide(region) }],
  ),
];

const stepsIn = (runbooks: Plan['runbooks']): PlanStep[] =>
  Object.values(runbooks).flatMap(({ stages }) => stages.flatMap(({ steps }) => steps));

const otherSide = (side: Side): Side => (side === 'standby' ? 'primary' : 'standby');

/** Why the database of this name is not the one that is meant; undefined when it is, or when nothing is pinned. */
export function mistakenDatabase(identity: Identity, named: DatabaseName, resourceId: string): string | undefined {
  const pinned = pinOf(identity, named)?.resourceId;
  if (pinned === undefined || pinned === resourceId) return undefined;
  return `${named.instance} in ${identity.regions[named.region]} is ${resourceId}, and the plan pins ${pinned}: another database has taken its name`;
}

const pinOf = ({ pins }: Pick<Identity, 'pins'>, { instance, region }: DatabaseName) =>
  pins.databases.find((pin) => pin.instance === instance && pin.region === region);

/** The databases that this replica may replicate. None: the plan does not say. */
export function sourcesOf(identity: Identity, replica: DatabaseName): readonly DatabaseName[] {
  const home = otherSide(replica.region);
  const pinned = pinOf(identity, replica)?.source;
  if (pinned !== undefined) return [{ instance: pinned, region: home }];
  return identity.primaries.filter(({ region }) => region === home);
}

/** The group that closes a primary; undefined where the plan does not fence it. */
export const closedGroupOf = ({ primaries }: Identity, { instance, region }: DatabaseName): string | undefined =>
  primaries.find((one) => one.instance === instance && one.region === region && one.closedSecurityGroup !== undefined)
    ?.closedSecurityGroup;

type Source = Readonly<{ id: string; region: string }>;

/** Why a replica of this source is not the one that is meant. */
export function mistakenSource(identity: Identity, replica: DatabaseName, source: Source): string | undefined {
  const { regions } = identity;
  const home = regions[otherSide(replica.region)];
  const said = `${replica.instance} replicates ${source.id} in ${source.region}`;
  if (source.region !== home) return `${said}, not a database in ${home}`;
  const meant = sourcesOf(identity, replica);
  if (meant.length === 0 || meant.some(({ instance }) => instance === source.id)) return undefined;
  const names = [...new Set(meant.map(({ instance }) => instance))].join(' or ');
  return `${said}, and the plan means a replica of ${names}: pin another source if that is meant`;
}

/** A zone as Route 53 has it; the name without its final dot. */
export type ZoneFacts = Readonly<{ name: string; isPrivate: boolean }>;

/** Why a record of this name must not be changed in this zone. */
export function mistakenZone(
  { pins }: Pick<Identity, 'pins'>,
  { zone, name }: Readonly<{ zone: string; name: string }>,
  found: ZoneFacts,
): string | undefined {
  const kind = (isPrivate: boolean) => (isPrivate ? 'private' : 'public');
  const said = `zone ${zone} is the ${kind(found.isPrivate)} zone ${found.name}`;
  const pin = pins.zones.find((one) => one.zone === zone);
  if (pin !== undefined && (pin.name !== found.name || pin.private !== found.isPrivate))
    return `${said}, and the plan pins the ${kind(pin.private)} zone ${pin.name}`;
  if (name !== found.name && !name.endsWith(`.${found.name}`)) return `${said}, which cannot hold ${name}`;
  if (pin === undefined && found.isPrivate)
    return `${said}: only its own networks would see the change. Pin it as private if that is meant`;
  return undefined;
}

/** The database that a step touches or asks. */
export const databaseIn = (step: PlanStep): DatabaseName | undefined =>
  namedIn(step).find((named) => named.type === 'database');

/** The hosted zone that a step names. */
export const zoneIn = (step: PlanStep): string | undefined =>
  namedIn(step).find((named) => named.type === 'hostedZone')?.zone;

/** One whose records it changes. */
const rewrittenZoneIn = (step: PlanStep): string | undefined =>
  namedIn(step).find((named) => named.type === 'hostedZone' && named.isRewritten) && zoneIn(step);

/** A person is asked in a stage before: what the step names may be made only then. */
export function mayBeMade({ stages }: Runbook, stepId: string): boolean {
  const place = stages.findIndex(({ steps }) => steps.some(({ id }) => id === stepId));
  return stages.slice(0, place).some(({ steps }) => steps.some((step) => 'askOperator' in step));
}

/** What is there before a run and known by its name alone, in words; each once. */
export function unpinned({ regions, pins }: Pick<Plan, 'regions' | 'pins'>, runbooks: readonly Runbook[]): string[] {
  const found = runbooks.flatMap((runbook) =>
    runbook.stages.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const [database, zone] = [databaseIn(step), rewrittenZoneIn(step)];
        const isKnown = database === undefined || pinOf({ pins }, database) !== undefined;
        return [
          ...(isKnown || mayBeMade(runbook, step.id) ? [] : [`${database.instance} in ${regions[database.region]}`]),
          ...(zone === undefined || pins.zones.some((pin) => pin.zone === zone) ? [] : [`zone ${zone}`]),
        ];
      }),
    ),
  );
  return [...new Set(found)];
}
