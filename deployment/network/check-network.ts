import { isObject } from '../is-object.ts';
import type { Complaint } from '../plans/complaint.ts';
import { insteadOf } from '../plans/reading/nearest-word.ts';
import { regionsOfAws } from '../plans/regions.ts';

/** docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html; the forms of ids: docs.aws.amazon.com/inspector/v2/APIReference/API_LambdaVpcConfig.html */
const fields = {
  subnets: { prefix: 'subnet', word: 'a subnet', most: 16 },
  securityGroups: { prefix: 'sg', word: 'a security group', most: 5 },
} as const;

type Field = keyof typeof fields;

const names = Object.keys(fields).filter((name): name is Field => name in fields);

/** What is wrong with the network file, whatever it holds; one complaint a mistake. */
export function checkNetwork(given: unknown): Complaint[] {
  if (!isObject(given) || Array.isArray(given))
    return [{ path: [], message: 'has to be a mapping of Regions, such as us-east-1' }];
  const regions = Object.entries(given);
  return [...regions.flatMap(([region, vpc]) => checkRegion(region, vpc)), ...checkTwice(regions)];
}

function checkRegion(region: string, vpc: unknown): Complaint[] {
  if (!regionsOfAws.includes(region))
    return [{ path: [region], isField: true, message: `AWS has no such Region: ${regionInstead(region)}` }];
  if (!isObject(vpc) || Array.isArray(vpc))
    return [{ path: [region], isField: true, message: 'has to name subnets and securityGroups of one VPC' }];
  const unknown = Object.keys(vpc).filter((name) => !(name in fields));
  return [
    ...unknown.map((name) => ({ path: [region, name], message: `is no field here: ${insteadOf(name, names)}` })),
    ...names.flatMap((name) => checkList({ region, name }, vpc[name])),
  ];
}

const regionInstead = (region: string): string =>
  insteadOf(region, regionsOfAws).replace(/^there is.*/, 'say one such as us-east-1');

type At = Readonly<{ region: string; name: Field }>;

function checkList({ region, name }: At, value: unknown): Complaint[] {
  const { prefix, most } = fields[name];
  const path = [region, name];
  if (value === undefined || value === null)
    return [
      {
        path: [region],
        isField: true,
        message: `${name} is missing: a list of ids such as ${prefix}-0123456789abcdef0`,
      },
    ];
  if (!Array.isArray(value)) return [{ path, message: `has to be a list of ids such as ${prefix}-0123456789abcdef0` }];
  if (value.length === 0) return [{ path, message: 'is an empty list: it needs one id at least' }];
  if (value.length > most) return [{ path, message: `has ${value.length} ids: Lambda takes ${most} at most` }];
  return value.flatMap((id, index) => checkId({ region, name }, id, [index, value.indexOf(id)]));
}

function checkId({ region, name }: At, id: unknown, [index, first]: readonly [number, number]): Complaint[] {
  const { prefix, word } = fields[name];
  const path = [region, name, index];
  if (typeof id !== 'string' || !new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id))
    return [
      { path, message: `is ${JSON.stringify(id)}, and the id of ${word} is ${prefix}- and 8 or 17 digits 0-9 a-f` },
    ];
  return first < index ? [{ path, message: `is ${id}, which stands in this list already` }] : [];
}

/** An id is of one Region: one that stands under two was copied and not changed. */
function checkTwice(regions: readonly (readonly [string, unknown])[]): Complaint[] {
  const seen = new Map<string, string>();
  const complaints: Complaint[] = [];
  for (const [region, vpc] of regions)
    for (const name of names)
      for (const [index, id] of idsIn(vpc, name).entries()) {
        const before = seen.get(id);
        if (before !== undefined && before !== region)
          complaints.push({ path: [region, name, index], message: `is ${id}, which stands under ${before} already` });
        seen.set(id, before ?? region);
      }
  return complaints;
}

/** The ids that a Region names; none where it names no list of them. */
export const idsIn = (vpc: unknown, name: Field): string[] => {
  const value = isObject(vpc) ? vpc[name] : undefined;
  return Array.isArray(value) ? value.map(String) : [];
};
