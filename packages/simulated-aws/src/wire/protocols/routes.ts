import { type OperationModel, requiredMembersOf, type ServiceModel } from '../model.ts';
import { decodePercent } from '../percent.ts';
import type { WireRequest } from './protocol.ts';

/** A hint that the SDK adds for its own logs; clients that do not send it mean the same. */
const operationHint = 'x-id';

/** Which operation a REST request means: smithy.io/2.0/spec/http-bindings.html#http-trait */
export type Route = Readonly<{
  operation: OperationModel;
  method: string;
  path: RegExp;
  labels: readonly string[];
  /** What the query must hold; an empty value is any. */
  query: readonly (readonly [name: string, value: string])[];
  headers: readonly string[];
  isInBucket: boolean;
}>;

/** The most demanding first. */
export const routesOf = ({ operations }: ServiceModel): readonly Route[] =>
  [...operations.values()]
    .flatMap(routeOf)
    .sort((one, other) => demandCount(other) - demandCount(one) || one.labels.length - other.labels.length);

function routeOf(operation: OperationModel): Route[] {
  if (operation.http === undefined) return [];
  const [uri = '', literal = ''] = operation.http.uri.split('?');
  const { labels, path } = patternOf(uri);
  const { query, headers, isInBucket } = demands(operation);
  const literals = [...new URLSearchParams(literal)].filter(([name]) => name !== operationHint);
  const { method } = operation.http;
  return [{ operation, method, path, labels, query: [...literals, ...query], headers, isInBucket: isInBucket(labels) }];
}

function patternOf(path: string) {
  const labels: string[] = [];
  const segments = path.split('/').map((segment) => {
    const label = /^\{(\w+)(\+?)\}$/.exec(segment);
    if (label === null) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    labels.push(label[1] ?? '');
    return label[2] === '+' ? '(.+)' : '([^/]+)';
  });
  const pattern = segments.join('/');
  return { labels, path: new RegExp(path.endsWith('+}') ? `^${pattern}$` : `^${pattern.replace(/\/$/, '')}/?$`) };
}

/** Members without which the request means another operation: UploadPart is a PutObject with a part number. */
function demands({ input }: OperationModel) {
  const members = new Map(input.isStructSchema() ? input.structIterator() : []);
  const traits = requiredMembersOf(input).map((name) => members.get(name)?.getMergedTraits() ?? {});
  return {
    query: traits.flatMap(({ httpQuery }) => (httpQuery === undefined ? [] : [[httpQuery, ''] as const])),
    headers: traits.flatMap(({ httpHeader }) => (httpHeader === undefined ? [] : [httpHeader.toLowerCase()])),
    isInBucket: (labels: readonly string[]) =>
      members.get('Bucket')?.getMergedTraits().httpLabel === 1 && !labels.includes('Bucket'),
  };
}

const demandCount = ({ query, headers }: Route): number => query.length + headers.length;

export type Match = Readonly<{ route: Route; labels: ReadonlyMap<string, string> }>;

export function matchRoute(routes: readonly Route[], request: WireRequest): Match | undefined {
  for (const route of routes) {
    const found = fits(route, request) ? route.path.exec(request.path) : null;
    if (found === null) continue;
    const labels = route.labels.map((label, index) => [label, decodePercent(found[index + 1] ?? '')] as const);
    return { route, labels: new Map(labels) };
  }
  return undefined;
}

function fits(route: Route, { method, query, headers, bucket }: WireRequest): boolean {
  const hint = query.get(operationHint);
  return (
    route.method === method &&
    route.isInBucket === (bucket !== undefined) &&
    (hint === null || hint === route.operation.name) &&
    route.query.every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value)) &&
    route.headers.every((name) => headers[name] !== undefined)
  );
}
