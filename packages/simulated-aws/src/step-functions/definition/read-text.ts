import { DefinitionFault, diagnostic } from './diagnostics.ts';

export function readText(definition: string): unknown {
  if (definition.trim() === '') throw noObject();
  const value = parsed(definition);
  if (!isObject(value)) throw noObject();
  return value;
}

const noObject = () =>
  new DefinitionFault([diagnostic('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', '/')]);

function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DefinitionFault([diagnostic('INVALID_JSON_DESCRIPTION', message, '')]);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
