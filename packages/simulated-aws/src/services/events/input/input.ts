import type { Target } from '@aws-sdk/client-eventbridge';
import type { EventEnvelope } from '../envelope.ts';
import { invalid } from '../faults.ts';
import { parsePath, valueAt } from './path.ts';
import { checkTemplate, fillTemplate, namesIn } from './template.ts';

const mostVariables = 100;
const longestTemplate = 8192;

const reservedNames: readonly string[] = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event',
  'aws.events.event.json',
  'aws.events.event.ingestion-time',
];

/** `ingestedAt` in ms on the world's clock. */
type About = Readonly<{ ruleArn: string; ruleName: string; ingestedAt: number }>;

/** What a target is given of an event. `text` is JSON unless a template made something else of it. */
export type InputOf = (event: EventEnvelope, about: About) => string;

/** At most one of the three; without any the target gets the event as it is. Throws ValidationException. */
export function inputOf({ Id, Input, InputPath, InputTransformer }: Target): InputOf {
  const given = [Input, InputPath, InputTransformer].filter((one) => one !== undefined);
  if (given.length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (Input !== undefined) return constant(Input);
  if (InputPath !== undefined) return part(InputPath);
  if (InputTransformer !== undefined) return transformed(InputTransformer);
  return (event) => JSON.stringify(event);
}

function constant(text: string): InputOf {
  try {
    JSON.parse(text);
  } catch {
    throw invalid(`Invalid Input: ${text} is not JSON`);
  }
  return () => text;
}

function part(path: string): InputOf {
  const parsed = parsePath(path);
  return (event) => JSON.stringify(valueAt(parsed, event) ?? null);
}

function transformed({ InputPathsMap = {}, InputTemplate = '' }: NonNullable<Target['InputTransformer']>): InputOf {
  if (InputTemplate === '' || InputTemplate.length > longestTemplate)
    throw invalid(`InputTemplate must have 1 to ${longestTemplate} characters`);
  const paths = Object.entries(InputPathsMap).map(([name, path]) => [name, parsePath(path)] as const);
  checkNames(Object.keys(InputPathsMap), InputTemplate);
  checkTemplate(InputTemplate);
  return (event, about) => {
    const own = Object.fromEntries(paths.map(([name, path]) => [name, valueAt(path, event)]));
    return fillTemplate(InputTemplate, { ...own, ...reserved(event, about) });
  };
}

function checkNames(own: readonly string[], template: string): void {
  const wrong = own.find(
    (name) => name.startsWith('AWS') || reservedNames.includes(name) || !/^[A-Za-z0-9_-]+$/.test(name),
  );
  if (wrong !== undefined) throw invalid(`InputPathsMap has an invalid key ${wrong}`);
  if (own.length > mostVariables) throw invalid(`InputPathsMap must not have more than ${mostVariables} entries`);
  const unknown = namesIn(template).find((name) => !own.includes(name) && !reservedNames.includes(name));
  if (unknown !== undefined) throw invalid(`InputTemplate names <${unknown}>, which is not in InputPathsMap`);
}

function reserved(event: EventEnvelope, { ruleArn, ruleName, ingestedAt }: About) {
  const { detail: _, ...withoutDetail } = event;
  return {
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleName,
    'aws.events.event': withoutDetail,
    'aws.events.event.json': event,
    'aws.events.event.ingestion-time': new Date(ingestedAt).toISOString(),
  };
}
