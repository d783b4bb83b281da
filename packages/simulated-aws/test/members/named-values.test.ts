import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/call.ts';
import { type ConstraintTable, readTable } from '../../src/constraints/table.ts';
import { memberTables } from '../../src/members/members.ts';
import { parseSelection } from '../../src/members/selection.ts';
import { operate } from '../../src/operate.ts';
import { createRequests } from './asked.ts';
import { refusedByAws } from './refused-by-aws.ts';
import { region, setTheScene } from './scene.ts';
import { inputsOf } from './schemas.ts';

type Request = Readonly<{ service: string; operation: string; input: Readonly<Record<string, unknown>> }>;

/** A place of a request at which AWS names all values that there are, and the request with one of them there. */
type Place = Readonly<{ path: string; values: readonly string[]; with: (value: string) => unknown }>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const placesIn = (table: ConstraintTable, name: string, value: unknown): Place[] => {
  const shape = table.shapes[name];
  if (shape?.enum !== undefined) return [{ path: '', values: shape.enum, with: (one) => one }];
  if (Array.isArray(value))
    return placesIn(table, shape?.member ?? '', value[0]).map((place) => ({
      ...place,
      with: (one) => [place.with(one)],
    }));
  if (!isRecord(value)) return [];
  const keys = table.shapes[shape?.key ?? '']?.enum;
  if (keys !== undefined) return [{ path: '', values: keys, with: (key) => ({ [key]: Object.values(value)[0] }) }];
  return Object.entries(value).flatMap(([member, part]) =>
    placesIn(table, shape?.members?.[member] ?? shape?.value ?? '', part).map((place) => ({
      ...place,
      path: [member, place.path].filter(Boolean).join('.'),
      with: (one: string) => ({ ...value, [member]: place.with(one) }),
    })),
  );
};

/** Each with the members that are required, and one more. */
const requestsOf = async (service: string, operation: string, text: string) => {
  const schema = (await inputsOf(service)).get(operation);
  const selection = parseSelection(text);
  const { aws, known } = await setTheScene();
  await Promise.resolve(aws.close()).catch(() => undefined);
  if (schema === undefined) return [];
  return [...selection.keys()].map((wanted) =>
    createRequests({ service, operation, known, wanted })(
      schema,
      selection,
      (name, isRequired) => isRequired || name === wanted,
    ),
  );
};

const answersTo = async (service: string, operation: string, { values, with: given }: Place): Promise<string[]> => {
  const { aws, clock } = await setTheScene();
  const answers: string[] = [];
  for (const value of values) {
    const input = given(value);
    const request: Request = { service, operation, input: isRecord(input) ? input : {} };
    const asked = operate(aws, { ...request, region }).then(
      () => 'taken',
      (error: unknown) => (error instanceof AwsFault ? error.code : String(error)),
    );
    answers.push(await clock.runUntil(Promise.race([asked, clock.sleep(1000).then(() => 'taken')])));
    // Quotas of requests a second are not the question.
    await clock.advance(1000);
  }
  await Promise.resolve(aws.close()).catch(() => undefined);
  return answers;
};

const isRefusedAsWrong = (answer: string): boolean =>
  /Validation|Invalid|Unsupported|NotSupported|Malformed/.test(answer);

/** Where all values meet the same answer, it is about something else in the request. */
const suspectsAt = async (service: string, operation: string, place: Place): Promise<string[]> => {
  const answers = await answersTo(service, operation, place);
  if (new Set(answers).size === 1) return [];
  return place.values.filter((_, index) => isRefusedAsWrong(answers[index] ?? ''));
};

const suspectsOf = async (service: string): Promise<string[]> => {
  const table = readTable(service);
  const found: string[] = [];
  for (const [operation, text] of Object.entries(memberTables[service] ?? {})) {
    const root = table?.operations[operation];
    if (table === undefined || root === undefined) continue;
    const places = (await requestsOf(service, operation, text)).flatMap((input) => placesIn(table, root, input));
    for (const place of new Map(places.map((one) => [one.path, one])).values()) {
      const where = `${service}:${operation} ${place.path}`;
      const values = await suspectsAt(service, operation, place);
      found.push(...values.map((value) => `${where}=${value}`).filter((one) => !isExplained(one, where)));
    }
  }
  return found;
};

const isExplained = (one: string, where: string): boolean => one in refusedByAws || where in refusedByAws;

describe('a value that AWS itself names', () => {
  it.each(Object.keys(memberTables))(
    'is taken by %s, or refused by name as not simulated, and never as wrong',
    async (service) => {
      expect(await suspectsOf(service)).toEqual([]);
    },
    120_000,
  );
});
