import type { Plan } from '../../shared/contracts/plan.ts';
import type { Rehearsal } from '../../shared/contracts/rehearsal.ts';
import { namedIn } from '../../shared/contracts/step-kind.ts';
import { restoredDatabase } from '../../shared/domain/verification/pinned-source.ts';
import type { Complaint } from './complaint.ts';
import { repeated } from './duplicates.ts';

/** What the plan says of its rehearsal is about things that it has. */
export function checkRehearsal(plan: Plan): Complaint[] {
  const { rehearsal } = plan;
  if (rehearsal === undefined) return [];
  return [
    ...unknown(databaseUses(rehearsal), databasesIn(plan), 'database'),
    ...unknown(usesOf('services', ({ service }) => ({ service: [service] }))(rehearsal), servicesIn(plan), 'service'),
    ...unknown(usesOf('made', ({ step }) => ({ step: [step] }))(rehearsal), questionsIn(plan), 'askOperator step'),
    ...twice(rehearsal),
  ];
}

type Use = Readonly<{ path: Complaint['path']; name: string }>;

/** A name that the rest of the plan does not have is a slip, and would change nothing. */
const unknown = (uses: readonly Use[], known: readonly string[], what: string): Complaint[] =>
  uses
    .filter(({ name }) => !known.includes(name))
    .map(({ path, name }) => {
      const there = [...new Set(known)].join(', ') || 'none';
      return { path, message: `is ${name}, and the plan has no such ${what}; there is: ${there}` };
    });

const databaseUses = (rehearsal: Rehearsal): Use[] => [
  ...usesOf('databases', ({ instance }) => ({ instance: [instance] }))(rehearsal),
  ...usesOf('services', ({ databases = [] }) => ({ databases }))(rehearsal),
  ...usesOf('made', ({ instance, from }) => ({ instance: [instance], from: [from] }))(rehearsal),
];

const usesOf =
  <K extends keyof Rehearsal>(
    key: K,
    names: (one: Rehearsal[K][number]) => Readonly<Record<string, readonly string[]>>,
  ) =>
  (rehearsal: Rehearsal): Use[] =>
    rehearsal[key].flatMap((one, index) =>
      Object.entries(names(one)).flatMap(([field, all]) =>
        all.map((name) => ({ path: ['rehearsal', key, index, field], name })),
      ),
    );

const databasesIn = (plan: Plan): string[] => [
  ...stepsOf(plan)
    .flatMap(namedIn)
    .flatMap((named) => (named.type === 'database' ? [named.instance] : [])),
  ...plan.pins.databases.flatMap(({ instance, source }) => [instance, ...(source === undefined ? [] : [source])]),
  ...plan.restoreVerification.flatMap((one) => restoredDatabase(one)?.name ?? []),
];

const stepsOf = ({ runbooks }: Plan) =>
  Object.values(runbooks).flatMap(({ stages }) => stages.flatMap(({ steps }) => steps));

const servicesIn = (plan: Plan): string[] =>
  stepsOf(plan)
    .flatMap(namedIn)
    .flatMap((named) => (named.type === 'service' ? [named.service] : []));

const questionsIn = (plan: Plan): string[] => stepsOf(plan).flatMap((step) => ('askOperator' in step ? [step.id] : []));

const twice = ({ databases, services }: Rehearsal): Complaint[] => [
  ...repeated(databases.map(({ instance }) => instance)).map(({ name }) => ({
    path: ['rehearsal', 'databases'],
    message: `say twice what ${name} holds`,
  })),
  ...repeated(services.map(({ service }) => service)).map(({ name }) => ({
    path: ['rehearsal', 'services'],
    message: `have ${name} twice`,
  })),
];
