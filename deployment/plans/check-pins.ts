import type { Plan } from '../../shared/contracts/plan.ts';
import { databaseIn, unpinned, zoneIn } from '../../shared/domain/recovery/identity.ts';
import { pinnedSource, restoredDatabase } from '../../shared/domain/verification/pinned-source.ts';
import type { Complaint } from './complaint.ts';
import { repeated } from './duplicates.ts';
import { insteadOf } from './reading/nearest-word.ts';

const databasesPath = ['pins', 'databases'] as const;
const clustersPath = ['pins', 'clusters'] as const;
const zonesPath = ['pins', 'zones'] as const;

/** A replica replicates another instance, and in a failover the one that is fenced. */
export function checkSources(plan: Plan): Complaint[] {
  const fenced = stepsOf(plan).flatMap((step) =>
    'fenceDatabase' in step ? [String(step.fenceDatabase.instance)] : [],
  );
  return plan.pins.databases.flatMap(({ instance, source }, index): Complaint[] => {
    const path = [...databasesPath, index, 'source'];
    if (source === undefined) return [];
    if (source === instance) return [{ path, message: `is ${instance} itself: name the instance that it replicates` }];
    if (fenced.length === 0 || fenced.includes(source)) return [];
    return [{ path, message: `is ${source}, which no step fences: ${insteadOf(source, [...new Set(fenced)])}` }];
  });
}

const stepsOf = ({ runbooks }: Plan) =>
  Object.values(runbooks).flatMap(({ stages }) => stages.flatMap(({ steps }) => steps));

export const checkPins = (plan: Plan): Complaint[] => [...checkUse(plan), ...checkTwice(plan)];

/** A pin that is misspelt would hold nothing to anything. */
function checkUse(plan: Plan): Complaint[] {
  const steps = stepsOf(plan);
  const databases = steps.flatMap((step) => databaseIn(step) ?? []);
  const zones = steps.flatMap((step) => zoneIn(step) ?? []);
  const restored = plan.restoreVerification.flatMap((one) => restoredDatabase(one) ?? []);
  const isRestored = (sort: string, name: string) => restored.some((one) => one.sort === sort && one.name === name);
  const namesOn = (side: string) => [
    ...new Set(databases.filter(({ region }) => region === side).map(({ instance }) => String(instance))),
  ];
  const isUsed = (instance: string, region: string) =>
    isRestored('instance', instance) || databases.some((one) => one.instance === instance && one.region === region);
  return [
    ...plan.pins.databases.flatMap(({ instance, region }, index) =>
      isUsed(instance, region)
        ? []
        : [
            {
              path: [...databasesPath, index],
              message: `neither a step nor a verification names ${instance} on the ${region} side: ${insteadOf(instance, namesOn(region))}`,
            },
          ],
    ),
    ...plan.pins.clusters.flatMap(({ cluster }, index) =>
      isRestored('cluster', cluster)
        ? []
        : [{ path: [...clustersPath, index], message: `no verification restores cluster ${cluster}` }],
    ),
    ...plan.pins.zones.flatMap(({ zone }, index) =>
      zones.includes(zone)
        ? []
        : [
            {
              path: [...zonesPath, index],
              message: `no step names zone ${zone}: ${insteadOf(zone, [...new Set(zones)])}`,
            },
          ],
    ),
  ];
}

const checkTwice = ({ pins }: Plan): Complaint[] => [
  ...twice(
    clustersPath,
    'cluster',
    pins.clusters.map(({ cluster, region }) => `cluster ${cluster} on the ${region} side`),
  ),
  ...twice(
    clustersPath,
    'resourceId',
    pins.clusters.map(({ resourceId }) => resourceId),
  ),
  ...twice(
    databasesPath,
    'instance',
    pins.databases.map(({ instance, region }) => `${instance} on the ${region} side`),
  ),
  ...twice(
    databasesPath,
    'resourceId',
    pins.databases.map(({ resourceId }) => resourceId),
  ),
  ...twice(
    zonesPath,
    'zone',
    pins.zones.map(({ zone }) => `zone ${zone}`),
  ),
];

const twice = (path: readonly string[], field: string, words: readonly string[]): Complaint[] =>
  repeated(words).map(({ name, index }) => ({ path: [...path, index, field], message: `${name} is pinned twice` }));

/** What is known by its name alone. */
export function warnPins(plan: Plan): Complaint[] {
  const ofSteps = unpinned(plan, Object.values(plan.runbooks));
  return [
    ...[...ofSteps, ...unpinnedSources(plan, ofSteps)].map((name) => ({
      path: ['pins'],
      about: name.split(' in ')[0] ?? name,
      message: `${name} is not pinned: another one of the same name would be taken for it`,
    })),
    ...unpinnedReplicas(plan),
  ];
}

/** Databases that are restored and whose snapshots are known by the name of their source alone. */
function unpinnedSources(plan: Plan, ofSteps: readonly string[]): string[] {
  const open = plan.restoreVerification.filter((one) => pinnedSource(plan, one) === undefined);
  const names = open.flatMap((one) => {
    const database = restoredDatabase(one);
    const isTold = ofSteps.some((step) => step.startsWith(`${database?.name} in `));
    return database === undefined || isTold ? [] : [`${database.sort} ${database.name}, whose backups are restored,`];
  });
  return [...new Set(names)];
}

/** Of several databases the plan names several primaries: which of them a replica replicates a pin alone says. */
function unpinnedReplicas(plan: Plan): Complaint[] {
  const promoted = Object.values(plan.runbooks).flatMap(({ stages }) => {
    const steps = stages.flatMap(({ steps: all }) => all.flatMap((one) => ('promoteReplica' in one ? [one] : [])));
    return steps.length < 2 ? [] : steps.map((step) => step.promoteReplica);
  });
  const open = promoted.filter(({ instance, region }) => {
    const pin = plan.pins.databases.find((one) => one.instance === instance && one.region === region);
    return pin?.source === undefined;
  });
  return [...new Set(open.map(({ instance }) => instance))].map((instance) => ({
    path: databasesPath,
    about: instance,
    message: `have no source of ${instance}, which is promoted beside another one: a replica of any primary of the plan would be taken for it`,
  }));
}
