import type { Parameter as ShownParameter } from '@aws-sdk/client-ssm';
import { notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';

const mostVersions = 100;

/** The slash that begins a path stands once in the ARN. */
export const arnOf = (world: World, region: string, name: string): string =>
  `arn:aws:ssm:${region}:${world.account}:parameter/${name.replace(/^\//, '')}`;

export type ParameterType = 'String' | 'StringList';

type ParameterVersion = Readonly<{
  version: number;
  value: string;
  changedAt: number;
  description?: string | undefined;
}>;

/** `history` ends with the current version. */
export type Parameter = Readonly<{
  region: string;
  name: string;
  type: ParameterType;
  history: [ParameterVersion, ...ParameterVersion[]];
}>;

export type Store = Readonly<{ world: World; parameters: Parameter[] }>;

export const findParameter = (store: Store, region: string, reference: string): Parameter | undefined =>
  parse(store, region, reference).parameter;

/** AWS's own, such as images and Regions: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html */
const ofAws = /^(?:arn:[^:]+:ssm:[^:]*:\d*:parameter)?\/aws\/(?:service|reference)(?:\/|$)/;

export function refusePublic(operation: string, reference: string): void {
  if (ofAws.test(reference)) throw notSimulated(`ssm:${operation} of the public parameter ${reference}`);
}

/** `name`, `name:version`, or either as an ARN. */
function parse(store: Store, region: string, reference: string) {
  const match = /^(arn:[^:]+:ssm:[^:]+:\d+:[^:]+|[^:]+)(?::(.+))?$/.exec(reference);
  const [, id = reference, selector] = match ?? [];
  const parameter = store.parameters.find(
    (one) => one.region === region && (one.name === id || arnOf(store.world, region, one.name) === id),
  );
  return { parameter, selector };
}

export const currentOf = ({ history }: Parameter): ParameterVersion => history.at(-1) ?? history[0];

export const shownVersion = (
  { world }: Store,
  parameter: Parameter,
  { version, value, changedAt }: ParameterVersion = currentOf(parameter),
): ShownParameter => ({
  Name: parameter.name,
  ARN: arnOf(world, parameter.region, parameter.name),
  Type: parameter.type,
  Value: value,
  Version: version,
  LastModifiedDate: new Date(changedAt),
  DataType: 'text',
});

/** As GetParameter shows it; undefined where the name or the version does not exist. */
export function read(store: Store, region: string, reference: string): ShownParameter | 'noVersion' | undefined {
  const { parameter, selector } = parse(store, region, reference);
  if (parameter === undefined) return undefined;
  const found =
    selector === undefined
      ? currentOf(parameter)
      : parameter.history.find(({ version }) => String(version) === selector);
  if (found === undefined) return 'noVersion';
  const shown = shownVersion(store, parameter, found);
  return { ...shown, ...(selector === undefined ? {} : { Selector: `:${selector}` }) };
}

/** The oldest version goes when there are more than a hundred. */
export function addVersion(
  store: Store,
  parameter: Parameter,
  { value, description }: Pick<ParameterVersion, 'value' | 'description'>,
): number {
  const version = currentOf(parameter).version + 1;
  parameter.history.push({ version, value, description, changedAt: store.world.clock.now() });
  if (parameter.history.length > mostVersions) parameter.history.shift();
  return version;
}
