import type { ValidateStateMachineDefinitionInput } from '@aws-sdk/client-sfn';
import { AwsFault } from '../call.ts';
import { DefinitionFault, type Diagnostic } from './definition/diagnostics.ts';
import { checkExpress } from './definition/express.ts';
import { parseDefinition } from './definition/parse.ts';

/**
 * …/apireference/API_ValidateStateMachineDefinition.html. AWS's warnings are all about JSONPath, which is refused by name,
 * so there are only errors here. Their wording is ours where AWS's is not documented; AWS asks not to rely on it.
 */
const mostDiagnostics = 100;

export function validateDefinition({ definition = '', type, maxResults = 0 }: ValidateStateMachineDefinitionInput) {
  if (maxResults < 0 || maxResults > mostDiagnostics)
    throw new AwsFault('ValidationException', `maxResults must be between 0 and ${mostDiagnostics}`);
  const problems = problemsIn(definition, type === 'EXPRESS');
  const diagnostics = problems.slice(0, maxResults === 0 ? mostDiagnostics : maxResults);
  const result = problems.length === 0 ? ('OK' as const) : ('FAIL' as const);
  return { result, diagnostics, ...(diagnostics.length < problems.length ? { truncated: true } : {}) };
}

function problemsIn(definition: string, isExpress: boolean): readonly Diagnostic[] {
  try {
    const { block } = parseDefinition(definition);
    return isExpress ? checkExpress(block, '') : [];
  } catch (error) {
    if (error instanceof DefinitionFault) return error.diagnostics;
    throw error;
  }
}
