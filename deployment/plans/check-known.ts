import type { DbInstanceId, Side } from '../../shared/contracts/fields.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { restoredDatabase } from '../../shared/domain/verification/pinned-source.ts';
import type { Complaint } from './complaint.ts';
import { insteadOf, nearestWord } from './reading/nearest-word.ts';
import { type RunbookView, viewOf } from './runbook/view.ts';

/** What must be somebody else's database, too: of these a slip would look at nothing, or at another one. */
const vouched = new Set(['check', 'configuration', 'signal', 'comparison', 'grace']);

/** Databases that one place alone names: mostly a slip of the pen. Of two that were meant to be one the first is told. */
export function warnKnown(plan: Plan): Complaint[] {
  const all = mentionsIn(plan);
  const unknown = all.filter((mention) => vouched.has(mention.role) && !isKnown(mention, all));
  const told = new Set<string>();
  return unknown.flatMap(({ path, instance, region }) => {
    const there = [...new Set(all.filter((one) => one.region === region).map((one) => String(one.instance)))];
    const near = nearestWord(instance, there);
    if (near !== undefined && told.has(near)) return [];
    told.add(instance);
    const others = there.filter((one) => one !== String(instance));
    const message = `is ${instance} on the ${region} side, which nothing else in the plan names: ${insteadOf(instance, others)}`;
    return [{ path, message, about: String(instance) }];
  });
}

type Path = Complaint['path'];

/** A place in the plan that names a database. `role`: what for; places of one role do not vouch for each other. */
type Mention = Readonly<{ path: Path; instance: DbInstanceId; region: Side; role: string }>;

const mentionsIn = (plan: Plan): Mention[] => [
  ...Object.entries(plan.runbooks).flatMap(([name, runbook]) => ofRunbook(viewOf(plan, name, runbook))),
  ...ofDetection(plan),
  ...ofVerifications(plan),
  ...plan.pins.databases.map((pin) => ({
    path: ['pins', 'databases'],
    instance: pin.instance,
    region: pin.region,
    role: 'pin',
  })),
];

const ofRunbook = (view: RunbookView): Mention[] => [
  ...view.fences.map(({ path, spec }) => ({ path: [...path, 'fenceDatabase', 'instance'], ...spec, role: 'fence' })),
  ...view.promotions.map(({ path, spec }) => ({
    path: [...path, 'promoteReplica', 'instance'],
    ...spec,
    role: 'promotion',
  })),
  ...view.configurations.map(({ path, spec }) => ({
    path: [...path, 'updateConfiguration', 'value', 'endpointOf'],
    instance: spec.value.endpointOf,
    region: spec.region,
    role: 'configuration',
  })),
  ...view.dataChecks.map(({ path, spec }) => ({ path: [...path, 'checkData', 'instance'], ...spec, role: 'check' })),
];

const ofDetection = ({ detection: { databaseFailover, signals } }: Plan): Mention[] => [
  ...(databaseFailover === undefined
    ? []
    : [{ ...databaseFailover, path: ['detection', 'databaseFailover', 'instance'], role: 'grace' }]),
  ...signals.flatMap((signal, index) =>
    'rdsEvent' in signal
      ? [
          {
            path: ['detection', 'signals', index, 'rdsEvent'],
            instance: signal.rdsEvent,
            region: signal.region,
            role: 'signal',
          },
        ]
      : [],
  ),
];

const ofVerifications = ({ restoreVerification }: Plan): Mention[] =>
  restoreVerification.flatMap((one, index): Mention[] => {
    const path = ['restoreVerification', index];
    const manifest = 'data' in one ? one.data.manifest : undefined;
    const compared = manifest && { path: [...path, 'data', 'manifest', 'instance'], ...manifest, role: 'comparison' };
    const instance =
      'instanceSnapshot' in one
        ? one.instanceSnapshot.instance
        : 'instancePointInTime' in one
          ? one.instancePointInTime.instance
          : undefined;
    const kind = 'instanceSnapshot' in one ? 'instanceSnapshot' : 'instancePointInTime';
    const restored =
      instance === undefined
        ? []
        : [{ path: [...path, kind, 'instance'], instance, region: one.region, role: 'verification' }];
    return [...restored, ...(compared === undefined ? [] : [compared])];
  });

const isKnown = (mention: Mention, all: readonly Mention[]): boolean =>
  all.some(
    (other) => other.role !== mention.role && other.instance === mention.instance && other.region === mention.region,
  );

/** Databases within the servers, as the plan names them: PostgreSQL's own name for one, not that of the instance. */
export function warnDatabaseNames(plan: Plan): Complaint[] {
  const views = Object.entries(plan.runbooks).map(([name, runbook]) => viewOf(plan, name, runbook));
  const elsewhere = [
    ...views.flatMap(({ promotions }) => promotions.map(({ spec }) => spec.database)),
    ...plan.restoreVerification.flatMap((one) => ('data' in one ? [one.data.database] : [])),
  ].filter((name) => name !== 'postgres');
  if (elsewhere.length === 0) return [];
  return views.flatMap(({ dataChecks }) =>
    dataChecks
      .filter(({ spec }) => !elsewhere.includes(spec.database))
      .map(({ path, spec }) => ({
        path: [...path, 'checkData', 'database'],
        message: `is ${spec.database}, which nothing else in the plan names: ${insteadOf(spec.database, [...new Set(elsewhere)])}`,
      })),
  );
}

/** Whether a verification is about a database that no runbook and no signal knows. */
export function warnVerified(plan: Plan): Complaint[] {
  const all = mentionsIn(plan).filter(({ role }) => role !== 'verification' && role !== 'comparison');
  return plan.restoreVerification.flatMap((one, index) => {
    const database = restoredDatabase(one);
    if (database?.sort !== 'instance' || all.length === 0) return [];
    if (all.some(({ instance }) => String(instance) === database.name)) return [];
    const names = [...new Set(all.map(({ instance }) => String(instance)))];
    const message = `restores ${database.name}, which nothing else in the plan names: ${insteadOf(database.name, names)}`;
    return [{ path: ['restoreVerification', index], message }];
  });
}
