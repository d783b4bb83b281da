import type { ValidateStateMachineDefinitionDiagnostic } from '@aws-sdk/client-sfn';
import type * as z from 'zod';
import { AwsFault } from '../../call.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
type Code =
  | 'DUPLICATE_LABEL_NAME'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_JSON_DESCRIPTION'
  | 'INVALID_LABEL_NAME'
  | 'INVALID_RESOURCE'
  | 'INVALID_STATE_NAME'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'SCHEMA_VALIDATION_FAILED';

export type Diagnostic = ValidateStateMachineDefinitionDiagnostic & Readonly<{ code: Code; location: string }>;

/** InvalidDefinition with what is wrong in parts, as ValidateStateMachineDefinition lists them. */
export class DefinitionFault extends AwsFault {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super('InvalidDefinition', `Invalid State Machine Definition: '${diagnostics.map(wordsOf).join(', ')}'`);
    this.diagnostics = diagnostics;
  }
}

export const diagnostic = (code: Code, message: string, location: string): Diagnostic => ({
  severity: 'ERROR',
  code,
  message,
  location,
});

/** Of an error that was made with its inputs (reportInput). */
export const diagnosticsOf = (error: z.ZodError, where: string): Diagnostic[] =>
  error.issues.flatMap((issue) => ofIssue(issue, where));

function ofIssue(issue: z.core.$ZodIssue, where: string): Diagnostic[] {
  const location = locationOf(where, issue.path) || '/';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => diagnostic('SCHEMA_VALIDATION_FAILED', `Field '${key}' is not supported`, location));
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  const message = isMissing ? `These fields are required: [${String(issue.path.at(-1))}]` : issue.message;
  const place = isMissing ? locationOf(where, issue.path.slice(0, -1)) || '/' : location;
  return [diagnostic('SCHEMA_VALIDATION_FAILED', message, place)];
}

/** The path of a member as AWS writes it: /States/Wait/Seconds, /States/Check/Choices[0]/Condition. */
const locationOf = (where: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, step) => (typeof step === 'number' ? `${place}[${step}]` : `${place}/${String(step)}`),
    where,
  );

/** What was found so far: one slip does not hide the others. */
export function createFindings() {
  const found: Diagnostic[] = [];
  /** The answer of `work`, or `undefined` where it found the definition wrong. */
  const gather = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DefinitionFault)) throw error;
      found.push(...error.diagnostics);
      return undefined;
    }
  };
  const throwIfAny = (): void => {
    if (found.length > 0) throw new DefinitionFault(found);
  };
  return { gather, add: (...more: readonly Diagnostic[]) => found.push(...more), throwIfAny };
}

const wordsOf = ({ code, message, location }: Diagnostic): string =>
  `${code}: ${message}${location === '' ? '' : ` at ${location}`}`;
