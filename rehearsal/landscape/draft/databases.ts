import type { Side } from '../../../shared/contracts/fields.ts';
import type { Rehearsal } from '../../../shared/contracts/rehearsal.ts';
import type { Claimed, DatabaseClaim, NamedTable } from '../claims/claim.ts';
import { guessSchema } from '../data/guess-schema.ts';
import { otherSide } from './direction.ts';
import type { DatabaseDraft, DataDraft, InstanceDraft, WantedCheck } from './draft.ts';
import { type Known, knownInstances, roleOf } from './known.ts';
import { likest, sourceOf } from './source-of.ts';

export type DatabaseSettings = Readonly<{
  planName: string;
  claims: readonly Claimed[];
  rehearsal: Rehearsal;
  /** Instances that a person makes during the run, with the step that asks for it. */
  made: readonly Readonly<{ step: string; instance: string; from: string | undefined }>[];
  /** Where the service is before the run. */
  from: Side;
}>;

/** What cannot be staged, and why: `step orders: …`. */
export type Refusals = readonly string[];

type Drafted = Readonly<{ databases: readonly DatabaseDraft[]; refusals: Refusals }>;

/** The databases of the service, from all that is said of their instances. */
export function draftDatabases(settings: DatabaseSettings): Drafted {
  const { claims, made, rehearsal, planName } = settings;
  const all = knownInstances(claims);
  const isMade = ({ instance }: Known) => made.some((one) => one.instance === instance);
  const standing = all.filter((one) => !isMade(one));
  const { lines, refusals } = linesOf(standing.length === 0 ? [nothingNamed(settings)] : standing, planName);
  const drafted = lines.map((line) => {
    const own = made.filter((one) => isMadeOf(one, line, lines));
    const copies = all.filter(({ instance }) => own.some((one) => one.instance === instance));
    const { refusals: wrong, data } = dataOf([line.primary, ...line.replicas, ...copies], rehearsal);
    const stepOf = ({ instance }: Known) => own.find((one) => one.instance === instance)?.step ?? '';
    const database: DatabaseDraft = {
      primary: draftOf(line.primary),
      replicas: line.replicas.map(draftOf),
      made: copies.map((copy) => ({ ...draftOf(copy), step: stepOf(copy) })),
      data,
    };
    return { database, wrong };
  });
  const homeless = made
    .filter((one) => !lines.some((line) => isMadeOf(one, line, lines)))
    .map(
      ({ step, instance }) =>
        `step ${step}: which database ${instance} is restored from is not known; say it in rehearsal.made`,
    );
  return {
    databases: drafted.map(({ database }) => database),
    refusals: [...refusals, ...drafted.flatMap(({ wrong }) => wrong), ...homeless],
  };
}

type Line = Readonly<{ primary: Known; replicas: readonly Known[] }>;

function linesOf(known: readonly Known[], planName: string) {
  const primaries = known.filter((one) => roleOf(one) === 'primary');
  const replicas = known.filter((one) => roleOf(one) === 'replica');
  const lines = new Map<Known, Known[]>(primaries.map((primary) => [primary, []]));
  const refusals: string[] = [];
  for (const replica of replicas) {
    const source = sourceOf(replica, primaries);
    if (source.kind === 'ambiguous') refusals.push(source.because);
    if (source.kind === 'none') {
      const usual = replicas.length === 1 ? `${planName}-primary` : `${replica.instance}-source`;
      lines.set(unnamed(replica, source.name ?? usual), [replica]);
    }
    if (source.kind === 'found') lines.get(source.primary)?.push(replica);
  }
  return { lines: [...lines].map(([primary, own]): Line => ({ primary, replicas: own })), refusals };
}

/** A primary that no part of the plan names. */
const unnamed = (replica: Known, name: string): Known => ({
  side: otherSide(replica.side),
  instance: name,
  claims: [],
});

/** A service without any database that the plan names still keeps its rows in one. */
const nothingNamed = ({ planName, from }: DatabaseSettings): Known => ({
  side: from,
  instance: `${planName}-primary`,
  claims: [],
});

type MadeInstance = DatabaseSettings['made'][number];

/** Restored from what the plan says, from the only database, or from the one whose name is most like. */
function isMadeOf({ from, instance }: MadeInstance, { primary }: Line, lines: readonly Line[]): boolean {
  if (from !== undefined) return primary.instance === from;
  return (
    lines.length === 1 ||
    likest(
      instance,
      lines.map((line) => line.primary),
    ) === primary
  );
}

function dataOf(
  members: readonly Known[],
  { databases }: Rehearsal,
): Readonly<{ data: DataDraft; refusals: Refusals }> {
  const claims = members.flatMap((known) => known.claims);
  const said = databases.find(({ instance }) => members.some((known) => known.instance === instance));
  const { insert, read } = said ?? {};
  const rows = insert === undefined || read === undefined ? undefined : { insert, read };
  const { database, refusals: more } = oneDatabase(claims);
  const checks = checksOf(members);
  const { schema, refusals } = schemaOf(
    said?.schema,
    checks,
    claims.flatMap(({ tables = [] }) => tables),
  );
  const withPostgres = database !== 'postgres' && claims.some((claim) => claim.database === 'postgres');
  return { data: { database, schema, rows, checks, withPostgres }, refusals: [...more, ...refusals] };
}

function oneDatabase(claims: readonly Claimed<DatabaseClaim>[]) {
  const [database = 'postgres', another] = withoutDefault(claims.flatMap((claim) => claim.database ?? []));
  if (another === undefined) return { database, refusals: [] };
  const by = claims.find((claim) => claim.database === another)?.by;
  const because = `asks the database ${another} of an instance that holds ${database}; a rehearsal stages one of each instance`;
  return { database, refusals: [`${by}: ${because}`] };
}

const withoutDefault = (names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => name !== 'postgres');

const checksOf = (members: readonly Known[]): WantedCheck[] =>
  members.flatMap(({ claims }) => claims.flatMap(({ checks = [], by }) => checks.map((check) => ({ ...check, by }))));

function schemaOf(said: string | undefined, checks: readonly WantedCheck[], tables: readonly NamedTable[]) {
  const guess = said === undefined ? guessSchema(checks, tables) : { schema: said };
  if ('schema' in guess) return { schema: guess.schema, refusals: [] };
  const { by, name } = guess.unknown;
  const because = `which tables its check "${name}" asks cannot be told from its SQL; say them in rehearsal.databases (schema)`;
  return { schema: '', refusals: [`${by}: ${because}`] };
}

function draftOf({ side, instance, claims }: Known): InstanceDraft {
  const resourceId = claims.find((claim) => claim.resourceId !== undefined)?.resourceId;
  return resourceId === undefined ? { side, instance } : { side, instance, resourceId };
}
