import type {
  DescribeParametersRequest,
  DescribeParametersResult,
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { type Page, pageWithin } from '../page.ts';
import { currentOf, findParameter, type Parameter, refusePublic, type Store, shownVersion } from './parameter.ts';

/** (I) The default of listings; the most that a call can ask for is in each operation's model. */
const usualPage = 10;

const faults = {
  wrongSize: (message: string) => new AwsFault('ValidationException', message),
  wrongToken: () => new AwsFault('InvalidNextToken', 'The specified token is not valid.'),
};

const options: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
};

/** Without values, which take a call of their own. */
export const describeParameters =
  (store: Store) =>
  (input: DescribeParametersRequest, call: Call): DescribeParametersResult => {
    const { ParameterFilters: filters = [] } = input;
    const found = inRegion(store, call).filter((parameter) => filters.every(meets(parameter)));
    const { items, next } = pageOfAll(found, input, 50);
    const shown = items.map((parameter) => {
      const { Value: _value, ...rest } = shownVersion(store, parameter);
      const { description } = currentOf(parameter);
      return { ...rest, ...defined({ Description: description }), Tier: 'Standard' as const };
    });
    return { Parameters: shown, ...defined({ NextToken: next }) };
  };

const inRegion = ({ parameters }: Store, { region }: Call): Parameter[] =>
  parameters.filter((parameter) => parameter.region === region).sort(byName);

const byName = (left: Parameter, right: Parameter): number => (left.name < right.name ? -1 : 1);

/** docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const meets =
  (parameter: Parameter) =>
  ({ Key = '', Option = 'Equals', Values = [] }: ParameterStringFilter): boolean => {
    if (Key !== 'Name' && Key !== 'Type') throw notSimulated(`ssm:DescribeParameters with the filter ${Key}`);
    const fits = options[Option];
    if (fits === undefined || (Key === 'Type' && Option !== 'Equals'))
      throw new AwsFault('InvalidFilterOption', `The filter option ${Option} is not valid for the filter ${Key}.`);
    const text = Key === 'Name' ? parameter.name : parameter.type;
    return Values.some((value) => fits(text, value));
  };

type Paged = Readonly<{ MaxResults?: number | undefined; NextToken?: string | undefined }>;

const pageOfAll = <T>(all: readonly T[], { MaxResults = usualPage, NextToken }: Paged, most: number): Page<T> =>
  pageWithin(all, { name: 'MaxResults', size: MaxResults, token: NextToken }, { most, ...faults });

export const getParametersByPath =
  (store: Store) =>
  (input: GetParametersByPathRequest, call: Call): GetParametersByPathResult => {
    const { Path: path = '', Recursive: isRecursive = false } = input;
    refusePublic('GetParametersByPath', path);
    if (!path.startsWith('/'))
      throw new AwsFault('ValidationException', 'The parameter path: must begin with a slash.');
    const { items, next } = pageOfAll(inRegion(store, call).filter(isBelow(path, isRecursive)), input, 10);
    const shown = items.map((parameter) => shownVersion(store, parameter));
    return { Parameters: shown, ...defined({ NextToken: next }) };
  };

function isBelow(path: string, isRecursive: boolean) {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return ({ name }: Parameter): boolean =>
    name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes('/'));
}

/** The oldest version first. */
export const getParameterHistory =
  (store: Store) =>
  (input: GetParameterHistoryRequest, call: Call): GetParameterHistoryResult => {
    const { Name: name = '' } = input;
    const parameter = findParameter(store, call.region, name);
    if (parameter === undefined) throw new AwsFault('ParameterNotFound', `Parameter ${name} not found.`);
    const { items, next } = pageOfAll(parameter.history, { MaxResults: 50, ...input }, 50);
    const shown = items.map((version) => {
      const { ARN: _arn, ...rest } = shownVersion(store, parameter, version);
      const { description } = version;
      const told = defined({ Description: description });
      return { ...rest, ...told, Labels: [], Tier: 'Standard' as const };
    });
    return { Parameters: shown, ...defined({ NextToken: next }) };
  };
