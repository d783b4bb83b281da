import { DefinitionFault, diagnostic } from './diagnostics.ts';

const noObject = () =>
  new DefinitionFault([diagnostic('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', '/')]);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (definition: string): unknown => {
  try {
    return JSON.parse(definition);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DefinitionFault([diagnostic('INVALID_JSON_DESCRIPTION', message, '')]);
  }
};

export const readText = (definition: string): unknown => {
  if (definition.trim() === '') throw noObject();
  const value = parsed(definition);
  if (!isObject(value)) throw noObject();
  return value;
};
