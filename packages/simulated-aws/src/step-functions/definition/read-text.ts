import { DefinitionFault, diagnostic } from './diagnostics.ts';

export const readText = (definition: string): unknown => {
  if (definition.trim() === '')
    throw new DefinitionFault([diagnostic('MISSING_DESCRIPTION', 'The definition is empty', '')]);
  try {
    return JSON.parse(definition);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DefinitionFault([diagnostic('INVALID_JSON_DESCRIPTION', message, '')]);
  }
};
